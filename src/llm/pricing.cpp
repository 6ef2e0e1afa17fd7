#include "llm/pricing.hpp"

#include "core/embedded.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace model_data {
std::span<core::embedded_file const> embedded_files();
}

namespace llm {

namespace json = boost::json;

namespace {

constexpr std::int64_t per = 1'000'000;                  // tokens that a price is for
constexpr std::int64_t tokens_max = 100'000'000'000;   // of one call, beyond any model
constexpr double price_max = 1000;                     // dollars, so that no product overflows

// tokens · price / a million, rounded up, without overflow.
std::int64_t part(std::int64_t tokens, std::int64_t price) {
    tokens = std::clamp<std::int64_t>(tokens, 0, tokens_max);
    return tokens / per * price + (tokens % per * price + per - 1) / per;
}

core::error wrong(std::string what) { return {core::errc::invalid_input, "The list of models: " + std::move(what)}; }

std::optional<std::int64_t> nano_price(json::object const& from, char const* name) {
    auto const* found = from.if_contains(name);
    if (!found || !found->is_number()) return std::nullopt;
    auto const dollars = found->to_number<double>();
    if (!(dollars >= 0) || dollars > price_max) return std::nullopt;
    return std::llround(dollars * 1e9);
}

// "gpt-x-2025-04-14" and "claude-x-20250219" without their date; empty where there is none.
std::string_view without_date(std::string_view model) {
    for (std::string_view const form : {"-dddddddd", "-dddd-dd-dd"}) {
        if (model.size() <= form.size()) continue;
        auto const end = model.substr(model.size() - form.size());
        auto const fits = [](char c, char f) { return f == 'd' ? c >= '0' && c <= '9' : c == f; };
        if (std::ranges::equal(end, form, fits)) return model.substr(0, model.size() - form.size());
    }
    return {};
}

}  // namespace

std::int64_t cost_of(core::usage const& used, price const& at) {
    auto const cached = std::clamp<std::int64_t>(used.cached_tokens, 0, std::max<std::int64_t>(0, used.prompt_tokens));
    return part(used.prompt_tokens - cached, at.input) + part(cached, at.cached) +
           part(used.completion_tokens, at.output);
}

std::int64_t completion_tokens_for(std::int64_t nano_usd, std::int64_t prompt_tokens, price const& at) {
    auto const left = nano_usd - part(prompt_tokens, at.input);
    if (left < 0) return -1;
    if (at.output == 0) return tokens_max;
    if (left / at.output >= tokens_max / per) return tokens_max;
    return left / at.output * per + left % at.output * per / at.output;
}

core::result<price_list> price_list::parse(std::string_view text) {
    boost::system::error_code failed;
    auto const parsed = json::parse(text, failed);
    if (failed || !parsed.is_object()) return wrong("not a JSON object.");
    auto const* models = parsed.get_object().if_contains("models");
    if (!models || !models->is_array()) return wrong("\"models\" must be a list.");
    price_list out;
    for (auto const& each : models->get_array()) {
        auto const* object = each.if_object();
        auto const* id = object ? object->if_contains("id") : nullptr;
        if (!id || !id->is_string()) return wrong("every model needs an \"id\".");
        auto const input = nano_price(*object, "input"), output = nano_price(*object, "output");
        if (!input && !output) continue;   // described for another purpose
        if (!input || !output)
            return wrong(std::string(id->get_string()) +
                         " needs \"input\" and \"output\", dollars per million tokens.");
        out.by_id_[std::string(id->get_string())] = {*input, *output, nano_price(*object, "cached").value_or(*input)};
    }
    return out;
}

price_list price_list::built_in() {
    for (auto const& file : model_data::embedded_files())
        if (file.name == "models.json") return parse(file.content()).value();
    throw std::logic_error("the list of models is not in the program");
}

void price_list::merge(price_list over) {
    for (auto& [id, price] : over.by_id_) by_id_.insert_or_assign(id, price);
}

std::optional<price> price_list::find(std::string_view provider, std::string_view model) const {
    if (provider == "demo") model = model.substr(0, model.find(':'));
    auto const look = [&](std::string_view name) -> std::optional<price> {
        auto const found = by_id_.find(std::string(provider) + '/' + std::string(name));
        return found == by_id_.end() ? std::nullopt : std::optional(found->second);
    };
    if (auto exact = look(model)) return exact;
    auto const undated = without_date(model);
    return undated.empty() ? std::nullopt : look(undated);
}

}  // namespace llm
