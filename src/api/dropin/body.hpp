#pragma once

#include "api/call.hpp"
#include "core/described.hpp"
#include "core/json_parse.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace api {

// A field of a drop-in API that would change the answer, and that nothing here can do. Refused where it says something:
// not where it is null, false, 0, empty, or `harmless`, alone or as a list of that only.
struct refused_field {
    std::string_view name;
    std::string_view problem;
    std::string_view harmless{};
    bool even_empty = false;  // {} says something, too
};

// Reads the body of a drop-in API: what its type does not have is ignored, but for `refused`, and for fields that would
// send the call, or a key, to where only the operator may send them.
core::result<void> read_dropin_body(std::string_view body, core::described_object const& type,
                                    std::span<refused_field const> refused, void* out);

template <class T>
core::result<T> dropin_body_of(call const& c, std::span<refused_field const> refused = {}) {
    T out;
    auto const read = read_dropin_body(c.request.body, core::described<T>(), refused, &out);
    if (!read) return read.error();
    return out;
}

// The models to ask where the first can't answer; the field has two names.
using model_names = std::optional<std::vector<std::string>>;
std::vector<std::string> other_models(model_names const& models, model_names const& fallbacks);

// The first thing that is wrong with those parts of a body that no described struct fits.
class body_problems {
public:
    void add(std::string at, std::string problem) {
        if (!first_) first_ = core::invalid_fields({{std::move(at), std::move(problem)}});
    }
    bool any() const { return first_.has_value(); }
    core::error const& first() const { return *first_; }

private:
    std::optional<core::error> first_;
};

// A member that must be a text; empty, and a problem where it is something else or, if `required`, absent.
std::string text_member(boost::json::object const& from, std::string_view name, std::string const& at,
                        body_problems& problems, bool required = true);

// The same of an object that is required; null where it is absent or wrong.
boost::json::object const* object_member(boost::json::object const& from, std::string_view name, std::string const& at,
                                         body_problems& problems);

struct list_bounds {
    std::string_view of;  // "tools"
    std::size_t most = std::string_view::npos;
    std::size_t least = 0;
};
inline constexpr list_bounds messages_bounds{"messages", 10'000, 1};
inline constexpr list_bounds tools_bounds{"tools", 128};  // as many calls as an answer can hold

// Gives the members of a list, which must be objects, to `read`, each with where it stands, until there is a problem.
void read_objects(boost::json::value const& list, std::string const& at, list_bounds bounds, body_problems& problems,
                  std::function<void(boost::json::object const&, std::string const&)> const& read);

}  // namespace api
