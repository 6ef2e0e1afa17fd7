#pragma once

#include "core/clock.hpp"
#include "llm/provider.hpp"
#include "llm/wire/answer_reader.hpp"
#include "net/http_client.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace llm {

// Sends a provider's requests to its server and tells refusals in our words. Thread-safe.
class caller {
public:
    // The first three must outlive it. `fields` go with every request: the key, and what else the API wants to be told.
    caller(net::http_client& client, core::clock const& time, upstream const& to, net::headers fields);

    // Posts `body` for a streamed completion, which `reader` will read.
    core::task<core::result<std::unique_ptr<stream>>> ask(std::string url, std::string body, deadlines limits,
                                                          std::string model,
                                                          std::unique_ptr<answer_reader> reader) const;

    // Opens the body of a streamed completion: that of a POST of `body`, or of a GET where there is none.
    core::task<core::result<std::unique_ptr<net::client_response>>> open(
        std::string url, std::optional<std::string> body, deadlines limits, std::string model) const;

    // Posts `body` and reads the whole reply, of at most `bytes_max`.
    core::task<core::result<std::string>> post(std::string url, std::string body, deadlines limits, std::string model,
                                               std::size_t bytes_max) const;

    // The whole body of a GET.
    core::task<core::result<std::string>> get(std::string url) const;

private:
    net::client_request asking(std::string url, std::optional<std::string> body, deadlines const& limits) const;
    core::task<core::error> refusal(net::client_response& reply, std::string_view model) const;

    net::http_client& client_;
    core::clock const& time_;
    upstream const& to_;
    net::headers const fields_;
};

}  // namespace llm
