#include "llm/wire/failure.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace {

using core::errc;

llm::upstream server(std::string name, std::string key) {
    return {.name = name, .api_key = std::move(key), .key_setting = "OPENAI_API_KEY", .url_setting = "OPENAI_BASE_URL"};
}

core::error failure(int status, std::string_view body, std::string key = "sk-secret") {
    return llm::refused(llm::read_complaint(status, body), server("openai", std::move(key)), "gpt-x");
}

struct row {
    int status;
    char const* body;
    errc code;
    bool retryable;
    char const* says = "";
};

class failure_maps : public testing::TestWithParam<row> {};

TEST_P(failure_maps, status_and_body_to_our_words) {
    auto const failed = failure(GetParam().status, GetParam().body);

    EXPECT_EQ(failed.code, GetParam().code);
    EXPECT_EQ(failed.retryable, GetParam().retryable);
    EXPECT_EQ(failed.provider, "openai");
    EXPECT_NE(failed.message.find(GetParam().says), std::string::npos) << failed.message;
    EXPECT_EQ(failed.message.find("secret"), std::string::npos) << failed.message;
}

INSTANTIATE_TEST_SUITE_P(
    each, failure_maps,
    testing::Values(
        row{401, R"({"error":{"message":"secret","code":"invalid_api_key"}})", errc::unauthorized, false,
            "check OPENAI_API_KEY"},
        row{403, "", errc::unauthorized, false, "OPENAI_API_KEY"},
        row{404, R"({"error":{"message":"secret"}})", errc::not_found, false, "no model \"gpt-x\""},
        row{404, "<html>secret</html>", errc::not_found, false, "OPENAI_BASE_URL"},
        row{400, R"({"error":{"message":"secret","code":"context_length_exceeded"}})", errc::context_too_long, false},
        row{400, R"({"error":{"message":"This model's maximum context length is 5 secret"}})", errc::context_too_long,
            false},
        row{400, R"({"object":"error","message":"secret Maximum Context length","code":400})", errc::context_too_long,
            false},
        row{400, R"({"error":{"type":"exceed_context_size_error","message":"secret"}})", errc::context_too_long, false},
        row{413, "", errc::context_too_long, false},
        row{400, R"({"error":{"code":"content_filter","message":"secret"}})", errc::content_filtered, false},
        row{400, R"({"error":{"message":"secret","param":"temperature"}})", errc::invalid_input, false, "temperature"},
        row{400, R"({"error":{"message":"secret","param":"secret"}})", errc::invalid_input, false},
        row{422, "secret", errc::invalid_input, false},
        row{429, R"({"error":{"message":"secret","type":"requests"}})", errc::rate_limited, true, "too many requests"},
        row{429, R"({"error":{"code":"insufficient_quota"}})", errc::rate_limited, false, "quota"},
        row{402, "", errc::rate_limited, false, "quota"}, row{408, "", errc::timeout, true},
        row{504, "", errc::timeout, true}, row{500, "secret", errc::upstream_failed, true},
        row{502, R"({"error":"secret"})", errc::upstream_failed, true}, row{503, "[]", errc::upstream_failed, true},
        row{529, R"({"error":[]})", errc::upstream_failed, true}, row{302, "", errc::upstream_failed, false},
        row{200, "", errc::upstream_failed, false}));

INSTANTIATE_TEST_SUITE_P(
    anthropic, failure_maps,
    testing::Values(
        row{529, R"({"type":"error","error":{"type":"overloaded_error","message":"secret"}})", errc::upstream_failed,
            true, "overloaded"},
        row{400, R"({"type":"error","error":{"type":"invalid_request_error",
            "message":"prompt is too long: 9 tokens > 5 maximum"}})",
            errc::context_too_long, false},
        row{400, R"({"error":{"type":"invalid_request_error","message":"Your credit balance is too low secret"}})",
            errc::rate_limited, false, "quota"},
        row{401, R"({"error":{"type":"authentication_error","message":"invalid x-api-key"}})", errc::unauthorized,
            false},
        row{404, R"({"error":{"type":"not_found_error","message":"model: secret"}})", errc::not_found, false}));

INSTANTIATE_TEST_SUITE_P(
    gemini, failure_maps,
    testing::Values(
        row{400, R"({"error":{"code":400,"message":"API key not valid. Please pass one","status":"INVALID_ARGUMENT",
            "details":[{"reason":"API_KEY_INVALID"}]}})",
            errc::unauthorized, false, "check OPENAI_API_KEY"},
        row{400, R"([{"error":{"code":400,"message":"The input token count (9) exceeds the maximum"}}])",
            errc::context_too_long, false},
        row{429, R"({"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED",
            "details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"13.4s"}]}})",
            errc::rate_limited, true, "too many requests"},
        row{503, R"({"error":{"code":503,"status":"UNAVAILABLE"}})", errc::upstream_failed, true}));

TEST(failure, waits_as_long_as_google_says) {
    auto const said = R"({"error":{"code":429,"details":[{"retryDelay":"13.4s"}]}})";

    EXPECT_EQ(failure(429, said).retry_after_s, 14);
}

TEST(failure, passes_over_details_of_other_shapes) {
    for (auto const* details : {"{}", "[5]", R"([{"retryDelay":5}])", R"([{"retryDelay":"s"}])",
                                R"([{"retryDelay":"-1s"}])", R"([{"retryDelay":"x.s"}])"})
        EXPECT_EQ(failure(429, R"({"error":{"details":)" + std::string(details) + "}}").retry_after_s, std::nullopt)
            << details;
}

TEST(failure, says_to_set_a_key_where_there_is_none) {
    EXPECT_NE(failure(401, "", "").message.find("set OPENAI_API_KEY"), std::string::npos);
}

TEST(failure, carries_how_long_to_wait) {
    auto said = llm::read_complaint(429, "");
    said.retry_after = std::chrono::seconds(7);

    EXPECT_EQ(llm::refused(said, {}, "m").retry_after_s, 7);
}

struct mid_stream_row {
    char const* error;
    errc code;
};

class failure_reads : public testing::TestWithParam<mid_stream_row> {};

TEST_P(failure_reads, the_kind_of_an_error_without_a_status) {
    auto const said = llm::read_complaint(boost::json::parse(GetParam().error));

    EXPECT_EQ(llm::refused(said, {}, "m").code, GetParam().code) << GetParam().error;
}

INSTANTIATE_TEST_SUITE_P(each, failure_reads,
                         testing::Values(mid_stream_row{R"({"code":429})", errc::rate_limited},
                                         mid_stream_row{R"({"code":"503"})", errc::upstream_failed},
                                         mid_stream_row{R"({"type":"rate_limit_error"})", errc::rate_limited},
                                         mid_stream_row{R"({"type":"invalid_request_error"})", errc::invalid_input},
                                         mid_stream_row{R"({"type":"authentication_error"})", errc::unauthorized},
                                         mid_stream_row{R"({"type":"overloaded_error"})", errc::upstream_failed},
                                         mid_stream_row{R"({"status":"RESOURCE_EXHAUSTED"})", errc::rate_limited},
                                         mid_stream_row{R"("overloaded")", errc::upstream_failed},
                                         mid_stream_row{"5", errc::upstream_failed},
                                         mid_stream_row{"{}", errc::upstream_failed}));

}  // namespace
