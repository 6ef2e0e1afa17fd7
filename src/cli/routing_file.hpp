#pragma once

#include "core/result.hpp"
#include "llm/routing/route_book.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

enum class wire_protocol : std::uint8_t { openai, responses, vllm, llamacpp, ollama, azure, anthropic, gemini };

// One server of models, or one more key or address of a provider that there is already.
struct provider_entry {
    std::string name;
    wire_protocol protocol = wire_protocol::openai;
    std::string base_url;      // empty: the provider's own
    std::string api_key;
    std::string api_key_file;  // in place of api_key
    std::string api_version;   // Azure's
    std::string model;         // the one to use where nobody names one; Azure's deployment
    double weight = 1;
    std::optional<std::chrono::milliseconds> timeout;   // seconds of silence
    std::optional<int> retries;
    bool background = false;   // responses': OPENAI_BACKGROUND of this server
};

struct routing_file {
    std::vector<provider_entry> providers{};
    llm::routing_rules rules{};
};

// Reads ROUTING_FILE: TOML, or JSON where it begins with a brace. Fails with invalid_input and a sentence that names
// the place.
core::result<routing_file> parse_routing_file(std::string_view text);

// The same of the file at `path`, with the keys that stand in files of their own. Nothing where `path` is empty.
core::result<routing_file> read_routing_file(std::string const& path);

}  // namespace cli
