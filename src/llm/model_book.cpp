#include "llm/model_book.hpp"

#include "core/embedded.hpp"
#include "core/json_read.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace model_data {
std::span<core::embedded_file const> embedded_files();
}

namespace llm {

BOOST_DESCRIBE_ENUM(model_tier, ultra_cheap, standard, premium, ultra_premium)
BOOST_DESCRIBE_ENUM(tokenizer, approximate, cl100k_base, o200k_base)

// One model as a file writes it.
struct model_entry {
    std::string id;
    std::optional<std::int64_t> context_tokens, output_tokens;
    std::vector<std::string> modalities;
    std::optional<bool> tools, prefill;
    std::optional<llm::tokenizer> tokenizer;
    std::optional<model_tier> tier;
    std::optional<double> input, output, cached;
};
BOOST_DESCRIBE_STRUCT(model_entry, (),
                      (id, context_tokens, output_tokens, modalities, tools, prefill, tokenizer, tier, input, output,
                       cached))
inline auto rules(model_entry const*) {
    using e = model_entry;
    constexpr double tokens_max = 1e9, price_max = 1000;   // dollars, so that no product overflows
    return core::fields(core::required(&e::id), core::length(&e::id, 3, 200),
                        core::range(&e::context_tokens, 1, tokens_max), core::range(&e::output_tokens, 1, tokens_max),
                        core::range(&e::input, 0, price_max), core::range(&e::output, 0, price_max),
                        core::range(&e::cached, 0, price_max));
}

struct model_document {
    std::string as_of;   // when the figures were looked up
    std::string note;
    std::vector<model_entry> models;
};
BOOST_DESCRIBE_STRUCT(model_document, (), (as_of, note, models))
inline auto rules(model_document const*) { return core::fields(core::required(&model_document::models)); }

namespace {

core::error wrong(std::string what) { return {core::errc::invalid_input, "The list of models: " + std::move(what)}; }

std::int64_t nano(double dollars) { return std::llround(dollars * 1e9); }

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

model_facts facts_of(model_entry const& entry) {
    model_facts out{.context_tokens = entry.context_tokens,
                    .output_tokens = entry.output_tokens,
                    .modalities = entry.modalities,
                    .tools = entry.tools,
                    .prefill = entry.prefill,
                    .tokenizer = entry.tokenizer,
                    .tier = entry.tier};
    if (entry.input && entry.output)
        out.costs = {nano(*entry.input), nano(*entry.output), nano(entry.cached.value_or(*entry.input))};
    return out;
}

std::string sentence_of(core::error const& failed) {
    if (failed.details.empty()) return failed.message;
    return failed.details.front().field + " " + failed.details.front().problem + ".";
}

template <class T>
void take(T& into, T const& from) {
    if (from != T()) into = from;
}

}  // namespace

char const* to_string(model_tier tier) { return boost::describe::enum_to_string(tier, ""); }

core::result<model_book> model_book::parse(std::string_view text) {
    model_document document;
    if (auto const read = core::read_json(text, document); !read) return wrong(sentence_of(read.error()));
    model_book out;
    for (auto const& entry : document.models) {
        if (!entry.id.contains('/')) return wrong("\"" + entry.id + "\" must be provider/model.");
        if (entry.input.has_value() != entry.output.has_value() || (entry.cached && !entry.input))
            return wrong(entry.id + " needs both \"input\" and \"output\", dollars per million tokens.");
        out.by_id_[entry.id] = facts_of(entry);
    }
    return out;
}

model_book model_book::built_in() {
    for (auto const& file : model_data::embedded_files())
        if (file.name == "models.json") return parse(file.content()).value();
    throw std::logic_error("the list of models is not in the program");
}

void model_book::merge(model_book const& over) {
    for (auto const& [id, says] : over.by_id_) {
        auto& into = by_id_[id];
        take(into.context_tokens, says.context_tokens);
        take(into.output_tokens, says.output_tokens);
        take(into.modalities, says.modalities);
        take(into.tools, says.tools);
        take(into.prefill, says.prefill);
        take(into.tokenizer, says.tokenizer);
        take(into.tier, says.tier);
        take(into.costs, says.costs);
    }
}

int model_book::by_name::compare(std::string_view whole, parts with) {
    if (auto const first = whole.substr(0, with.provider.size()).compare(with.provider); first != 0) return first;
    whole.remove_prefix(with.provider.size());
    if (!whole.starts_with('/')) return whole < std::string_view("/") ? -1 : 1;
    return whole.substr(1).compare(with.model);
}

model_facts const* model_book::find(std::string_view provider, std::string_view model) const {
    if (provider == "demo") model = model.substr(0, model.find(':'));
    auto const look = [&](std::string_view name) -> model_facts const* {
        auto const found = by_id_.find(parts{provider, name});
        return found == by_id_.end() ? nullptr : &found->second;
    };
    if (auto const* exact = look(model)) return exact;
    auto const undated = without_date(model);
    return undated.empty() ? nullptr : look(undated);
}

void known_models::replace(model_book book) {
    auto next = std::make_shared<model_book const>(std::move(book));
    now_.with([&](auto& now) { now = std::move(next); });
}

std::shared_ptr<model_book const> known_models::now() const {
    return now_.with([](auto const& now) { return now; });
}

model_facts known_models::find(std::string_view provider, std::string_view model) const {
    auto const book = now();
    auto const* found = book->find(provider, model);
    return found ? *found : model_facts();
}

tokenizer known_models::tokenizer_of(std::string_view provider, std::string_view model) const {
    return find(provider, model).tokenizer.value_or(llm::tokenizer_of(model));
}

}  // namespace llm
