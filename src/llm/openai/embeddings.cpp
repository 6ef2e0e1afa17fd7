#include "llm/openai/embeddings.hpp"

#include "llm/wire/failure.hpp"
#include "llm/wire/json_fields.hpp"
#include "llm/wire/json_text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace llm {

namespace json = boost::json;

std::string write_openai_embedding_request(embedding_request const& request) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);
    json::object out(memory);
    out["model"] = request.model;
    json::array texts(memory);
    for (auto const& text : request.texts) texts.push_back(json::string(text, memory));
    out["input"] = std::move(texts);
    out["encoding_format"] = "float";
    if (request.dimensions) out["dimensions"] = *request.dimensions;
    return json::serialize(out);
}

core::result<embeddings> read_openai_embeddings(std::string_view body, std::size_t texts, upstream const& by) {
    json::monotonic_resource arena;
    auto const reply = parse_json_leniently(body, &arena);
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* data = fields ? array_in(*fields, "data") : nullptr;
    if (!data || data->size() != texts) return unreadable(by);

    embeddings out;
    out.vectors.resize(texts);
    for (std::size_t i = 0; i < texts; ++i) {
        auto const* one = data->at(i).if_object();
        auto const* numbers = one ? array_in(*one, "embedding") : nullptr;
        if (!numbers) return unreadable(by);
        auto const at = one->contains("index") ? static_cast<std::size_t>(count_in(*one, "index")) : i;
        if (at >= texts || !out.vectors[at].empty()) return unreadable(by);
        out.vectors[at] = read_vector(*numbers);
    }
    if (!fits(out, texts)) return unreadable(by);
    if (auto const* usage = object_in(*fields, "usage")) out.tokens.prompt_tokens = count_in(*usage, "prompt_tokens");
    return out;
}

}  // namespace llm
