#include "llm/routing/continuation.hpp"

namespace llm {
namespace {

constexpr char const* go_on =
    "Your answer above was cut off by a technical fault. Go on exactly where it ends, in the middle of the sentence or "
    "word if need be. Do not repeat any of it, do not apologise, and do not mention the interruption.";

}  // namespace

completion_request take_up(completion_request const& first, manner how, std::string const& said) {
    auto out = first;
    out.prefill.clear();
    if (how == manner::prefill) out.prefill = first.prefill + said;
    if (how == manner::ask) {
        out.messages.push_back({.who = role::assistant, .text = first.prefill + said});
        out.messages.push_back({.who = role::user, .text = go_on});
    }
    if (how == manner::begin) out.prefill = first.prefill;
    return out;
}

}  // namespace llm
