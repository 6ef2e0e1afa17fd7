#include "core/log.hpp"

#include "core/log_line.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace {

using core::level;
using core::log_format;

std::string line(log_format format, std::string_view message, std::initializer_list<core::field> fields = {}) {
    std::string out;
    core::append_log_line(out, format, {core::from_ms(1'769'850'300'123), level::info, "turn", message, fields});
    return out;
}

TEST(log_line, is_readable_as_text) {
    EXPECT_EQ(line(log_format::text, "started"), "2026-01-31T09:05:00.123Z - INFO - [-] - turn - started\n");
    EXPECT_EQ(line(log_format::text, "done",
                   {{"request_id", "r-1"},
                    {"ms", std::int64_t(12)},
                    {"ok", true},
                    {"share", 0.5},
                    {"why", "two words"},
                    {"q", "a\"b"}}),
              "2026-01-31T09:05:00.123Z - INFO - [r-1] - turn - done ms=12 ok=true share=0.5 why=\"two words\" "
              "q=\"a\\\"b\"\n");
}

TEST(log_line, is_one_object_as_json) {
    auto const text = line(log_format::json, "done", {{"request_id", "r-1"}, {"ms", std::int64_t(12)}});

    EXPECT_EQ(boost::json::parse(text), boost::json::parse(R"({"timestamp": "2026-01-31T09:05:00.123Z",
        "level": "INFO", "name": "turn", "message": "done", "request_id": "r-1", "trace_id": null, "span_id": null,
        "fields": {"ms": 12}})"));
    EXPECT_EQ(std::ranges::count(text, '\n'), 1);
}

TEST(log_line, lets_no_input_forge_a_line_or_command_a_terminal) {
    std::string const hostile = "a\r\n2026 - ERROR - fake\x1b[31m\x07\x7f\xc2\x9b\"},{\"level\":\"x\xff";
    for (auto const format : {log_format::text, log_format::json}) {
        auto const text = line(format, hostile, {{"request_id", hostile}, {"k", hostile}});
        EXPECT_EQ(std::ranges::count(text, '\n'), 1);
        EXPECT_EQ(std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }), 1);
        if (format == log_format::json) EXPECT_EQ(boost::json::parse(text).as_object().size(), 8u);
        else EXPECT_EQ(text.find("\xc2\x9b"), text.npos);
    }
}

TEST(log_line, cuts_long_values) { EXPECT_LT(line(log_format::json, std::string(1'000'000, 'x')).size(), 5000u); }

TEST(log, writes_whole_lines_from_many_threads_and_nothing_below_its_level) {
    core::configure_log(level::info, log_format::text);
    testing::internal::CaptureStdout();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([] {
                for (int n = 0; n < 100; ++n) {
                    core::log(level::info, "test", std::string(200, 'x'));
                    core::log(level::debug, "test", "unseen");
                }
            });
    }
    auto const text = testing::internal::GetCapturedStdout();

    EXPECT_EQ(std::ranges::count(text, '\n'), 400);
    EXPECT_EQ(text.find("unseen"), text.npos);
    std::string_view rest = text;
    for (; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1))
        ASSERT_TRUE(rest.substr(0, rest.find('\n')).ends_with(std::string(200, 'x')));
}

}  // namespace
