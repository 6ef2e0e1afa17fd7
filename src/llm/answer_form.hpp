#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace llm {

// Whether the model may call tools: as it likes, not at all, at least one, or the one that is named.
enum class tool_use : std::uint8_t { automatic, none, required, named };
BOOST_DESCRIBE_ENUM(tool_use, automatic, none, required, named)

// What a caller asks of an answer, as far as providers have it in common. A provider leaves out what it does not know.
struct answer_form {
    tool_use tools = tool_use::automatic;
    std::string tool{};                    // the one to call, where `named`
    std::optional<bool> parallel_calls{};
    std::vector<std::string> stop{};       // texts that end the answer
    std::string format{};                  // of the text: OpenAI's `response_format` as JSON text; empty: any
    std::optional<std::int64_t> seed{};
    std::optional<double> presence_penalty{}, frequency_penalty{};
    std::string effort{};                  // of its thinking: "low", "medium", …; empty: the model's own
    std::optional<std::int64_t> thinking_tokens{};   // that it may think with: 0 none, -1 as many as it likes
    std::optional<std::int64_t> top_k{};   // choose among so many tokens
    std::string verbosity{};               // "low", "medium", "high"; empty: the model's own

    bool operator==(answer_form const&) const = default;
};
BOOST_DESCRIBE_STRUCT(answer_form, (),
                      (tools, tool, parallel_calls, stop, format, seed, presence_penalty, frequency_penalty, effort,
                       thinking_tokens, top_k, verbosity))

}  // namespace llm
