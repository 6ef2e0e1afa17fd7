#pragma once

#include "llm/openai/config.hpp"
#include "llm/openai/responses/response.hpp"
#include "llm/wire/answer_stream.hpp"
#include "llm/wire/caller.hpp"

#include <memory>
#include <string>
#include <utility>

namespace llm {

// A response that the server keeps while it writes it: where its connection breaks, the rest can be asked for.
class kept_response final : public answer_stream {
public:
    // `by` and `server` must outlive it.
    kept_response(std::unique_ptr<net::client_response> body, openai_config const& by, caller const& server,
                  std::string model)
        : answer_stream(std::move(body), by.server,
                        std::make_unique<responses_reader>(by.server, std::move(model), true)),
          config_(by), server_(server), events_(static_cast<responses_reader&>(reader())) {}

    core::task<core::result<void>> reattach(deadlines limits) override;

private:
    openai_config const& config_;
    caller const& server_;
    responses_reader& events_;
};

}  // namespace llm
