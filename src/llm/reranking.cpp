#include "llm/reranking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace llm {
namespace {

// Named, because a lambda that is a coroutine may lose its captures.
core::task<core::result<core::usage>> rerank_once(provider& whom, rerank_request const& request, core::pool& reading,
                                                  deadlines limits, ranking& into) {
    auto got = co_await whom.rerank(request, reading, limits);
    if (!got) co_return got.error();
    into = std::move(*got);
    co_return into.tokens;
}

}  // namespace

rerank_router::rerank_router(router& over, reranking_config config, random_source draw)
    : router_(over), config_(std::move(config)), calls_(over, std::move(draw)) {}

route rerank_router::resolve(std::string_view name) const {
    if (name.empty()) name = config_.usual_model;
    if (!name.empty()) {
        auto out = router_.resolve(name);
        if (config_.service.empty() || is_anothers(name, out)) return out;
        return router_.resolve(config_.service + "/" + std::string(name));
    }
    auto out = router_.resolve({});
    auto const whom = router_.fleet()->find(out.provider);
    out.model = whom ? whom->usual_rerank_model() : std::string();
    out.reads = router_.models().tokenizer_of(out.provider, out.model);
    return out;
}

bool rerank_router::is_anothers(std::string_view name, route const& found) const {
    auto const others = router_.other_names();
    auto const whom = router_.fleet()->find(found.provider);
    return name.starts_with(found.provider + "/") || (whom && whom->owns(name)) ||
           std::ranges::find(others, name) != others.end();
}

core::task<core::result<reranked>> rerank_router::rerank(rerank_call call) {
    if (auto const fine = check(call.request); !fine) co_return fine.error();
    auto by = resolve(call.request.model);
    if (by.model.empty())
        co_return core::error{core::errc::invalid_input, by.provider + " reranks with no model unless one is named: "
                                                                       "set RERANK_URL, or name one as "
                                                                       "\"provider/model\"."};
    call.request.model = by.model;
    auto const tokens = co_await count(by.reads, call.request);

    ranking made;
    auto const whom = router_.fleet()->find(by.provider);
    if (!whom) co_return core::error{core::errc::not_found, by.provider + " is no longer set up."};
    whole_ask const ask = [&](deadlines limits) { return rerank_once(*whom, call.request, reading_, limits, made); };
    metered_call const asked{
        .who = call.who, .provider = by.provider, .model = by.model, .purpose = call.purpose, .prompt_tokens = tokens};
    auto const used = co_await calls_.make(asked, call.charges, ask);
    if (!used) co_return used.error();
    made.tokens = *used;
    co_return reranked{std::move(made), std::move(by)};
}

core::result<void> rerank_router::check(rerank_request const& request) const {
    auto const refuse = [](std::string field, std::string problem) {
        return core::error{core::errc::invalid_input, field.substr(1) + " " + problem + ".", {{field, problem}}};
    };
    if (request.query.empty()) return refuse("/query", "must not be empty");
    if (request.documents.empty()) return refuse("/documents", "must hold a text");
    if (request.documents.size() > config_.documents_max)
        return refuse("/documents", fmt::format("must hold at most {} texts", config_.documents_max));
    if (std::ranges::any_of(request.documents, &std::string::empty))
        return refuse("/documents", "must hold no empty text");
    return {};
}

// Rerankers read the query with each document.
core::task<std::int64_t> rerank_router::count(tokenizer as, rerank_request const& request) const {
    std::int64_t bytes = static_cast<std::int64_t>(request.query.size());
    for (auto const& text : request.documents) bytes += static_cast<std::int64_t>(text.size());
    auto work = [&](tokenizer with) {
        auto sum = static_cast<std::int64_t>(request.documents.size()) * count_tokens(with, request.query);
        for (auto const& text : request.documents) sum += count_tokens(with, text);
        return sum;
    };
    co_return co_await router_.counter().run(as, bytes, work);
}

}  // namespace llm
