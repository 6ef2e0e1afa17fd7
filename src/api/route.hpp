#pragma once

#include "core/described.hpp"
#include "core/json_read.hpp"
#include "core/principal.hpp"
#include "core/task.hpp"
#include "identity/limits/feature.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace api {

struct call;

// Who may call a route. Every row states it: there is no default.
enum class access : std::uint8_t {
    anyone,     // no credential needed
    user,       // any user who is signed in
    auditor,    // auditors and admins of the organisation
    admin,
    operator_,  // loopback and METRICS_ALLOW, or a key of scope `metrics`
};

// Whose objects the route touches, and so through whom its SQL must reach them.
enum class object : std::uint8_t {
    none,           // nothing of anybody's
    callers,        // the caller's own, found through the caller
    organisation,   // of the caller's organisation, found through it
    installation,   // what concerns every organisation: the first one's people only
    by_any_name,    // a conversation, or where they reach none of that name one of the caller's that is made
    of_messages,    // what each message of the socket names, looked at as it comes
    // The one named in the path or the body: its owner's, and theirs with whom it is shared as the row says.
    conversation,            // to read
    writable_conversation,   // to write
    own_conversation,        // not at all
    message,                 // of such a conversation, to read
    turn,
    writable_turn,
};

// Which of the caller's rate limits a request counts against. Without a valid credential it is the address's.
enum class counted : std::uint8_t { nothing, request, model_call };

enum class verb : std::uint8_t { get, post, patch, delete_ };

// How a reply looks, for the description; json_or_stream as the body asks.
enum class reply_shape : std::uint8_t { json, none, event_stream, json_or_stream, websocket, text, page };

// What becomes of fields of the body that its type does not have: our own API refuses them, the APIs of others ignore
// them.
using unknown_fields = core::unknown;

// What a repeated POST with the same Idempotency-Key gets.
enum class repeats : std::uint8_t {
    reply,   // the first one's reply, as stored
    turn,    // the first one's turn: the handler and the engine see to it
    nothing,  // what the request does again: its reply holds a secret, which is stored nowhere
};

// A column without a default: a row that leaves it out does not compile.
template <class T>
class stated {
public:
    constexpr stated(T value) : value_(value) {}
    constexpr operator T() const { return value_; }

private:
    T value_;
};

using handler = core::task<> (*)(call&);
using described_type_of = core::described_object const& (*)();

// One row of the route table. The router, the access check, metrics labels, OpenAPI and the tests that generate cases
// from it read the same rows.
struct route {
    verb method;
    std::string_view path;   // "/api/v1/conversations/{id}": a parameter is one whole segment
    stated<access> needs;
    stated<core::scope> key;   // what an API key must be allowed
    stated<object> whose;
    stated<counted> as;
    stated<reply_shape> shape;
    stated<handler> run;
    std::string_view summary;
    described_type_of query = nullptr;
    described_type_of in = nullptr;    // the JSON body
    described_type_of out = nullptr;
    int status = 200;                  // of success
    repeats repeated = repeats::reply;
    unknown_fields other_fields = unknown_fields::refuse;
    std::optional<identity::feature> opens{};   // that the caller's tier must have
};

std::span<route const> routes();

char const* to_string(verb method);

// A row's type column: `type<chat_request>`.
template <class T>
core::described_object const& type() {
    return core::described<T>();
}

}  // namespace api
