#include "core/settings/read_sources.hpp"

#include "core/settings/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace core {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_bytes_max = 1 << 20;

result<std::string> read_file(std::string const& path) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return error{errc::invalid_input, fmt::format("{} does not exist", path)};
    std::ifstream file(path, std::ios::binary);
    std::string text(file_bytes_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.eof() || file.bad()) return error{errc::invalid_input, fmt::format("{} cannot be read", path)};
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

std::optional<std::string> variable(std::string const& name) {
    char const* const value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

void take_variable(std::map<std::string, std::string>& into, std::string const& name) {
    if (auto value = variable(name)) into[name] = std::move(*value);
}

// Only the names of the table are looked up: the rest of the environment is none of our business.
std::map<std::string, std::string> read_environment() {
    std::map<std::string, std::string> out;
    auto const take = [&](std::string_view name, bool secret) {
        for (auto const* prefix : {"", "PARLANCE_"}) {
            take_variable(out, fmt::format("{}{}", prefix, name));
            if (secret) take_variable(out, fmt::format("{}{}_FILE", prefix, name));
        }
    };
    for (auto const& row : settings_table()) {
        take(row.name, row.is_secret);
        for (auto const& other : row.aliases) take(other.name, row.is_secret);
    }
    return out;
}

std::map<std::string, std::string> read_credentials() {
    std::map<std::string, std::string> out;
    auto const folder = variable("CREDENTIALS_DIRECTORY");
    if (!folder) return out;
    std::error_code ec;
    for (auto const& entry : fs::directory_iterator(*folder, ec))
        if (auto text = read_file(entry.path().string())) out[entry.path().filename().string()] = std::move(*text);
    return out;
}

// The file that was named, or the usual one where it exists.
result<std::optional<settings_file>> read_settings_file(std::optional<std::string> const& chosen, char const* named_by,
                                                        std::string const& usual) {
    auto const path = chosen ? chosen : variable(named_by);
    std::error_code ec;
    if (path ? path->empty() : !fs::exists(usual, ec)) return std::optional<settings_file>();
    auto text = read_file(path.value_or(usual));
    if (!text) return text.error();
    return std::optional(settings_file{path.value_or(usual), std::move(*text)});
}

}  // namespace

result<settings_sources> read_settings_sources(std::map<std::string, std::string> flags, settings_files const& files) {
    auto env_file = read_settings_file(files.env_file, "PARLANCE_ENV_FILE", ".env");
    if (!env_file) return env_file.error();
    auto toml_file = read_settings_file(files.config, "PARLANCE_CONFIG", "parlance.toml");
    if (!toml_file) return toml_file.error();
    return settings_sources{
        .flags = std::move(flags),
        .environment = read_environment(),
        .credentials = read_credentials(),
        .env_file = std::move(*env_file),
        .toml_file = std::move(*toml_file),
        .read_file = &read_file,
        .cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency())),
    };
}

result<std::string> read_api_key(std::string const& file) {
    auto const given = file.empty() ? variable("PARLANCE_API_KEY") : std::nullopt;
    auto const path = file.empty() ? variable("PARLANCE_API_KEY_FILE").value_or("") : file;
    if (given && !given->empty() && !path.empty())
        return error{errc::invalid_input, "PARLANCE_API_KEY and PARLANCE_API_KEY_FILE are both set: set one of them."};
    auto text = path.empty() ? result<std::string>(given.value_or("")) : read_file(path);
    if (!text) return text;
    constexpr auto blanks = " \t\r\n";
    auto key = text->substr(std::min(text->find_first_not_of(blanks), text->size()));
    key.erase(key.find_last_not_of(blanks) + 1);
    auto const visible = [](char c) { return c > 0x20 && c < 0x7f; };
    if (!std::ranges::all_of(key, visible) || (key.empty() && !path.empty()))
        return error{errc::invalid_input,
                     fmt::format("{} holds no API key.", path.empty() ? "PARLANCE_API_KEY" : path)};
    return key;
}

}  // namespace core
