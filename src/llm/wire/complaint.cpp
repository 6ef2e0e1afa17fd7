#include "llm/wire/complaint.hpp"

#include "llm/wire/json_fields.hpp"
#include "llm/wire/retry_after.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace llm {
namespace {

namespace json = boost::json;

// The text of a field, or the digits of a number: some servers give the status as the code.
std::string text_of(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    if (value && value->is_int64()) return std::to_string(value->get_int64());
    return string_in(fields, name);
}

// Google's details: {"reason": "API_KEY_INVALID"} says more than the status, {"retryDelay": "13.5s"} how long to wait.
void read_details(json::array const& details, complaint& out) {
    for (auto const& one : details) {
        auto const* fields = one.if_object();
        if (!fields) continue;
        if (auto reason = string_in(*fields, "reason"); !reason.empty()) out.type = std::move(reason);
        auto delay = string_in(*fields, "retryDelay");
        if (!delay.ends_with('s')) continue;
        delay.resize(std::min(delay.find('.'), delay.size() - 1));
        if (auto const whole = parse_retry_after(delay, {})) out.retry_after = *whole + std::chrono::seconds(1);
    }
}

}  // namespace

complaint read_complaint(json::value const& error) {
    complaint out;
    if (error.is_string()) out.message = std::string(error.get_string());
    if (!error.is_object()) return out;
    auto const& fields = error.get_object();
    out.code = text_of(fields, "code");
    out.type = text_of(fields, "type");
    if (out.type.empty()) out.type = text_of(fields, "status");
    out.message = text_of(fields, "message");
    out.parameter = text_of(fields, "param");
    if (auto const* details = array_in(fields, "details")) read_details(*details, out);
    return out;
}

complaint read_complaint(int status, std::string_view body) {
    boost::system::error_code unreadable;
    auto said = json::parse(body, unreadable);
    complaint out;
    if (!unreadable && said.is_array() && !said.get_array().empty()) said = json::value(said.get_array().front());
    if (!unreadable && said.is_object()) {
        auto const* error = said.get_object().if_contains("error");
        out = read_complaint(error && !error->is_null() ? *error : said);
    }
    out.status = status;
    return out;
}

}  // namespace llm
