#include "support/fake_provider.hpp"
#include "support/test_application.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <iostream>

// What others say can't forge a line of our log.

namespace {

std::vector<std::pair<std::string, std::string>> const injections{
    {"line_feed", "bad\n2026-01-01T00:00:00.000Z - ERROR - forged"},
    {"carriage_return", "bad\r2026-01-01T00:00:00.000Z - ERROR - forged"},
    {"both", "bad\r\n\r\nforged"},
    {"colours", "bad\x1b[31mforged\x1b[2K"},
    {"json", "bad\"}\n{\"level\":\"ERROR\",\"message\":\"forged\"}"},
    {"separators", "bad\u2028forged\u0085forged"},
};

class injection : public testing::TestWithParam<std::pair<std::string, std::string>> {
public:
    static void SetUpTestSuite() { std::cout << injections.size() << " log injections\n"; }
};

TEST_P(injection, K_08_is_escaped) {
    auto const text = boost::json::serialize(boost::json::value(GetParam().second));
    support::fake_provider upstream;
    upstream.answer({support::send(support::whole_reply(400, R"({"error":{"message":)" + text + "}}"))});
    support::test_application server([&](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream.url() + "/v1";
        settings.models.default_model = "m";
    });
    for (auto const format : {core::log_format::text, core::log_format::json}) {
        core::configure_log(core::level::debug, format);
        testing::internal::CaptureStdout();

        server.client().post("/api/v1/chat", support::question("hello"), {{"X-Request-Id", "a\"} ERROR forged"}});

        auto const logged = testing::internal::GetCapturedStdout();
        core::configure_log(core::level::error, core::log_format::text);
        EXPECT_FALSE(logged.empty());
        EXPECT_EQ(logged.find_first_of("\r\x1b"), std::string::npos) << logged;
        EXPECT_EQ(logged.find("\nforged"), std::string::npos) << logged;
        EXPECT_EQ(logged.find("\n2026-01-01"), std::string::npos) << logged;
        EXPECT_EQ(logged.find("\n{\"level\":\"ERROR\",\"message\":\"forged"), std::string::npos) << logged;
    }
}

INSTANTIATE_TEST_SUITE_P(k, injection, testing::ValuesIn(injections),
                         [](auto const& info) { return info.param.first; });

}  // namespace
