#include "cli/model_setup.hpp"

#include "net/loops.hpp"

#include <gtest/gtest.h>

namespace {

std::string const one_server = R"([[providers]]
name = "rack"
protocol = "vllm"
base_url = "http://10.0.0.7:8000/v1"
api_key = "sk-1"
)";

class routing_setup : public testing::Test {
protected:
    // The identities of the endpoints that the file names.
    std::vector<std::string> identities(std::string const& file) {
        auto const made = set_up(file);
        std::vector<std::string> out;
        for (std::size_t i = 0; i < made.providers.size(); ++i)
            if (made.providers[i]->name() == "rack") out.push_back(made.endpoints[i].identity);
        return out;
    }

    cli::routing_setup set_up(std::string const& file) {
        auto read = cli::parse_routing_file(file);
        EXPECT_TRUE(read) << read.error().message;
        return cli::set_up_routing(settings, client, time, std::move(*read), found);
    }

    core::settings settings;
    core::system_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    std::optional<llm::openai_config> found;
};

TEST_F(routing_setup, has_what_the_settings_name_before_what_the_file_names) {
    settings.models.openai_api_key = "sk-a, sk-b";
    settings.knowledge.rerank_url = "http://10.0.0.8";
    found = llm::ollama_at("http://127.0.0.1:11434");

    auto const made = set_up(one_server + "[[aliases]]\nname = \"fast\"\nmodels = [\"rack/x\"]\n");

    std::vector<std::string> names;
    for (auto const& one : made.providers) names.push_back(one->name());
    EXPECT_EQ(names, (std::vector<std::string>{"openai", "openai", "rack", "ollama", "demo", "rerank"}));
    ASSERT_EQ(made.endpoints.size(), names.size());
    EXPECT_NE(made.endpoints[0].identity, made.endpoints[1].identity);
    EXPECT_FALSE(made.endpoints.back().answers);
    EXPECT_EQ(made.rules.aliases.size(), 1u);
}

TEST_F(routing_setup, knows_an_endpoint_again_by_its_name_address_and_key) {
    auto const other = [&](std::string_view from, std::string_view to) {
        auto text = one_server;
        text.replace(text.find(from), from.size(), to);
        return identities(text);
    };
    auto const before = identities(one_server);

    ASSERT_EQ(before.size(), 1u);
    EXPECT_EQ(identities(one_server + "weight = 5\nretries = 3\n"), before);
    EXPECT_NE(other("sk-1", "sk-2"), before);
    EXPECT_NE(other("10.0.0.7", "10.0.0.9"), before);
    EXPECT_EQ(before.front().find("sk-1"), std::string::npos) << "a digest, no key";
}

}  // namespace
