#include "llm/anthropic/provider.hpp"

#include "llm/anthropic/config.hpp"
#include "llm/anthropic/model_list.hpp"
#include "llm/anthropic/request.hpp"
#include "llm/anthropic/response.hpp"

#include <utility>

namespace llm {

net::headers anthropic_fields(upstream const& server) {
    net::headers out{{"anthropic-version", "2023-06-01"}};
    if (!server.api_key.empty()) out.add("x-api-key", server.api_key);
    return out;
}

anthropic_provider::anthropic_provider(net::http_client& client, core::clock const& time, upstream server)
    : server_(std::move(server)), caller_(client, time, server_, anthropic_fields(server_)) {}

features anthropic_provider::can(std::string const& model) const {
    return {.prefill = anthropic_traits_of(model).prefill, .tools = true};
}

core::task<core::result<std::unique_ptr<stream>>> anthropic_provider::open(completion_request request,
                                                                           deadlines limits) {
    auto body = write_anthropic_request(request, server_.name);
    std::string owed(trailing_blanks(request.prefill));
    auto reader = std::make_unique<anthropic_response>(server_, request.model, std::move(owed));
    co_return co_await caller_.ask(server_.base_url + "/messages", std::move(body), limits, std::move(request.model),
                                   std::move(reader));
}

core::task<core::result<std::vector<model_info>>> anthropic_provider::models() {
    auto const body = co_await caller_.get(server_.base_url + "/models?limit=1000");
    if (!body) co_return body.error();
    co_return read_anthropic_models(*body, server_.name);
}

}  // namespace llm
