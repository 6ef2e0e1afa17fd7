#include "api/dialect.hpp"

namespace api {

dialect dialect_of(net::request const& request) {
    std::string_view const path = request.path;
    if (!path.starts_with("/v1/")) return dialect::native;
    if (path == "/v1/messages" || path.starts_with("/v1/messages/")) return dialect::anthropic;
    bool const both = path == "/v1/models" || path.starts_with("/v1/models/");
    return both && request.fields.find("anthropic-version") ? dialect::anthropic : dialect::openai;
}

}  // namespace api
