#pragma once

#include "core/error.hpp"
#include "core/usage.hpp"
#include "llm/router.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace turn {

// The ids of one turn: its own, its conversation's, and those of the two messages it joins.
struct turn_ids {
    std::string turn;
    std::string conversation;   // empty for a turn that is not kept
    std::string user_message;
    std::string message;        // the answer's

    bool operator==(turn_ids const&) const = default;
};

// The JSON data of the events that are not plain text, as the native API shows them.
std::string start_payload(turn_ids const& ids);
std::string retry_payload(llm::attempt_note const& note);
std::string routed_payload(std::string_view provider, std::string_view model, std::string_view why);
std::string sealed_payload(llm::replay const& block);
std::string usage_payload(core::usage const& tokens, std::optional<std::int64_t> nano_usd);
std::string tool_call_payload(llm::tool_call const& call);
std::string continued_payload(int attempt, std::string_view model);
std::string restarted_payload(int attempt, std::uint64_t truncate_to);
std::string complete_payload(turn_ids const& ids, llm::finish_reason why, core::usage const& tokens,
                             std::optional<std::int64_t> nano_usd, std::string_view provider, std::string_view model);
std::string error_payload(turn_ids const& ids, core::error const& what);

// What the log's note says of an answer that its provider keeps, and back; of none where it can't be read.
std::string note_of(llm::kept_answer const& kept);
llm::kept_answer kept_answer_in(std::string_view note);

// An error as it is stored with an answer, and the payload out of that.
std::string error_json(core::error const& what);
std::string stored_error_payload(turn_ids const& ids, std::string_view stored);

// The sequence up to which readers keep what they show, from a `restarted` event's data; 0 when it can't be read.
std::uint64_t truncate_to(std::string_view restarted_data);

// The code that the public error shape uses, as in "LLM_PROVIDER_ERROR".
char const* public_code(core::errc code);

// The code behind a public one; internal for one that is unknown.
core::errc code_from_public(std::string_view code);

}  // namespace turn
