#include "llm/detect.hpp"

#include "llm/openai/ollama_models.hpp"

#include "llm/demo/provider.hpp"
#include "support/fake_provider.hpp"
#include "support/on_loop.hpp"
#include "support/run.hpp"
#include "unit/llm/scripted_provider.hpp"

#include <gtest/gtest.h>

namespace {

using namespace support;

constexpr char const* ollama_tags = R"({"models":[
    {"name":"nomic-embed-text:latest","details":{"family":"nomic-bert"}},
    {"name":"all-mini:latest","details":{"family":"bert"}},
    {"name":"llama3.2:3b","details":{"family":"llama"}},
    {"name":"qwen3:8b"}]})";
constexpr char const* llama_cpp_list =
    R"({"object":"list","data":[{"id":"tiny.gguf","object":"model","owned_by":"llamacpp"}]})";
constexpr char const* other_list = R"({"object":"list","data":[{"id":"m","object":"model","owned_by":"someone"}]})";

TEST(read_ollama_models, skips_models_that_only_embed) {
    EXPECT_EQ(llm::read_ollama_models(ollama_tags), (std::vector<std::string>{"llama3.2:3b", "qwen3:8b"}));
}

TEST(read_ollama_models, finds_none_in_nonsense) {
    for (auto const* body : {"", "{", "[]", "{}", R"({"models":{}})", R"({"models":[5,{},{"name":5},{"name":""}]})"})
        EXPECT_TRUE(llm::read_ollama_models(body).empty()) << body;
}

TEST(read_llama_cpp_models, knows_its_own_list_from_others) {
    EXPECT_EQ(llm::read_llama_cpp_models(llama_cpp_list), std::vector<std::string>{"tiny.gguf"});
    EXPECT_TRUE(llm::read_llama_cpp_models(other_list).empty());
    EXPECT_TRUE(llm::read_llama_cpp_models("<html>").empty());
}

class detect_local_server : public testing::Test {
protected:
    detect_local_server() { loops.start(); }

    std::optional<llm::local_server> found() {
        return on_loop(loops, llm::detect_local_server(client, {.ollama = ollama.url(), .llama_cpp = llama_cpp.url()}));
    }

    fake_provider ollama, llama_cpp;
    net::loops loops{1};
    net::http_client client{loops};
};

TEST_F(detect_local_server, takes_ollama_and_its_first_chat_model) {
    ollama.answer({send(whole_reply(200, ollama_tags))});
    llama_cpp.answer({send(whole_reply(200, llama_cpp_list))});

    auto const server = found();

    ASSERT_TRUE(server);
    EXPECT_EQ(server->config.server.name, "ollama");
    EXPECT_EQ(server->config.server.base_url, ollama.url() + "/v1");
    EXPECT_EQ(server->model, "llama3.2:3b");
    EXPECT_TRUE(ollama.requests()[0].head.starts_with("GET /api/tags "));
    EXPECT_TRUE(llama_cpp.requests()[0].head.starts_with("GET /v1/models "));
}

TEST_F(detect_local_server, takes_llama_cpp_where_ollama_has_no_model) {
    ollama.answer({send(whole_reply(200, R"({"models":[]})"))});
    llama_cpp.answer({send(whole_reply(200, llama_cpp_list))});

    auto const server = found();

    ASSERT_TRUE(server);
    EXPECT_EQ(server->config.server.name, "llamacpp");
    EXPECT_EQ(server->model, "tiny.gguf");
}

TEST_F(detect_local_server, takes_nobody_else_who_listens_there) {
    ollama.answer({send(whole_reply(404, "{}"))});
    llama_cpp.answer({send(whole_reply(200, other_list))});

    EXPECT_FALSE(found());
}

TEST_F(detect_local_server, does_not_wait_for_a_server_that_says_nothing) {
    ollama.answer({hang()});
    llama_cpp.answer({send(whole_reply(200, llama_cpp_list))});

    EXPECT_EQ(found()->config.server.name, "llamacpp");
}

std::string first_of(std::unique_ptr<llm::provider> provider, std::string_view name) {
    std::vector<std::unique_ptr<llm::provider>> among;
    among.push_back(std::move(provider));
    return support::run(llm::first_chat_model(among, name));
}

TEST(first_chat_model, is_the_usual_one_where_there_is_one) {
    EXPECT_EQ(first_of(std::make_unique<llm::demo_provider>(), "demo"), "demo");
    EXPECT_EQ(llm::openai_at("", "key").server.usual_model, "gpt-4o-mini");
    EXPECT_EQ(llm::openai_at("http://localhost:1234/v1", "").server.usual_model, "");
}

TEST(first_chat_model, is_else_the_first_that_the_provider_lists) {
    auto acme = std::make_unique<scripted_provider>("acme", std::deque<attempt_script>{});
    acme->list = {{.name = "first"}, {.name = "second"}};

    EXPECT_EQ(first_of(std::move(acme), "acme"), "first");
}

TEST(first_chat_model, is_none_where_nobody_can_be_asked) {
    auto acme = std::make_unique<scripted_provider>("acme", std::deque<attempt_script>{});
    acme->list_failure = core::error{core::errc::timeout};

    EXPECT_EQ(first_of(std::move(acme), "acme"), "");
    EXPECT_EQ(first_of(std::make_unique<llm::demo_provider>(), "other"), "");
}

TEST(detect_local_server_where_nobody_listens, finds_nothing) {
    std::string nowhere;
    {
        fake_provider gone;
        nowhere = gone.url();
    }
    net::loops loops(1);
    net::http_client client(loops);
    loops.start();

    EXPECT_FALSE(on_loop(loops, llm::detect_local_server(client, {.ollama = nowhere, .llama_cpp = nowhere})));
}

}  // namespace
