#include "cli/configuration.hpp"

#include "core/json_write.hpp"

#include <fmt/format.h>

namespace cli {
namespace {

struct setting_row {
    std::string name;
    std::string value;
    std::string origin;
    bool secret = false;
};
BOOST_DESCRIBE_STRUCT(setting_row, (), (name, value, origin, secret))

struct setting_rows {
    std::vector<setting_row> settings;
    std::vector<std::string> warnings;
};
BOOST_DESCRIBE_STRUCT(setting_rows, (), (settings, warnings))

std::string as_json(core::loaded_settings const& loaded) {
    setting_rows out{{}, loaded.warnings};
    for (auto const& each : loaded.shown)
        out.settings.push_back({std::string(each.row->name), each.value, each.origin, each.row->is_secret});
    return core::write_json(out) + "\n";
}

}  // namespace

core::result<core::loaded_settings> load_configuration(configuration const& from) {
    auto sources = core::read_settings_sources(from.flags, from.files);
    if (!sources) return sources.error();
    return core::load_settings(*sources);
}

std::string show_configuration(core::loaded_settings const& loaded, output as) {
    if (as == output::json) return as_json(loaded);
    std::string out;
    std::string_view section;
    for (auto const& each : loaded.shown) {
        if (each.row->section != section) {
            section = each.row->section;
            out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", section);
        }
        auto const value = each.value.empty() ? "-" : each.value;
        out += fmt::format("{:<28} {:<32} {}\n", each.row->name, value, each.origin);
    }
    return out;
}

}  // namespace cli
