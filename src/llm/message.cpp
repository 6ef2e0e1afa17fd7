#include "llm/message.hpp"

#include <array>

namespace llm {
namespace {

constexpr std::array roles{"system", "user", "assistant", "tool"};
constexpr std::array reasons{"stop", "length", "tool_call", "content_filter", "cancelled", "error"};

// The enum value whose name stands at that place, or nothing.
template <class Enum, class Names>
std::optional<Enum> find(Names const& names, std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace

char const* to_string(role who) { return roles[static_cast<std::size_t>(who)]; }
char const* to_string(finish_reason why) { return reasons[static_cast<std::size_t>(why)]; }

std::optional<role> role_from(std::string_view text) { return find<role>(roles, text); }

std::optional<finish_reason> finish_reason_from(std::string_view text) { return find<finish_reason>(reasons, text); }

}  // namespace llm
