#include "chat/title_job.hpp"

#include "chat/title.hpp"
#include "core/json_read.hpp"
#include "identity/ledger/charged_usage.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"

namespace chat {

namespace {

struct exchange {
    std::string question;
    std::string answer;
};

// What is to be named; nothing when it is gone, or has a title.
core::task<core::result<std::optional<exchange>>> first_exchange(store::database& db, title_job const& what) {
    auto work = [&](store::connection& c) -> core::result<std::optional<exchange>> {
        auto const conversation = store::conversations::find(c, what.conversation_id, what.who.user_id);
        auto const question = store::messages::find(c, what.question_id, what.who.user_id);
        auto const answer = store::messages::find(c, what.answer_id, what.who.user_id);
        if (!conversation || conversation->titled != store::title_source::none || !question) return std::nullopt;
        return exchange{question->content, answer ? answer->content : ""};
    };
    co_return co_await db.read(std::move(work));
}

}  // namespace

core::task<core::result<void>> make_title(store::database& db, llm::router& models, changes& told,
                                          core::clock const& time, store::job_row const& job) {
    title_job what;
    auto const read = core::read_json(job.payload, what, core::unknown::ignore);
    if (!read) co_return read.error();
    auto const found = co_await first_exchange(db, what);
    if (!found) co_return found.error();
    if (!*found) co_return core::result<void>();

    std::string title;
    std::vector<llm::charge> charges;
    if (models.resolve(what.model).provider != "demo") {
        llm::routed_call call{
            .request = {.model = what.model, .messages = title_prompt((*found)->question, (*found)->answer)},
            .who = what.who,
            .charges = charges,
            .purpose = "title",
            .conversation_id = what.conversation_id};
        call.request.max_tokens = 30;
        call.request.temperature = 0.2;
        // A model that can't be reached is no reason to leave the conversation without a name.
        if (auto const answered = co_await models.complete(std::move(call))) title = clean_title(answered->text);
    }
    if (title.empty()) title = first_words((*found)->question);
    auto const now = time.now();
    auto work = [&](store::connection& c) -> core::result<bool> {
        identity::store_charges(c, {what.who, what.conversation_id, {}}, charges, now);
        return !title.empty() && store::conversations::set_automatic_title(c, what.conversation_id, title);
    };
    auto const stored = co_await db.write(std::move(work));
    if (!stored) co_return stored.error();
    if (*stored) told.publish({what.who.user_id, what.conversation_id, change_kind::updated});
    co_return core::result<void>();
}

}  // namespace chat
