#include "cli/routing_file.hpp"

#include "cli/configured_servers.hpp"
#include "cli/models_file.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <fstream>

namespace {

constexpr char const* whole_file = R"(
# Two more keys, and a server of our own.
[[providers]]
name = "openai"
api_key = "sk-2"
weight = 3

[[providers]]
name = "rack"
protocol = "vllm"
base_url = "http://10.0.0.7:8000"
timeout = 90
retries = 0

[[aliases]]
name = "fast"
models = ["openai/gpt-5-mini", "gemini/gemini-2.5-flash"]

[[experiments]]
name = "helper"
variants = [{ model = "openai/gpt-5", weight = 9 }, { model = "rack/llama", weight = 1 }]

[[rules]]
purposes = ["title"]
use = ["fast"]

[[fallbacks]]
models = ["openai/gpt-5"]
use = ["anthropic/claude-sonnet-5-5"]

[auto]
ultra_cheap = "rack/llama"
)";

TEST(routing_file, says_all_that_routing_knows) {
    auto const file = cli::parse_routing_file(whole_file);

    ASSERT_TRUE(file) << file.error().message;
    ASSERT_EQ(file->providers.size(), 2u);
    EXPECT_EQ(file->providers[0].weight, 3);
    EXPECT_EQ(file->providers[1].protocol, cli::wire_protocol::vllm);
    EXPECT_EQ(file->providers[1].timeout, std::chrono::seconds(90));
    EXPECT_EQ(file->rules.aliases.at(0).models.size(), 2u);
    EXPECT_EQ(file->rules.experiments.at(0).variants.at(0).weight, 9);
    EXPECT_EQ(file->rules.rules.at(0).purposes.at(0), "title");
    EXPECT_EQ(file->rules.fallbacks.at(0).use.at(0), "anthropic/claude-sonnet-5-5");
    EXPECT_EQ(file->rules.automatic[0], "rack/llama");
}

TEST(routing_file, may_be_json_and_may_be_empty) {
    EXPECT_TRUE(cli::parse_routing_file(R"({"aliases": [{"name": "a", "models": ["b/c"]}]})"));
    EXPECT_TRUE(cli::parse_routing_file(""));
    EXPECT_TRUE(cli::read_routing_file(""));
}

TEST(routing_file, is_refused_with_the_place_of_what_is_wrong) {
    struct wrong {
        char const* text;
        char const* says;
    };
    for (auto const& [text, says] : {
             wrong{"[[providers]]\nname = \"a\"\nprotocol = \"smtp\"\n", "/providers/0/protocol"},
             wrong{"[[providers]]\nbase_url = \"x\"\n", "/providers/0/name"},
             wrong{"[[providers]]\nname = \"a/b\"\n", "a/b"},
             wrong{"[[providers]]\nname = \"a\"\napi_key = \"1\"\napi_key_file = \"2\"\n", "api_key_file"},
             wrong{"[[providers]]\nname = \"a\"\nprotocol = \"azure\"\n", "base_url"},
             wrong{"[[providers]]\nname = \"a\"\nweight = -1\n", "/providers/0/weight"},
             wrong{"[[aliases]]\nname = \"auto\"\nmodels = [\"a/b\"]\n", "auto"},
             wrong{"[[aliases]]\nname = \"x\"\nmodels = []\n", "/aliases/0/models"},
             wrong{"[[experiments]]\nname = \"x\"\nvariants = [{model = \"a\", weight = 0}]\n", "experiment x"},
             wrong{"[[rules]]\nuze = [\"a\"]\n", "/rules/0/"},
             wrong{"[rules\n", "line 1"},
             wrong{"{\"aliases\": 7}", "/aliases"},
         }) {
        auto const read = cli::parse_routing_file(text);
        ASSERT_FALSE(read) << text;
        EXPECT_NE(read.error().message.find(says), std::string::npos) << read.error().message;
    }
    EXPECT_FALSE(cli::read_routing_file("/nowhere/routing.toml"));
}

TEST(configured_servers, take_several_keys_from_one_setting) {
    EXPECT_EQ(cli::keys_in("sk-1, sk-2,,"), (std::vector<std::string>{"sk-1", "sk-2"}));
    EXPECT_EQ(cli::keys_in(""), std::vector<std::string>{""});
}

TEST(models_file, is_taken_over_when_it_changes_and_kept_when_it_breaks) {
    support::temporary_folder folder;
    auto const path = folder.path() / "models.json";
    auto const write = [&](std::string const& text) { std::ofstream(path) << text; };
    boost::asio::io_context io;
    llm::known_models models;
    write(R"({"models": [{"id": "acme/one", "context_tokens": 1000}]})");
    cli::models_file file(io.get_executor(), path, models);

    ASSERT_TRUE(file.load());
    EXPECT_EQ(models.find("acme", "one").context_tokens, 1000);
    write(R"({"models": [{"id": "acme/one", "context_tokens": 2000}]})");
    ASSERT_TRUE(file.load());
    EXPECT_EQ(models.find("acme", "one").context_tokens, 2000);
    write("{\"models\": [");
    EXPECT_FALSE(file.load());
    EXPECT_EQ(models.find("acme", "one").context_tokens, 2000);
    EXPECT_TRUE(models.now()->find("openai", "gpt-4o")) << "what is built in stays";
}

}  // namespace
