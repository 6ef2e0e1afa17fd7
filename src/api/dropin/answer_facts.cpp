#include "api/dropin/answer_facts.hpp"

namespace api {

std::string answer_facts::name_of(std::string_view answered) const {
    if (answered.starts_with(provider) && answered.substr(provider.size()).starts_with('/'))
        answered.remove_prefix(provider.size() + 1);
    return std::string(answered);
}

answer_facts facts_of_answer(call const& c, dropin_request const& asked) {
    auto const route = c.use.models.resolve(asked.options.model);
    return {.created = core::to_ms(c.use.clock.now()) / 1000, .provider = route.provider, .model = route.model};
}

}  // namespace api
