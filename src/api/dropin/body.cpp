#include "api/dropin/body.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace api {

namespace json = boost::json;

namespace {

constexpr std::string_view never_the_callers[] = {
    "base_url",     "baseUrl",         "baseURL",      "api_base",       "apiBase",       "endpoint",
    "api_key",      "apiKey",          "api_token",    "headers",        "extra_headers", "api_version",
    "extraHeaders", "default_headers", "organization", "azure_endpoint", "provider_url",  "proxy"};

}  // namespace

core::result<void> read_dropin_body(std::string_view body, core::described_object const& type, void* out) {
    unsigned char first_block[4096];   // most requests fit
    json::monotonic_resource memory(first_block, sizeof first_block);
    auto const parsed = core::parse_json(body.empty() ? "{}" : body, &memory);
    if (!parsed) return parsed.error();
    if (auto const* fields = parsed->if_object())
        for (auto const name : never_the_callers)
            if (fields->contains(name))
                return core::invalid_fields(
                    {{"/" + std::string(name), "is for the operator of this server to say, not for a request"}});
    return core::read_json_value(*parsed, type, out, core::unknown::ignore);
}

std::string text_member(json::object const& from, std::string_view name, std::string const& at, body_problems& problems,
                        bool required) {
    auto const* found = from.if_contains(name);
    if (!found || found->is_null()) {
        if (required) problems.add(core::json_pointer(at, name), "is required");
        return {};
    }
    if (auto const* text = found->if_string()) return {text->data(), text->size()};
    problems.add(core::json_pointer(at, name), fmt::format("must be a string, not {}", core::kind_name(*found)));
    return {};
}

json::object const* object_member(json::object const& from, std::string_view name, std::string const& at,
                                  body_problems& problems) {
    auto const* found = from.if_contains(name);
    if (!found) problems.add(core::json_pointer(at, name), "is required");
    if (!found) return nullptr;
    if (auto const* object = found->if_object()) return object;
    problems.add(core::json_pointer(at, name), fmt::format("must be an object, not {}", core::kind_name(*found)));
    return nullptr;
}

}  // namespace api
