#include "llm/embeddings.hpp"

#include "core/interrupt.hpp"
#include "core/log.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace llm {
namespace {

using clock = std::chrono::steady_clock;

std::chrono::milliseconds since(clock::time_point then) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - then);
}

core::result<void> check(embedding_request const& request) {
    auto const refuse = [](std::string problem) {
        return core::error{core::errc::invalid_input, "input " + problem + ".", {{"/input", std::move(problem)}}};
    };
    if (request.texts.empty()) return refuse("must hold a text");
    if (request.texts.size() > embedding_request::texts_max) return refuse("must hold at most 2048 texts");
    if (std::ranges::any_of(request.texts, &std::string::empty)) return refuse("must hold no empty text");
    return {};
}

}  // namespace

// Between its reservation and its settlement; as cancelled where nobody said how it ended.
struct embedding_router::attempt {
    attempt(meter& by, reservation room, charge named, std::vector<charge>& to)
        : ledger(by), reserved(std::move(room)), what(std::move(named)), charges(to) {}
    attempt(attempt const&) = delete;
    ~attempt() {
        if (!settled) settle(attempt_outcome::cancelled, {}, {});
    }

    core::usage settle(attempt_outcome how, core::usage told, core::usage own) noexcept {
        settled = true;
        auto done = ledger.settle(std::move(reserved), told, own);
        what.incarnation_id = std::move(done.incarnation_id);
        what.used = done.used;
        what.nano_usd = done.nano_usd;
        what.budgets = std::move(done.budgets);
        what.how = how;
        what.shown = how == attempt_outcome::answered;
        what.duration = since(began);
        charges.push_back(std::move(what));
        return charges.back().used;
    }

    meter& ledger;
    reservation reserved;
    charge what;
    std::vector<charge>& charges;
    clock::time_point const began = clock::now();
    bool settled = false;
};

embedding_router::embedding_router(router& over, std::string usual_model, random_source draw)
    : router_(over), usual_model_(std::move(usual_model)), draw_(std::move(draw)) {}

route embedding_router::resolve(std::string_view name) const {
    if (name.empty()) name = usual_model_;
    if (!name.empty()) return router_.resolve(name);
    auto out = router_.resolve({});
    out.model = find(out.provider).usual_embedding_model();
    out.reads = router_.models().tokenizer_of(out.provider, out.model);
    return out;
}

core::task<core::result<embedded>> embedding_router::embed(embedding_call call) {
    if (auto const fine = check(call.request); !fine) co_return fine.error();
    auto by = resolve(call.request.model);
    if (by.model.empty())
        co_return core::error{core::errc::invalid_input,
                              by.provider + " embeds with no model unless one is named: set EMBEDDING_MODEL, or name "
                                            "one as \"provider/model\"."};
    call.request.model = by.model;
    budget_.with([](auto& budget) { budget.add_request(); });

    std::int64_t bytes = 0;
    for (auto const& text : call.request.texts) bytes += std::int64_t(text.size());
    auto count = [&](tokenizer as) {
        std::int64_t sum = 0;
        for (auto const& text : call.request.texts) sum += count_tokens(as, text);
        return sum;
    };
    auto const tokens = co_await router_.counter().run(by.reads, bytes, count);

    auto const began = clock::now();
    auto const left = [&] {
        return std::max(router_.config().limits.total - since(began), std::chrono::milliseconds(0));
    };
    retry_policy policy({.retries = router_.config().retries});
    for (;;) {
        auto made = co_await try_once(call, by, tokens, left());
        if (made) co_return embedded{std::move(*made), std::move(by)};
        auto const wait = policy.after(made.error(), draw_(), left());
        if (!wait || !budget_.with([](auto& budget) { return budget.take_retry(); })) co_return made.error();
        co_await core::sleep_for(*wait);
    }
}

core::task<core::result<embeddings>> embedding_router::try_once(embedding_call& call, route const& by,
                                                                std::int64_t tokens, std::chrono::milliseconds left) {
    auto& whom = find(by.provider);
    metered_call asked{
        .who = call.who, .provider = by.provider, .model = by.model, .purpose = call.purpose, .prompt_tokens = tokens};
    auto room = co_await router_.ledger().reserve(std::move(asked));
    if (!room) co_return room.error();
    charge named{.provider = by.provider, .model = by.model, .purpose = call.purpose};
    attempt running(router_.ledger(), std::move(*room), std::move(named), call.charges);

    auto limits = router_.config().limits;
    limits.first_token = limits.silence;   // nothing streams: the reply is there when all of it is
    limits.total = left;
    auto made = co_await whom.embed(call.request, reading_, limits);
    if (!made) {
        running.settle(attempt_outcome::failed, {}, {});
        auto const& why = made.error();
        if (why.code != core::errc::invalid_input) router_.desk().heard(by.provider, why.code);
        core::log(core::level::warning, "llm", "an attempt failed",
                  {{"provider", by.provider},
                   {"model", by.model},
                   {"purpose", call.purpose},
                   {"error", core::to_string(why.code)},
                   {"cause", why.message}});
        co_return why;
    }
    router_.desk().heard(by.provider, std::nullopt);
    made->tokens =
        running.settle(attempt_outcome::answered, made->tokens, {.prompt_tokens = tokens, .estimated = true});
    co_return made;
}

provider& embedding_router::find(std::string_view name) const {
    for (auto const& one : router_.providers())
        if (one->name() == name) return *one;
    throw std::invalid_argument("the router has no provider named " + std::string(name));
}

}  // namespace llm
