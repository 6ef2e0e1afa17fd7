#include "core/settings/table.hpp"

#include "core/settings/rows.hpp"

#include <algorithm>
#include <iterator>

namespace core {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    auto const upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    return std::ranges::equal(a, b, {}, upper, upper);
}

}  // namespace

setting setting::alias(std::string_view other, double factor) && {
    aliases.push_back({other, factor});
    return std::move(*this);
}

setting setting::range(double min, double max) && {
    field.min = min, field.max = max;
    return std::move(*this);
}

setting setting::length(std::size_t min, std::size_t max) && {
    field.length_min = min, field.length_max = max;
    return std::move(*this);
}

setting setting::one_of(std::vector<std::string_view> values) && {
    field.allowed = std::move(values);
    return std::move(*this);
}

setting setting::secret() && {
    is_secret = true;
    return std::move(*this);
}

setting setting::otherwise(std::string_view text) && {
    fallback = text;
    return std::move(*this);
}

setting setting::checked_by(std::string (*function)(std::string_view)) && {
    check = function;
    return std::move(*this);
}

std::string setting::flag() const {
    std::string out = "--";
    for (char const c : name) out += c == '_' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return out;
}

std::vector<setting_section> const& settings_sections() {
    static std::vector<setting_section> const sections{
        {"app", "Application", "What this installation is, and how it logs."},
        {"server", "Server", "Where it listens, and where it keeps its data."},
        {"http", "Limits of HTTP", "What a client may send, and how long it may take."},
        {"models", "Models", "Which models answer, and how long they may take."},
        {"chat", "Conversations", "How turns run, and how long things are kept."},
        {"storage", "Storage", "Databases and caches."},
        {"access", "Access", "Who may call, and how much."},
        {"sign_on", "Single sign-on", "Signing in with accounts of an OpenID Connect provider."},
        {"knowledge", "Knowledge and tools", "Retrieval, web search and moderation."},
        {"observe", "Observation", "Metrics, traces and error reports."},
    };
    return sections;
}

std::vector<setting> const& settings_table() {
    static std::vector<setting> const table = [] {
        std::vector<setting> all;
        for (auto* rows : {app_rows, server_rows, http_rows, model_rows, chat_rows, storage_rows, access_rows,
                           sign_on_rows, knowledge_rows, observe_rows})
            std::ranges::move(rows(), std::back_inserter(all));
        return all;
    }();
    return table;
}

setting const* find_setting(std::string_view name) {
    for (auto const& row : settings_table()) {
        if (same_name(row.name, name)) return &row;
        for (auto const& other : row.aliases)
            if (same_name(other.name, name)) return &row;
    }
    return nullptr;
}

}  // namespace core
