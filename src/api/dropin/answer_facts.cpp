#include "api/dropin/answer_facts.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace api {

std::string answer_facts::name_of(std::string_view answered) const {
    if (answered.starts_with(provider) && answered.substr(provider.size()).starts_with('/'))
        answered.remove_prefix(provider.size() + 1);
    return std::string(answered);
}

void answer_facts::heed(store::turn_event const& event) {
    boost::system::error_code failed;
    auto const said = boost::json::parse(event.data, failed);
    auto const* const fields = failed ? nullptr : said.if_object();
    auto const text = [&](char const* name) -> std::string {
        auto const* const value = fields ? fields->if_contains(name) : nullptr;
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    if (auto const whom = text("model"); !whom.empty()) model = name_of(text("provider") + "/" + whom);
}

answer_facts facts_of_answer(call const& c, dropin_request const& asked) {
    auto const route = c.use.models.resolve(asked.options.model);
    return {.created = core::to_ms(c.use.clock.now()) / 1000, .provider = route.provider, .model = route.model};
}

}  // namespace api
