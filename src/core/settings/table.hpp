#pragma once

#include "core/described.hpp"
#include "core/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// Another name for a setting. What it gives is multiplied by `factor` (minutes for a setting in seconds: 60).
struct setting_alias {
    std::string_view name;
    double factor = 1;
};

// One row of the table of configuration. From these rows come parsing and validation, `config show`, the flags of the
// command line, .env.example and docs/configuration.md.
struct setting {
    std::string_view name;      // canonical, as an environment variable: "PORT"
    std::string_view section;   // "server": also the name of its table in TOML
    described_field field;      // type, bounds, sentence; its offset is into `settings`
    std::vector<setting_alias> aliases{};
    bool is_secret = false;     // shown masked; also read from NAME_FILE; has no flag
    std::string_view fallback{};   // what the documentation says in place of a default that depends
    std::string (*check)(std::string_view text) = nullptr;   // a problem, or nothing

    // The words of the table.
    setting alias(std::string_view other, double factor = 1) &&;
    setting range(double min, double max) &&;
    setting length(std::size_t min, std::size_t max) &&;
    setting one_of(std::vector<std::string_view> values) &&;
    setting secret() &&;
    setting otherwise(std::string_view text) &&;
    setting checked_by(std::string (*function)(std::string_view)) &&;

    // "--data-dir"
    std::string flag() const;
};

struct setting_section {
    std::string_view name;
    std::string_view title;
    std::string_view doc;
};

// All rows, section by section. Made at first use; lives as long as the program.
std::vector<setting> const& settings_table();
std::vector<setting_section> const& settings_sections();

// The row of a canonical name or alias, without regard to case; null for no name of ours.
setting const* find_setting(std::string_view name);

// A value as text, as it would be given; "" for an absent one. Not masked.
std::string setting_text(setting const& row, settings const& values);

}  // namespace core
