#include "api/native/description.hpp"

#include "api/call.hpp"
#include "api/errors.hpp"
#include "api/openapi.hpp"

namespace api {

core::task<> get_openapi(call& c) {
    if (!c.use.settings.server.docs_enabled.value_or(false))
        co_return co_await c.exchange.reply(error_response(404, "NOT_FOUND", "There is nothing at this address.",
                                                           c.request));
    net::response reply;
    reply.fields.add("Content-Type", "application/json");
    reply.fields.add("Cache-Control", "no-cache");
    // It is long and always the same, and whoever asks need not say who they are: made once.
    static std::string const document = openapi_document(routes(), c.use.version);
    reply.body = document;
    reply.may_compress = true;
    co_await c.exchange.reply(std::move(reply));
}

core::task<> get_docs(call& c) {
    auto page = c.use.page.find(c.request);
    if (!page || !c.use.settings.server.docs_enabled.value_or(false))
        co_return co_await c.exchange.reply(error_response(404, "NOT_FOUND", "There is nothing at this address.",
                                                           c.request));
    co_await c.exchange.reply(std::move(*page));
}

}  // namespace api
