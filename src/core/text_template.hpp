#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Text with places for values: `{{name}}`, blanks inside the braces or not. There is nothing else to it: no conditions,
// no loops, and a value is never looked at again, so whatever it says stays what it says. `\{{` is two braces.
class text_template {
public:
    // Letters, digits and underscores, at most 64, no digit first.
    static bool is_name(std::string_view text);

    // `text` must outlive the template. Fails with invalid_input, saying where, for braces that open no place.
    static result<text_template> parse(std::string_view text);

    // Each name once, in the order of the text.
    std::vector<std::string_view> names() const;

    using value_of = std::function<std::string_view(std::string_view name)>;

    // The bytes that fill() would give: to be looked at first, for a short text can name a long value often.
    std::size_t filled_size(value_of const& value) const;
    std::string fill(value_of const& value) const;

private:
    struct piece {
        bool is_name = false;
        std::string_view text;
    };
    std::vector<piece> pieces_;
};

}  // namespace core
