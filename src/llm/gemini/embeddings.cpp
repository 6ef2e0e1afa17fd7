#include "llm/gemini/embeddings.hpp"

#include "llm/wire/failure.hpp"
#include "llm/wire/json_fields.hpp"
#include "llm/wire/json_text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace llm {

namespace json = boost::json;

std::string write_gemini_embedding_request(embedding_request const& request, std::span<std::string const> texts) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);
    json::array requests(memory);
    for (auto const& text : texts) {
        json::object one(memory);
        one["model"] = "models/" + request.model;
        one["content"] = json::value({{"parts", json::array({{{"text", text}}})}}, memory);
        if (request.dimensions) one["outputDimensionality"] = *request.dimensions;
        requests.push_back(std::move(one));
    }
    json::object out(memory);
    out["requests"] = std::move(requests);
    return json::serialize(out);
}

core::result<embeddings> read_gemini_embeddings(std::string_view body, std::size_t texts, upstream const& by) {
    json::monotonic_resource arena;
    auto const reply = parse_json_leniently(body, &arena);
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* data = fields ? array_in(*fields, "embeddings") : nullptr;
    if (!data) return unreadable(by);

    embeddings out;
    for (auto const& each : *data) {
        auto const* one = each.if_object();
        auto const* numbers = one ? array_in(*one, "values") : nullptr;
        if (!numbers) return unreadable(by);
        out.vectors.push_back(read_vector(*numbers));
    }
    if (!fits(out, texts)) return unreadable(by);
    if (auto const* usage = object_in(*fields, "usageMetadata"))
        out.tokens.prompt_tokens = count_in(*usage, "promptTokenCount");
    return out;
}

}  // namespace llm
