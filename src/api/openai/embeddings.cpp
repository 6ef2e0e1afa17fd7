#include "api/openai/embeddings.hpp"

#include "api/dropin/body.hpp"
#include "api/openai/embedding_types.hpp"
#include "core/base64url.hpp"

#include <boost/json/array.hpp>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <iterator>

namespace api::openai {

namespace json = boost::json;

namespace {

static_assert(std::endian::native == std::endian::little, "clients read little-endian numbers");

std::vector<std::string> read_texts(json::value const& from, body_problems& problems) {
    std::vector<std::string> out;
    auto const add = [&](json::value const& each) {
        auto const* text = each.if_string();
        if (!text || text->empty()) problems.add("/input", "must be a text or a list of texts, none empty");
        else out.emplace_back(text->data(), text->size());
    };
    if (auto const* list = from.if_array()) {
        if (list->empty() || list->size() > llm::embedding_request::texts_max)
            problems.add("/input", fmt::format("must have 1 to {} texts", llm::embedding_request::texts_max));
        else
            for (auto const& each : *list) add(each);
    } else {
        add(from);
    }
    return out;
}

// The numbers as they lie in memory, in plain base64 (RFC 4648, 4): a third of what they take as text.
std::string base64_of(std::vector<float> const& numbers) {
    auto out = core::to_base64url({reinterpret_cast<char const*>(numbers.data()), numbers.size() * sizeof(float)});
    std::ranges::replace(out, '-', '+');
    std::ranges::replace(out, '_', '/');
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

std::string embeddings_body(llm::embedded const& what, bool base64) {
    std::string out = R"({"object":"list","data":[)";
    auto to = std::back_inserter(out);
    for (std::size_t i = 0; i < what.made.vectors.size(); ++i) {
        auto const& numbers = what.made.vectors[i];
        fmt::format_to(to, R"({}{{"object":"embedding","index":{},"embedding":)", i == 0 ? "" : ",", i);
        if (base64) fmt::format_to(to, R"("{}"}})", base64_of(numbers));
        else fmt::format_to(to, "[{}]}}", fmt::join(numbers, ","));
    }
    out += R"(],"model":)";
    core::append_json_string(out, what.answered.model);
    auto const tokens = what.made.tokens.prompt_tokens;
    fmt::format_to(to, R"(,"usage":{{"prompt_tokens":{},"total_tokens":{}}}}})", tokens, tokens);
    return out;
}

}  // namespace

core::task<> post_embeddings(call& c) {
    auto const body = dropin_body_of<embedding_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    body_problems problems;
    llm::embedding_request wanted{.model = body->model.value_or(""), .texts = read_texts(body->input, problems)};
    wanted.dimensions = body->dimensions;
    if (problems.any()) co_return co_await reply_error(c, problems.first());
    auto const asked = c.use.embeddings.resolve(wanted.model);
    auto may = c.use.model_access.may_use(c.who, asked.provider + "/" + asked.model);
    if (may) may = c.use.ledger.may_begin(c.who, {});
    if (!may) co_return co_await reply_error(c, may.error());

    std::vector<llm::charge> charges;
    llm::embedding_call asking{std::move(wanted), c.who, charges};
    auto const made = co_await c.use.embeddings.embed(std::move(asking));
    c.use.turns.charges().add(c.who, {}, std::move(charges));
    if (!made) co_return co_await reply_error(c, made.error());
    co_await reply_json(c, 200, embeddings_body(*made, body->encoding_format.value_or("float") == "base64"));
}

}  // namespace api::openai
