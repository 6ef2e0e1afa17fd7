#include "llm/openai/failure.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

using core::errc;

core::error failure(int status, std::string_view body, std::string key = "sk-secret") {
    return llm::openai_failure(llm::read_openai_complaint(status, body), llm::openai_at("", std::move(key)), "gpt-x");
}

struct row {
    int status;
    char const* body;
    errc code;
    bool retryable;
    char const* says = "";
};

class openai_failure_maps : public testing::TestWithParam<row> {};

TEST_P(openai_failure_maps, status_and_body_to_our_words) {
    auto const failed = failure(GetParam().status, GetParam().body);

    EXPECT_EQ(failed.code, GetParam().code);
    EXPECT_EQ(failed.retryable, GetParam().retryable);
    EXPECT_EQ(failed.provider, "openai");
    EXPECT_NE(failed.message.find(GetParam().says), std::string::npos) << failed.message;
    EXPECT_EQ(failed.message.find("secret"), std::string::npos) << failed.message;
}

INSTANTIATE_TEST_SUITE_P(
    each, openai_failure_maps,
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

TEST(openai_failure, says_to_set_a_key_where_there_is_none) {
    EXPECT_NE(failure(401, "", "").message.find("set OPENAI_API_KEY"), std::string::npos);
}

TEST(openai_failure, carries_how_long_to_wait) {
    auto said = llm::read_openai_complaint(429, "");
    said.retry_after = std::chrono::seconds(7);

    EXPECT_EQ(llm::openai_failure(said, {}, "m").retry_after_s, 7);
}

struct mid_stream_row {
    char const* error;
    errc code;
};

class openai_failure_reads : public testing::TestWithParam<mid_stream_row> {};

TEST_P(openai_failure_reads, the_kind_of_an_error_without_a_status) {
    auto const said = llm::read_openai_complaint(boost::json::parse(GetParam().error));

    EXPECT_EQ(llm::openai_failure(said, {}, "m").code, GetParam().code) << GetParam().error;
}

INSTANTIATE_TEST_SUITE_P(each, openai_failure_reads,
                         testing::Values(mid_stream_row{R"({"code":429})", errc::rate_limited},
                                         mid_stream_row{R"({"code":"503"})", errc::upstream_failed},
                                         mid_stream_row{R"({"type":"rate_limit_error"})", errc::rate_limited},
                                         mid_stream_row{R"({"type":"invalid_request_error"})", errc::invalid_input},
                                         mid_stream_row{R"({"type":"authentication_error"})", errc::unauthorized},
                                         mid_stream_row{R"("overloaded")", errc::upstream_failed},
                                         mid_stream_row{"5", errc::upstream_failed},
                                         mid_stream_row{"{}", errc::upstream_failed}));

}  // namespace
