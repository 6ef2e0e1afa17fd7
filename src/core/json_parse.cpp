#include "core/json_parse.hpp"

#include "core/unicode.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace core {
namespace {

namespace json = boost::json;

// Builds the value and watches for what the grammar allows and we do not.
class value_builder {
public:
    static constexpr std::size_t max_object_size = json::object::max_size();
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = json::string::max_size();
    static constexpr std::size_t max_string_size = json::string::max_size();

    explicit value_builder(json::storage_ptr memory) { stack_.reset(std::move(memory)); }

    json::value release() { return stack_.release(); }
    std::string const& problem() const { return problem_; }
    std::string pointer() const;

    using code = json::error_code;
    bool on_document_begin(code&) { return true; }
    bool on_document_end(code&) { return true; }
    bool on_object_begin(code&) { return enter(false); }
    bool on_object_end(std::size_t n, code&) { return leave(), stack_.push_object(n), true; }
    bool on_array_begin(code&) { return enter(true); }
    bool on_array_end(std::size_t n, code&) { return leave(), stack_.push_array(n), true; }
    bool on_key_part(json::string_view s, std::size_t, code&) {
        key_ += s;
        stack_.push_chars(s);
        return true;
    }
    bool on_key(json::string_view s, std::size_t, code& ec);
    bool on_string_part(json::string_view s, std::size_t, code&) { return stack_.push_chars(s), true; }
    bool on_string(json::string_view s, std::size_t, code&) { return stack_.push_string(s), item(); }
    bool on_number_part(json::string_view, code&) { return true; }
    bool on_int64(std::int64_t i, json::string_view, code&) { return stack_.push_int64(i), item(); }
    bool on_uint64(std::uint64_t u, json::string_view, code&) { return stack_.push_uint64(u), item(); }
    bool on_double(double d, json::string_view, code& ec);
    bool on_bool(bool b, code&) { return stack_.push_bool(b), item(); }
    bool on_null(code&) { return stack_.push_null(), item(); }
    bool on_comment_part(json::string_view, code&) { return true; }
    bool on_comment(json::string_view, code&) { return true; }

private:
    // One open array or object. Kept when it closes, so that its memory serves the next.
    struct level {
        bool array = false;
        std::size_t items = 0;
        std::vector<std::string> keys{};
    };

    bool enter(bool array) {
        if (open_ == levels_.size()) levels_.emplace_back();
        auto& top = levels_[open_++];
        top.array = array;
        top.items = 0;
        top.keys.clear();
        return true;
    }
    void leave() {
        --open_;
        item();
    }
    bool item() {
        if (open_ > 0) ++levels_[open_ - 1].items;
        return true;
    }
    bool refuse(std::string problem, code& ec) {
        problem_ = std::move(problem);
        ec = json::error::syntax;
        return false;
    }

    json::value_stack stack_;
    std::vector<level> levels_;
    std::size_t open_ = 0;
    std::string key_;
    std::string problem_;
};

bool value_builder::on_key(json::string_view s, std::size_t, code& ec) {
    key_ += s;
    auto& keys = levels_[open_ - 1].keys;
    bool const twice = std::ranges::find(keys, key_) != keys.end();
    keys.push_back(std::move(key_));
    key_.clear();
    if (twice) return refuse("must not be given twice", ec);
    if (keys.size() > 1000) return refuse("must have at most 1000 fields", ec);
    stack_.push_key(s);
    return true;
}

// Boost's value may be off in its last bit, and would then be written as another number: here it is the nearest one.
// The text is whole, because the parser is given all of it at once.
bool value_builder::on_double(double d, json::string_view s, code& ec) {
    std::from_chars(s.data(), s.data() + s.size(), d);   // leaves d alone where no double comes near
    if (!std::isfinite(d)) return refuse("must be a number that a double can hold", ec);
    stack_.push_double(d);
    return item();
}

std::string value_builder::pointer() const {
    std::string out;
    for (std::size_t i = 0; i < open_; ++i) {
        auto const& at = levels_[i];
        if (at.array) out = json_pointer(out, std::to_string(at.items));
        else if (!at.keys.empty()) out = json_pointer(out, at.keys.back());
    }
    return out;
}

std::string syntax_problem(std::string_view text, std::size_t at, json::error_code ec) {
    if (text.find_first_not_of(" \t\r\n") == text.npos) return "must be JSON, and is empty";
    if (!valid_utf8(text)) return "must be valid UTF-8";
    if (ec == json::error::too_deep) return fmt::format("must not be nested deeper than {} levels", json_depth_max);
    if (ec == json::error::incomplete) return "must be JSON, and ends too early";
    if (ec == json::error::extra_data) return "must be one JSON value, and something follows it";
    auto const before = text.substr(0, at);
    auto const line = std::ranges::count(before, '\n') + 1;
    auto const column = before.size() - (before.rfind('\n') + 1) + 1;   // npos + 1 is 0
    return fmt::format("must be JSON, and is not at line {}, column {}", line, column);
}

}  // namespace

result<json::value> parse_json(std::string_view text, json::storage_ptr memory) {
    json::parse_options options;
    options.max_depth = json_depth_max;
    json::basic_parser<value_builder> parser(options, std::move(memory));
    json::error_code ec;
    auto consumed = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && consumed < text.size()) ec = json::error::extra_data;
    auto& built = parser.handler();
    if (!ec) return built.release();

    field_problem problem;
    if (built.problem().empty()) problem.problem = syntax_problem(text, std::min(consumed, text.size()), ec);
    else problem = {built.pointer(), built.problem()};
    return invalid_fields({std::move(problem)});
}

std::string json_pointer(std::string_view pointer, std::string_view step) {
    std::string out(pointer);
    out += '/';
    for (char const c : first_characters(step, 64)) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
    return out;
}

char const* kind_name(json::value const& value) {
    switch (value.kind()) {
    case json::kind::null:    return "null";
    case json::kind::bool_:   return "a boolean";
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_: return "a number";
    case json::kind::string:  return "a string";
    case json::kind::array:   return "an array";
    case json::kind::object:  return "an object";
    }
    return "null";
}

error invalid_fields(std::vector<field_problem> problems) {
    auto const& first = problems.front();
    auto message = fmt::format("{} {}", first.field.empty() ? "The body" : first.field, first.problem);
    if (problems.size() > 1) message += fmt::format(" (and {} more)", problems.size() - 1);
    if (!message.ends_with('?')) message += '.';
    error out{errc::invalid_input, std::move(message)};
    out.details = std::move(problems);
    return out;
}

}  // namespace core
