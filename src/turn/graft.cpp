#include "turn/graft.hpp"

#include "core/id.hpp"
#include "llm/token_estimate.hpp"
#include "store/repositories/messages.hpp"
#include "turn/stored_message.hpp"

#include <algorithm>

namespace turn {

using store::connection;

namespace {

std::size_t instructions_in(std::span<llm::message const> prompt) {
    auto const said = std::ranges::find_if(prompt, [](auto const& m) { return m.who != llm::role::system; });
    return static_cast<std::size_t>(said - prompt.begin());
}

bool says_the_same(store::message_row const& stored, llm::message const& told) {
    auto const as_stored = message_of(stored);
    auto const same_call = [](auto const& a, auto const& b) { return a.id == b.id; };
    return as_stored.who == told.who && as_stored.text == told.text && as_stored.tool_call_id == told.tool_call_id &&
           as_stored.images == told.images && std::ranges::equal(as_stored.tool_calls, told.tool_calls, same_call);
}

// How many of the first messages are stored already.
std::size_t known(std::vector<store::message_row> const& stored, std::span<llm::message const> told) {
    std::size_t n = 0;
    while (n < stored.size() && n < told.size() && says_the_same(stored[n], told[n])) ++n;
    return n;
}

// A shared conversation keeps its owner's instructions.
void keep_instructions(connection& db, turn_request const& request, store::conversation_row const& conversation,
                       core::timestamp now) {
    auto const told = instructions_of(request.prompt);
    if (told.empty() || told == conversation.system_prompt || conversation.user_id != request.who.user_id) return;
    store::conversation_patch patch;
    patch.system_prompt = told;
    store::conversations::update(db, conversation.id, conversation.user_id, patch, now);
}

}  // namespace

std::string instructions_of(std::span<llm::message const> prompt) {
    std::string out;
    for (auto const& each : prompt.first(instructions_in(prompt))) {
        if (!out.empty()) out += '\n';
        out += each.text;
    }
    return out;
}

core::result<grafted> graft(connection& db, turn_request const& request, store::conversation_row const& conversation,
                            std::string const& turn_id, core::timestamp now) {
    std::span<llm::message const> const prompt(request.prompt);
    auto const told = prompt.subspan(instructions_in(prompt));
    if (told.empty())
        return core::error{core::errc::invalid_input,
                           "Instructions alone are no question.",
                           {{"/messages", "must have a message that is not of the system"}}};
    keep_instructions(db, request, conversation, now);
    auto const& head = conversation.head_message_id;
    auto const stored =
        head.empty() ? std::vector<store::message_row>() : store::messages::path(db, conversation.id, head);
    auto const common = known(stored, told);
    grafted out{common == 0 ? std::string() : stored[common - 1].id};
    for (auto const& each : told.subspan(common)) {
        auto row = row_of(each);
        row.id = core::new_id(now);
        row.conversation_id = conversation.id;
        row.parent_id = out.question;
        row.turn_id = turn_id;
        row.token_count = &each == &told.back() ? request.message_tokens : llm::approximate_tokens(each.text);
        row.created_at = now;
        store::messages::insert(db, row);
        out.question = row.id;
        ++out.messages;
    }
    return out;
}

}  // namespace turn
