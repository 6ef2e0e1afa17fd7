#include "llm/embeddings.hpp"

#include <algorithm>
#include <utility>

namespace llm {
namespace {

core::result<void> check(embedding_request const& request) {
    auto const refuse = [](std::string problem) {
        return core::error{core::errc::invalid_input, "input " + problem + ".", {{"/input", std::move(problem)}}};
    };
    if (request.texts.empty()) return refuse("must hold a text");
    if (request.texts.size() > embedding_request::texts_max) return refuse("must hold at most 2048 texts");
    if (std::ranges::any_of(request.texts, &std::string::empty)) return refuse("must hold no empty text");
    return {};
}

// Named, because a lambda that is a coroutine may lose its captures.
core::task<core::result<core::usage>> embed_once(provider& whom, embedding_request const& request, core::pool& reading,
                                                 deadlines limits, embeddings& into) {
    auto got = co_await whom.embed(request, reading, limits);
    if (!got) co_return got.error();
    into = std::move(*got);
    co_return into.tokens;
}

}  // namespace

embedding_router::embedding_router(router& over, std::string usual_model, random_source draw)
    : router_(over), usual_model_(std::move(usual_model)), calls_(over, std::move(draw)) {}

route embedding_router::resolve(std::string_view name) const {
    if (name.empty()) name = usual_model_;
    if (!name.empty()) return router_.resolve(name);
    auto out = router_.resolve({});
    auto const whom = router_.fleet()->find(out.provider);
    out.model = whom ? whom->usual_embedding_model() : std::string();
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

    std::int64_t bytes = 0;
    for (auto const& text : call.request.texts) bytes += std::int64_t(text.size());
    auto count = [&](tokenizer as) {
        std::int64_t sum = 0;
        for (auto const& text : call.request.texts) sum += count_tokens(as, text);
        return sum;
    };
    auto const tokens = co_await router_.counter().run(by.reads, bytes, count);

    embeddings made;
    auto const whom = router_.fleet()->find(by.provider);
    if (!whom) co_return core::error{core::errc::not_found, by.provider + " is no longer set up."};
    whole_ask const ask = [&](deadlines limits) { return embed_once(*whom, call.request, reading_, limits, made); };
    metered_call const asked{
        .who = call.who, .provider = by.provider, .model = by.model, .purpose = call.purpose, .prompt_tokens = tokens};
    auto const used = co_await calls_.make(asked, call.charges, ask);
    if (!used) co_return used.error();
    made.tokens = *used;
    co_return embedded{std::move(made), std::move(by)};
}

}  // namespace llm
