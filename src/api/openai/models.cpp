#include "api/openai/models.hpp"

#include "api/call.hpp"
#include "api/dialect.hpp"
#include "api/dropin/cursor_page.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace api::openai {

namespace json = boost::json;

namespace {

constexpr std::size_t anthropic_page = 20;   // where its client names no limit

struct offered_model {
    std::string id;
    std::string provider;
};

// By its bare name where that means the same model: an address can't hold a slash within a name.
std::string id_of(llm::router const& router, llm::model_info const& model) {
    if (!model.id.starts_with(model.provider + "/")) return model.id;
    auto name = model.id.substr(model.provider.size() + 1);
    auto const bare = router.resolve(name);
    return bare.provider == model.provider && bare.model == name ? name : model.id;
}

// What the caller may ask: a tier and an API key may be for some models only.
core::task<std::vector<offered_model>> offered(call& c) {
    std::vector<offered_model> out;
    for (auto const& each : co_await c.use.catalogue.models())
        if (c.use.model_access.may_use(c.who, each.id)) out.push_back({id_of(c.use.models, each), each.provider});
    co_return out;
}

json::object openai_view(offered_model const& model) {
    return {{"id", model.id}, {"object", "model"}, {"created", 0}, {"owned_by", model.provider}};
}

// When it was made is not known, for which their documents name this moment.
json::object anthropic_view(offered_model const& model) {
    return {{"type", "model"}, {"id", model.id}, {"display_name", model.id}, {"created_at", "1970-01-01T00:00:00Z"}};
}

json::object view(call const& c, offered_model const& model) {
    return dialect_of(c.request) == dialect::anthropic ? anthropic_view(model) : openai_view(model);
}

core::error no_model(std::string const& id) {
    return {core::errc::not_found, "There is no model \"" + id + "\" here, or this key may not use it."};
}

}  // namespace

// OpenAI's clients take the first page for the whole list.
core::task<> get_models(call& c) {
    auto const asked = query_of<cursor_query>(c);
    if (!asked) co_return co_await reply_error(c, asked.error());
    bool const openai = dialect_of(c.request) == dialect::openai;
    auto const models = co_await offered(c);
    std::vector<std::string> ids;
    for (auto const& each : models) ids.push_back(each.id);
    auto const page = page_of(ids, *asked, openai ? models.size() : anthropic_page);
    if (!page) co_return co_await reply_error(c, page.error());
    json::array data;
    for (auto const place : page->places) data.push_back(view(c, models[place]));
    json::object reply;
    if (openai) reply["object"] = "list";
    reply["has_more"] = page->has_more;
    reply["first_id"] = data.empty() ? json::value() : data.front().at("id");
    reply["last_id"] = data.empty() ? json::value() : data.back().at("id");
    reply["data"] = std::move(data);
    co_await reply_json(c, 200, json::serialize(reply));
}

core::task<> get_model(call& c) {
    auto id = c.parameter(0);
    for (std::size_t i = 1; i < c.parameters.size(); ++i) id += "/" + c.parameter(i);
    for (auto const& each : co_await offered(c))
        if (each.id == id || each.provider + "/" + each.id == id)
            co_return co_await reply_json(c, 200, json::serialize(view(c, each)));
    co_await reply_error(c, no_model(id));
}

}  // namespace api::openai
