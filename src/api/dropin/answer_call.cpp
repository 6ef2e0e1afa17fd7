#include "api/dropin/answer_call.hpp"

namespace api {

core::task<> answer_call(call& c, core::result<dropin_request> request, answer_shape shape) {
    if (!request) co_return co_await reply_error(c, request.error());
    auto facts = facts_of_answer(c, *request);
    auto const turn = co_await begin_answer(c, std::move(*request));
    if (!turn) co_return co_await reply_error(c, turn.error());
    facts.id = std::string(shape.id_prefix) + (*turn)->ids().message;
    if (!shape.streams) {
        auto body = [&](whole_answer const& answer) { return shape.whole(facts, answer); };
        co_return co_await send_whole_answer(c, **turn, std::move(body));
    }
    auto const encoder = shape.encoder(std::move(facts));
    co_await stream_answer(c, **turn, *encoder);
}

}  // namespace api
