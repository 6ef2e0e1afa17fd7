#include "cli/checks/network_checks.hpp"

#include <gtest/gtest.h>

namespace {

using cli::verdict;

TEST(configured_providers, are_those_with_a_key_or_an_address) {
    core::model_settings models;
    EXPECT_TRUE(cli::configured_providers(models).empty());

    models.openai_api_key = "k";
    models.ollama_base_url = "http://gpu:11434/";
    auto const found = cli::configured_providers(models);

    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].request.url, "https://api.openai.com/v1/models");
    EXPECT_EQ(found[0].request.fields.get("authorization"), "Bearer k");
    EXPECT_EQ(found[1].request.url, "http://gpu:11434/api/tags");
}

TEST(configured_providers, are_asked_with_their_key_in_a_header) {
    core::model_settings models;
    models.anthropic_api_key = models.gemini_api_key = models.azure_api_key = "k";
    models.azure_endpoint = "https://x.openai.azure.com";

    auto const found = cli::configured_providers(models);

    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].request.url, "https://api.anthropic.com/v1/models");
    EXPECT_EQ(found[0].request.fields.get("x-api-key"), "k");
    EXPECT_EQ(found[1].request.url, "https://generativelanguage.googleapis.com/v1beta/models");
    EXPECT_EQ(found[1].request.fields.get("x-goog-api-key"), "k");
    EXPECT_EQ(found[2].request.url, "https://x.openai.azure.com/openai/models?api-version=2024-10-21");
    EXPECT_EQ(found[2].request.fields.get("api-key"), "k");
}

TEST(judge_reply, knows_how_google_refuses_a_key) {
    EXPECT_EQ(cli::judge_reply({"gemini", "https://host", {}}, 400).remedy, "Set the right key, or a new one.");
}

TEST(judge_reply, gives_each_failure_its_remedy) {
    cli::provider_probe const probe{"openai", "https://host/v1", {}};

    EXPECT_EQ(cli::judge_reply(probe, 200).how, verdict::ok);
    EXPECT_EQ(cli::judge_reply(probe, 429).how, verdict::warning);
    for (int const status : {401, 403, 404, 500}) {
        auto const found = cli::judge_reply(probe, status);
        EXPECT_EQ(found.how, verdict::failed) << status;
        EXPECT_FALSE(found.remedy.empty()) << status;
    }
}

TEST(judge_clock, allows_a_minute) {
    constexpr char date[] = "Sat, 31 Jan 2026 09:05:00 GMT";

    EXPECT_EQ(cli::judge_clock(date, 1'769'850'330).how, verdict::ok);
    EXPECT_EQ(cli::judge_clock(date, 1'769'850'300 + 61).how, verdict::failed);
    EXPECT_EQ(cli::judge_clock(date, 1'769'850'300 - 61).how, verdict::failed);
}

TEST(judge_clock, finds_a_clock_that_was_never_set) {
    EXPECT_EQ(cli::judge_clock("", 1'769'850'300).how, verdict::ok);
    EXPECT_EQ(cli::judge_clock("", 3600).how, verdict::failed);
}

}  // namespace
