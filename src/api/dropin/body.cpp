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

bool says_nothing(json::value const& value, std::string_view harmless) {
    if (auto const* text = value.if_string())
        return text->empty() || (!harmless.empty() && std::string_view(*text) == harmless);
    if (auto const* list = value.if_array())
        return std::ranges::all_of(*list, [&](auto const& each) { return says_nothing(each, harmless); });
    if (auto const* fields = value.if_object()) return fields->empty();
    if (auto const* truth = value.if_bool()) return !*truth;
    return value.is_null() || (value.is_int64() && value.get_int64() == 0);
}

// The first field that is not for a request to say, or that nothing here can do.
core::result<void> check_fields(json::object const& body, std::span<refused_field const> refused) {
    for (auto const name : never_the_callers)
        if (body.contains(name))
            return core::invalid_fields(
                {{"/" + std::string(name), "is for the operator of this server to say, not for a request"}});
    for (auto const& each : refused)
        if (auto const* value = body.if_contains(each.name);
            value && (!says_nothing(*value, each.harmless) || (each.even_empty && value->is_object())))
            return core::invalid_fields({{"/" + std::string(each.name), std::string(each.problem)}});
    return {};
}

}  // namespace

core::result<void> read_dropin_body(std::string_view body, core::described_object const& type,
                                    std::span<refused_field const> refused, void* out) {
    unsigned char first_block[4096];   // most requests fit
    json::monotonic_resource memory(first_block, sizeof first_block);
    auto const parsed = core::parse_json(body.empty() ? "{}" : body, &memory);
    if (!parsed) return parsed.error();
    if (auto const* fields = parsed->if_object())
        if (auto const fine = check_fields(*fields, refused); !fine) return fine;
    return core::read_json_value(*parsed, type, out, core::unknown::ignore);
}

std::vector<std::string> other_models(model_names const& models, model_names const& fallbacks) {
    std::vector<std::string> out;
    for (auto const* names : {&models, &fallbacks})
        if (*names) out.insert(out.end(), (*names)->begin(), (*names)->end());
    return out;
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

void read_objects(json::value const& list, std::string const& at, list_bounds bounds, body_problems& problems,
                  std::function<void(json::object const&, std::string const&)> const& read) {
    auto const* all = list.if_array();
    if (!all || all->size() < bounds.least || all->size() > bounds.most) {
        auto const range = bounds.least > 0                       ? fmt::format("{} to {} ", bounds.least, bounds.most)
                           : bounds.most < std::string_view::npos ? fmt::format("at most {} ", bounds.most)
                                                                  : std::string();
        return problems.add(at, fmt::format("must be a list of {}{}", range, bounds.of));
    }
    for (std::size_t i = 0; i < all->size() && !problems.any(); ++i) {
        auto const where = fmt::format("{}/{}", at, i);
        if (auto const* one = (*all)[i].if_object()) read(*one, where);
        else problems.add(where, "must be an object");
    }
}

}  // namespace api
