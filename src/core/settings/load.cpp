#include "core/settings/load.hpp"

#include "core/field_check.hpp"
#include "core/json_write.hpp"
#include "core/settings/env_file.hpp"
#include "core/settings/toml_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

namespace core {
namespace {

// What one source says about one setting.
struct given {
    std::string name;     // as it was spelled
    std::string text;
    std::string origin;
    double factor = 1;
};

// One source: looks up exactly this name.
using lookup = std::function<std::optional<given>(std::string const& name)>;

std::string trim(std::string_view text) {
    auto const begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        else if (c == '-' || c == '.') c = '_';
    }
    return out;
}

class loader {
public:
    explicit loader(settings_sources const& sources) : sources_(sources) {}

    result<loaded_settings> load();

private:
    void read_env_file(settings_file const& file);
    void read_toml_file(settings_file const& file);
    void add_toml_entry(settings_file const& file, toml_entry const& entry);
    void unknown_in_toml(settings_file const& file, toml_entry const& entry);

    std::optional<given> find(setting const& row);
    std::optional<given> find_in(lookup const& source, setting const& row);
    std::optional<given> find_named(lookup const& source, setting const& row, std::string_view name, double factor);
    void set(setting const& row);
    void derive();

    void refuse(setting const& row, given const& value, std::string const& problem) {
        auto const shown = row.is_secret ? "********" : value.text;
        refuse(value.name, fmt::format("{} is \"{}\" ({}): it {}", value.name, shown, value.origin, problem));
    }
    void refuse(std::string field, std::string sentence) {
        problems_.push_back({std::move(field), std::move(sentence)});
    }

    settings_sources const& sources_;
    std::vector<lookup> layers_;
    std::map<std::string, given> credentials_, env_file_, toml_;
    loaded_settings out_;
    std::vector<field_problem> problems_;
};

lookup lookup_in(std::map<std::string, given> const& values) {
    return [&values](std::string const& name) -> std::optional<given> {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

std::string suggestion(std::string_view name) {
    std::vector<std::string_view> names;
    for (auto const& row : settings_table()) names.push_back(row.name);
    auto const meant = nearest(upper(name), names);
    return meant ? fmt::format("; did you mean {}?", *meant) : std::string();
}

void loader::read_env_file(settings_file const& file) {
    auto const parsed = parse_env_file(file.text);
    for (int const line : parsed.malformed)
        refuse(file.name, fmt::format("{} line {} must look like NAME=value", file.name, line));
    for (auto const& each : parsed.lines) {
        std::string_view name = each.name;
        if (name == "PARLANCE_CONFIG" || name == "PARLANCE_ENV_FILE") continue;
        if (name.starts_with("PARLANCE_")) name.remove_prefix(9);
        auto const* row = find_setting(name);
        if (!row && name.ends_with("_FILE")) {
            row = find_setting(name.substr(0, name.size() - 5));
            if (row && !row->is_secret) row = nullptr;
        }
        if (!row)
            out_.warnings.push_back(fmt::format("{} line {}: {} is not a setting and is ignored{}", file.name,
                                                each.line, each.name, suggestion(name)));
        env_file_[each.name] = {each.name, each.value, fmt::format("{} line {}", file.name, each.line)};
    }
}

void loader::read_toml_file(settings_file const& file) {
    auto const parsed = parse_toml_file(file.text);
    if (!parsed.problem.empty()) return refuse(file.name, fmt::format("{} {}", file.name, parsed.problem));
    for (auto const& entry : parsed.entries) add_toml_entry(file, entry);
}

void loader::add_toml_entry(settings_file const& file, toml_entry const& entry) {
    auto const* row = find_setting(entry.key);
    if (!row || (!entry.table.empty() && entry.table != row->section)) return unknown_in_toml(file, entry);
    auto const origin = fmt::format("{} line {}", file.name, entry.line);
    if (!entry.is_value)
        return refuse(entry.key, fmt::format("{} ({}) must be a string, a number, true or false, or a list of them",
                                             entry.key, origin));
    auto const name = upper(entry.key);
    if (toml_.contains(name)) return refuse(entry.key, fmt::format("{} ({}) is given twice", entry.key, origin));
    toml_[name] = {entry.key, entry.text, origin};
}

void loader::unknown_in_toml(settings_file const& file, toml_entry const& entry) {
    auto const name = entry.table.empty() ? entry.key : entry.table + "." + entry.key;
    auto const* row = find_setting(entry.key);
    auto const hint = row ? fmt::format("; it belongs in [{}]", row->section) : suggestion(entry.key);
    refuse(name, fmt::format("{} line {}: {} is not a setting{}", file.name, entry.line, name, hint));
}

// PARLANCE_NAME, then NAME, then the aliases in their order.
std::optional<given> loader::find_in(lookup const& source, setting const& row) {
    for (std::string const prefix : {"PARLANCE_", ""}) {
        if (auto value = find_named(source, row, prefix + std::string(row.name), 1)) return value;
        for (auto const& other : row.aliases)
            if (auto value = find_named(source, row, prefix + std::string(other.name), other.factor)) return value;
    }
    return std::nullopt;
}

std::optional<given> loader::find_named(lookup const& source, setting const& row, std::string_view name,
                                        double factor) {
    auto value = source(std::string(name));
    if (value) {
        value->text = trim(value->text);
        value->factor = factor;
        if (value->text.empty()) value.reset();
    }
    auto file = row.is_secret ? source(std::string(name) + "_FILE") : std::nullopt;
    if (!file || trim(file->text).empty()) return value;
    if (value) {
        refuse(std::string(name),
               fmt::format("{0} and {0}_FILE are both set ({1}): set one of them", name, file->origin));
        return value;
    }
    auto content = sources_.read_file(trim(file->text));
    if (!content) {
        refuse(file->name, fmt::format("{} ({}): {}", file->name, file->origin, content.error().message));
        return std::nullopt;
    }
    if (content->ends_with('\n')) content->pop_back();
    if (content->ends_with('\r')) content->pop_back();
    return given{file->name, std::move(*content), file->origin, factor};
}

std::optional<given> loader::find(setting const& row) {
    if (auto const flag = sources_.flags.find(std::string(row.name)); flag != sources_.flags.end())
        return given{row.flag(), trim(flag->second), "flag"};
    for (auto const& layer : layers_)
        if (auto value = find_in(layer, row)) return value;
    return std::nullopt;
}

// Text as the reader of values wants it: enumerations without regard to case, and an alias's unit converted.
std::string normalised(setting const& row, given const& value) {
    auto text = value.text;
    double number = 0;
    if (value.factor != 1 &&
        std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size())
        return fmt::format("{}", number * value.factor);
    if (row.field.type->kind == field_kind::enumeration) {
        for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return text;
    }
    for (auto const allowed : row.field.allowed)
        if (upper(allowed) == upper(text)) return std::string(allowed);
    return text;
}

void loader::set(setting const& row) {
    auto const value = find(row);
    out_.shown.push_back({&row, {}, "default"});
    if (!value) return;
    out_.shown.back().origin = value->origin;

    auto const text = normalised(row, *value);
    auto* member = reinterpret_cast<char*>(&out_.values) + row.field.offset;
    auto problem = row.check ? row.check(text) : std::string();
    if (problem.empty()) problem = store_text(row.field, *row.field.type, text, member);
    if (!problem.empty()) refuse(row, *value, problem);
}

// What depends on other settings, where it was not set itself.
void loader::derive() {
    auto& s = out_.values;
    if (s.server.workers == 0) s.server.workers = std::clamp(sources_.cores, 1, 32);
    if (s.app.debug) s.app.log_level = level::debug;
    bool const development = s.app.environment == app_env::development;
    if (!s.server.docs_enabled) s.server.docs_enabled = s.app.environment != app_env::production;
    if (!s.access.anonymous) s.access.anonymous = development && is_loopback(s.server.host);
    if (!s.access.jwt_registration) s.access.jwt_registration = s.access.registration_enabled;
    if (!s.sign_on.registration) s.sign_on.registration = s.access.registration_enabled;
    if (s.storage.redis_url.empty() && !s.storage.redis_host.empty()) {
        auto const login = s.storage.redis_password.empty() ? "" : ":" + s.storage.redis_password + "@";
        s.storage.redis_url =
            fmt::format("redis://{}{}:{}/{}", login, s.storage.redis_host, s.storage.redis_port, s.storage.redis_db);
    }
}

result<loaded_settings> loader::load() {
    for (auto const& [name, text] : sources_.credentials)
        credentials_[upper(name)] = {upper(name), text, "credential " + name};
    if (sources_.env_file) read_env_file(*sources_.env_file);
    if (sources_.toml_file) read_toml_file(*sources_.toml_file);
    layers_ = {[this](std::string const& name) -> std::optional<given> {
                   auto const found = sources_.environment.find(name);
                   if (found == sources_.environment.end()) return std::nullopt;
                   return given{name, found->second, "environment"};
               },
               lookup_in(credentials_), lookup_in(env_file_), lookup_in(toml_)};
    for (auto const& row : settings_table()) set(row);

    if (!problems_.empty()) {
        error out{errc::invalid_input};
        for (auto const& each : problems_) out.message += (out.message.empty() ? "" : "\n") + each.problem;
        out.details = std::move(problems_);
        return out;
    }
    derive();
    for (auto& each : out_.shown) each.value = masked(*each.row, setting_text(*each.row, out_.values));
    return std::move(out_);
}

}  // namespace

result<loaded_settings> load_settings(settings_sources const& sources) { return loader(sources).load(); }

std::string masked(setting const& row, std::string const& text) {
    return row.is_secret && !text.empty() ? "********" : text;
}

}  // namespace core
