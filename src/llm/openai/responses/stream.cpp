#include "llm/openai/responses/stream.hpp"

namespace llm {

core::task<core::result<void>> kept_response::reattach(deadlines limits) {
    if (events_.id().empty()) co_return co_await stream::reattach(limits);
    auto body = co_await server_.open(response_url(config_, events_.id(), events_.last()), std::nullopt, limits, {});
    if (!body) co_return body.error();
    events_.pass_over_seen();
    go_on(std::move(*body));
    co_return core::result<void>();
}

}  // namespace llm
