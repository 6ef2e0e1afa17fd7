#pragma once

#include "core/described.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace api::openai {

// POST /v1/embeddings
struct embedding_request {
    boost::json::value input;   // a text or a list of texts
    std::optional<std::string> model;
    std::optional<std::string> encoding_format;
    std::optional<std::int64_t> dimensions;
};
BOOST_DESCRIBE_STRUCT(embedding_request, (), (input, model, encoding_format, dimensions))
inline auto rules(embedding_request const*) {
    using e = embedding_request;
    return core::fields(core::required(&e::input), core::length(&e::model, 1, 200),
                        core::one_of(&e::encoding_format, "float", "base64"), core::range(&e::dimensions, 1, 65'536));
}

}  // namespace api::openai
