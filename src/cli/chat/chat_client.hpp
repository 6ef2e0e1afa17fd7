#pragma once

#include "api/native/conversation_types.hpp"
#include "cli/chat/answer_view.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "net/http_client.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace cli {

// What to ask: a message, or an answer to make again.
struct question {
    std::string message{};
    std::string regenerate{};
    std::string conversation_id{};
    std::string model{};
};

// How long a lost connection is mended for. The pause doubles from the first to the last.
struct mending {
    std::chrono::milliseconds first_pause{250};
    std::chrono::milliseconds last_pause{5'000};
    std::chrono::milliseconds patience{60'000};   // without a sign of the server
};

// The native API of one server, as the chat uses it. Runs on the client's loops; `http` outlives it. Failures carry a
// message for the terminal; errc::unauthorized: the server wants a key, or another one.
class chat_client {
public:
    // `api_key` may be empty: for a server that answers anybody on this machine.
    chat_client(net::http_client& http, std::string server, std::string api_key = {}, mending pace = {})
        : http_(http), server_(std::move(server)), api_key_(std::move(api_key)), pace_(pace) {}

    // Asks, and follows the answer to its end over as many connections as it takes: the turn lives on the server.
    // `view` holds where it stands; `act` is called for each action, in order. Fails when the server refuses the
    // question, or stays away for longer than `patience`; errc::unavailable with no turn in `view` means that no server
    // was ever there.
    core::task<core::result<void>> ask(question what, answer_view& view, std::function<void(view_action const&)> act);

    // Stops a turn; its stream then ends.
    core::task<core::result<void>> cancel(std::string turn_id);

    core::task<core::result<std::vector<api::conversation_item>>> conversations();
    core::task<core::result<void>> rename(std::string conversation_id, std::string title);

private:
    net::client_request stream_request(question const& what, std::string const& key, answer_view const& view) const;
    core::task<core::result<void>> attempt(question const& what, std::string const& key, answer_view& view,
                                           std::function<void(view_action const&)> const& act, bool& reached);
    core::task<core::result<void>> follow(net::client_response& reply, answer_view& view,
                                          std::function<void(view_action const&)> const& act);
    void show_key(net::headers& fields) const;
    core::task<core::result<std::string>> call(char const* method, std::string path, std::string body);

    net::http_client& http_;
    std::string server_, api_key_;
    mending pace_;
};

}  // namespace cli
