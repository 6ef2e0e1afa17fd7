#include "core/settings/reference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace core {
namespace {

constexpr char reference_head[] = R"(# Configuration

Every setting has one name. It can be given, the strongest first, as

1. a flag: `parlance serve --port 9000`;
2. an environment variable: `PORT=9000` or `PARLANCE_PORT=9000`, of which the second wins;
3. a systemd credential (`LoadCredential=openai-api-key:…`), for secrets above all;
4. a line in `.env` in the working directory, or in the file that `--env-file` or `PARLANCE_ENV_FILE` names;
5. a line in `parlance.toml` in the working directory, or in the file that `--config` or `PARLANCE_CONFIG` names:
   `port = 9000`, at the top or in the table of its section (`[server]`);
6. its default.

Values are trimmed, and an empty one counts as not set. A secret can also be read from a file:
`OPENAI_API_KEY_FILE=/run/secrets/key` (one trailing newline is dropped); setting both is an error. Secrets have no
flag, because other users of the machine can see flags.

A value that is not allowed stops the start with a message that names the setting, the value and what is allowed. So
does an unknown key in TOML; an unknown name in `.env` is reported and ignored. `parlance config show` prints every
setting with its value and where it came from; `parlance config check` tries them out without starting.

This page is made from the table in `src/core/settings/`: `parlance config reference` prints it.
)";

std::string fallback_text(setting const& row) {
    if (!row.fallback.empty()) return std::string(row.fallback);
    static settings const defaults;
    auto text = setting_text(row, defaults);
    return text.empty() ? std::string() : fmt::format("`{}`", text);
}

std::string aliases_text(setting const& row) {
    std::string out;
    for (auto const& other : row.aliases) {
        out += fmt::format("{}`{}`", out.empty() ? "" : ", ", other.name);
        if (other.factor != 1) out += fmt::format(" (× {})", other.factor);
    }
    return out;
}

// Breaks `text` into comment lines of at most 100 characters.
std::string as_comment(std::string_view text) {
    std::string out = "#";
    std::size_t column = 1;
    while (!text.empty()) {
        auto const word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (column + 1 + word.size() > 100) out += "\n#", column = 1;
        out += fmt::format(" {}", word);
        column += 1 + word.size();
    }
    return out + "\n";
}

}  // namespace

std::string allowed_text(setting const& row) {
    auto const* type = row.field.type;
    while (type->kind == field_kind::optional) type = type->element;
    if (!row.field.allowed.empty()) {
        std::string out;
        for (auto const name : row.field.allowed)
            if (!name.empty()) out += fmt::format("{}{}", out.empty() ? "" : ", ", name);
        return out;
    }
    if (type->kind == field_kind::enumeration) {
        std::string out;
        for (auto const& each : type->names) out += fmt::format("{}{}", out.empty() ? "" : ", ", each.name);
        return out;
    }
    if (type->kind == field_kind::boolean) return "true or false";
    if (row.field.min) return fmt::format("{} to {}", *row.field.min, *row.field.max);
    if (row.field.length_min && *row.field.length_min > 1)
        return fmt::format("at least {} characters", *row.field.length_min);
    return {};
}

std::string settings_reference_markdown() {
    std::string out = reference_head;
    for (auto const& section : settings_sections()) {
        out += fmt::format("\n## {}\n\n{} In TOML: `[{}]`.\n\n", section.title, section.doc, section.name);
        out += "| Name | Meaning | Allowed | Default | Also |\n|---|---|---|---|---|\n";
        for (auto const& row : settings_table())
            if (row.section == section.name)
                out += fmt::format("| `{}` | {}{} | {} | {} | {} |\n", row.name, row.field.doc,
                                   row.is_secret ? " Secret." : "", allowed_text(row), fallback_text(row),
                                   aliases_text(row));
    }
    return out;
}

std::string settings_env_example() {
    std::string out = "# Copy to .env and uncomment what you need. docs/configuration.md explains each.\n";
    static settings const defaults;
    for (auto const& section : settings_sections()) {
        out += fmt::format("\n# {}\n", section.title);
        for (auto const& row : settings_table()) {
            if (row.section != section.name) continue;
            auto sentence = std::string(row.field.doc);
            if (auto const allowed = allowed_text(row); !allowed.empty()) sentence += fmt::format(" ({})", allowed);
            out += fmt::format("\n{}#{}={}\n", as_comment(sentence), row.name,
                               row.fallback.empty() ? setting_text(row, defaults) : "");
        }
    }
    return out;
}

}  // namespace core
