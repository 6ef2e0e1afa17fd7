#include "api/openai/rerank.hpp"

#include "api/dropin/body.hpp"
#include "api/openai/rerank_types.hpp"
#include "core/id.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace api::openai {

namespace json = boost::json;

namespace {

std::vector<std::string> read_documents(json::value const& from, std::size_t most, body_problems& problems) {
    std::vector<std::string> out;
    auto const* list = from.if_array();
    if (!list || list->empty() || list->size() > most) {
        problems.add("/documents", fmt::format("must be a list of 1 to {} texts", most));
        return out;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const& each = (*list)[i];
        auto const at = fmt::format("/documents/{}", i);
        auto const* text = each.if_string();
        if (auto const* object = each.if_object()) out.push_back(text_member(*object, "text", at, problems));
        else if (text) out.emplace_back(text->data(), text->size());
        else problems.add(at, "must be a text or an object that has one");
        if (!problems.any() && out.back().empty()) problems.add(at, "must not be empty");
        if (problems.any()) return out;
    }
    return out;
}

// `documents` are empty where they are not asked for.
rerank_reply reply_of(call const& c, llm::reranked what, std::vector<std::string> documents) {
    rerank_reply out{.id = "rerank-" + core::new_id(c.use.clock.now()), .model = std::move(what.answered.model)};
    for (auto const& [index, score] : what.made.places) {
        out.results.push_back({static_cast<std::int64_t>(index), score});
        if (!documents.empty()) out.results.back().document = {std::move(documents[index])};
    }
    out.usage = {what.made.tokens.prompt_tokens, what.made.tokens.prompt_tokens};
    return out;
}

}  // namespace

core::task<> post_rerank(call& c) {
    auto const body = dropin_body_of<rerank_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    body_problems problems;
    llm::rerank_request wanted{.model = body->model.value_or(""), .query = body->query};
    wanted.documents = read_documents(body->documents, c.use.reranking.documents_max(), problems);
    if (problems.any()) co_return co_await reply_error(c, problems.first());
    if (body->top_n) wanted.top = static_cast<std::size_t>(*body->top_n);
    auto const asked = c.use.reranking.resolve(wanted.model);
    auto may = c.use.model_access.may_use(c.who, asked.provider + "/" + asked.model);
    if (may) may = c.use.ledger.may_begin(c.who, {});
    if (!may) co_return co_await reply_error(c, may.error());

    auto shown = body->return_documents.value_or(false) ? wanted.documents : std::vector<std::string>();
    std::vector<llm::charge> charges;
    llm::rerank_call asking{std::move(wanted), c.who, charges};
    auto made = co_await c.use.reranking.rerank(std::move(asking));
    c.use.turns.charges().add(c.who, {}, std::move(charges));
    if (!made) co_return co_await reply_error(c, made.error());
    co_await reply_with(c, 200, reply_of(c, std::move(*made), std::move(shown)));
}

}  // namespace api::openai
