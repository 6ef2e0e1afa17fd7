#include "chat/title_job.hpp"

#include "chat/title.hpp"
#include "core/interrupt.hpp"
#include "core/json_read.hpp"
#include "identity/ledger/charged_usage.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/users.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/this_coro.hpp>

namespace chat {

namespace {

struct exchange {
    std::string question;
    std::string answer;
    bool may_act = false;   // whoever's turn it was
};

// What is to be named; nothing when it is gone, or has a title.
core::task<core::result<std::optional<exchange>>> first_exchange(store::database& db, title_job const& what) {
    auto work = [&](store::connection& c) -> core::result<std::optional<exchange>> {
        auto const conversation = store::conversations::find(c, what.conversation_id, what.who.user_id);
        auto const question = store::messages::find(c, what.question_id, what.who.user_id);
        auto const answer = store::messages::find(c, what.answer_id, what.who.user_id);
        if (!conversation || conversation->titled != store::title_source::none || !question) return std::nullopt;
        return exchange{question->content, answer ? answer->content : "", store::users::may_act(c, what.who.user_id)};
    };
    co_return co_await db.read(std::move(work));
}

// What came of asking a model: an empty title where it gave none.
struct attempt {
    std::string title;
    std::vector<llm::charge> charges;
};

core::task<> ask_for_title(llm::router& models, title_job const& what, std::string model, exchange const& about,
                           attempt& out) {
    llm::routed_call call{
        .request = {.model = std::move(model), .messages = title_prompt(about.question, about.answer)},
        .who = what.who,
        .charges = out.charges,
        .purpose = "title",
        .conversation_id = what.conversation_id};
    call.request.max_tokens = 30;
    call.request.temperature = 0.2;
    // A model that can't be reached is no reason to leave the conversation without a name.
    auto const answered = co_await models.complete(std::move(call));
    if (answered) out.title = clean_title(answered->text);
}

// What a call has used is stored even where the server stops in the middle of it, or the job takes too long.
core::task<core::result<void>> store_when_cut(store::database& db, title_job const& what,
                                              std::vector<llm::charge> const& charges, core::timestamp now) {
    co_await core::asio::this_coro::reset_cancellation_state(core::asio::disable_cancellation());
    auto work = [&](store::connection& c) -> core::result<void> {
        identity::store_charges(c, {what.who, what.conversation_id, {}}, charges, now);
        return {};
    };
    auto const stored = co_await db.write(std::move(work));
    if (!stored) co_return stored.error();
    co_return core::error{core::errc::unavailable, "the title was cut short"};
}

}  // namespace

core::task<core::result<void>> make_title(store::database& db, llm::router& models,
                                          identity::model_access const& may_ask, changes& told, core::clock const& time,
                                          store::job_row const& job) {
    title_job what;
    auto const read = core::read_json(job.payload, what, core::unknown::ignore);
    if (!read) co_return read.error();
    auto const found = co_await first_exchange(db, what);
    if (!found) co_return found.error();
    if (!*found) co_return core::result<void>();

    attempt made;
    auto const model = (*found)->may_act ? may_ask.allowed(what.who, what.model) : std::nullopt;
    bool const answered = !(*found)->answer.empty();   // else its own question says what it is about
    if (model && answered && models.resolve(*model).provider != "demo") {
        core::asio::cancellation_signal never;
        co_await core::asio::this_coro::throw_if_cancelled(false);
        bool const done = co_await core::interruptible_too(never, ask_for_title(models, what, *model, **found, made));
        if (!done) co_return co_await store_when_cut(db, what, made.charges, time.now());
    }
    auto const title = made.title.empty() ? first_words((*found)->question) : made.title;
    auto const now = time.now();
    auto work = [&](store::connection& c) -> core::result<bool> {
        identity::store_charges(c, {what.who, what.conversation_id, {}}, made.charges, now);
        return !title.empty() && store::conversations::set_automatic_title(c, what.conversation_id, title);
    };
    auto const stored = co_await db.write(std::move(work));
    if (!stored) co_return stored.error();
    if (*stored) told.publish({what.who.user_id, what.conversation_id, change_kind::updated});
    co_return core::result<void>();
}

}  // namespace chat
