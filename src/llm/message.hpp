#pragma once

#include "core/usage.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace llm {

enum class role : std::uint8_t { system, user, assistant, tool };
enum class finish_reason : std::uint8_t { stop, length, tool_call, content_filter, cancelled, error };

char const* to_string(role who);
char const* to_string(finish_reason why);

// The inverse; nothing for a word that is not one of them.
std::optional<role> role_from(std::string_view text);
std::optional<finish_reason> finish_reason_from(std::string_view text);

// A call that the model asks for. `arguments` is JSON text as the model wrote it: not yet validated.
struct tool_call {
    std::string id{};
    std::string name{};
    std::string arguments{};

    bool operator==(tool_call const&) const = default;
};

// A picture that a message shows.
struct image {
    std::string media_type{};   // "image/png", …
    std::string base64{};       // its bytes, in the plain alphabet with padding (RFC 4648, 4)

    bool operator==(image const&) const = default;
};

// The blocks of an answer as its provider gave them, to be sent back unchanged: they hold what the common vocabulary
// does not (signatures, encrypted thoughts). Of use to that provider only.
struct replay {
    std::string provider{};
    std::string blocks{};   // JSON text, in the provider's own form

    bool operator==(replay const&) const = default;
};

// One message of a prompt, in the common vocabulary that each protocol maps from and to.
struct message {
    role who = role::user;
    std::string text{};
    std::vector<tool_call> tool_calls{};   // an assistant's
    std::string tool_call_id{};            // a tool's: the call it answers
    bool tool_failed = false;              // a tool's: the text says why
    std::vector<image> images{};           // a user's or a tool's
    // An assistant's. A provider that finds blocks of its own sends them in place of text and calls, unless they say
    // something else: the text may have been changed since.
    llm::replay replayed{};

    bool operator==(message const&) const = default;
};

// A tool that the model may call. `parameters` is its JSON Schema, as text.
struct tool_definition {
    std::string name{};
    std::string description{};
    std::string parameters{};

    bool operator==(tool_definition const&) const = default;
};
BOOST_DESCRIBE_STRUCT(tool_definition, (), (name, description, parameters))

// What a stream yields, in order. Usage counts may come more than once: the last stands. A finish is the last delta of
// a complete answer; a stream that ends without one was cut.
struct text_delta {
    std::string text;
    bool operator==(text_delta const&) const = default;
};
struct thinking_delta {
    std::string text;
    bool operator==(thinking_delta const&) const = default;
};
struct tool_call_delta {
    int index = 0;
    std::string id{}, name{};  // on the first delta of a call
    std::string arguments{};  // a piece of the JSON text
    bool operator==(tool_call_delta const&) const = default;
};
struct usage_delta {
    core::usage tokens;
    bool operator==(usage_delta const&) const = default;
};
struct finish_delta {
    finish_reason why = finish_reason::stop;
    bool operator==(finish_delta const&) const = default;
};
// Comes once, right before the finish, where the provider wants some of its blocks back.
struct replay_delta {
    replay kept;
    bool operator==(replay_delta const&) const = default;
};
// Comes before all else, where the provider goes on with this answer without a reader, and by what it knows it.
struct kept_delta {
    std::string id;
    bool operator==(kept_delta const&) const = default;
};
// The thoughts before it are whole: one block in its provider's own form, with its seal. Also of thoughts that are kept
// from us, which have nothing else.
struct sealed_delta {
    replay block;
    bool operator==(sealed_delta const&) const = default;
};
using delta = std::variant<text_delta, thinking_delta, tool_call_delta, usage_delta, replay_delta, finish_delta,
                           kept_delta, sealed_delta>;

}  // namespace llm
