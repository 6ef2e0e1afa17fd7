#pragma once

#include "core/described.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api::aisdk {

// POST /api/chat, as DefaultChatTransport sends it; whatever else a page puts into the body is ignored.
struct chat_request {
    std::string id;   // the page's, of the chat
    boost::json::value messages;
    std::optional<std::string> trigger;
    std::optional<std::string> model;
    std::optional<double> temperature;
    std::optional<std::int64_t> max_tokens;
    std::optional<std::vector<std::string>> models;
};
BOOST_DESCRIBE_STRUCT(chat_request, (), (id, messages, trigger, model, temperature, max_tokens, models))
inline auto rules(chat_request const*) {
    using c = chat_request;
    return core::fields(core::required(&c::id), core::required(&c::messages), core::length(&c::id, 1, 200),
                        core::length(&c::model, 1, 200), core::range(&c::temperature, 0, 2),
                        core::range(&c::max_tokens, 1, 1'000'000), core::length(&c::models, 1, 16),
                        core::item_length(&c::models, 1, 200),
                        core::doc(&c::model, "As `provider/model`, or a bare name; the default model without it."));
}

}  // namespace api::aisdk
