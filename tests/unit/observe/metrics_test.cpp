#include "observe/http_metrics.hpp"
#include "observe/llm_metrics.hpp"
#include "observe/process_metrics.hpp"
#include "observe/prometheus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

TEST(prometheus_text, shows_what_was_counted) {
    core::metrics registry;
    auto requests = registry.counters("things_total", "Things.", {"kind"});
    auto handle = requests.at({"a"});

    handle.add();
    handle.add(2);

    EXPECT_THAT(observe::prometheus_text(registry), HasSubstr("things_total{kind=\"a\"} 3"));
}

TEST(metric_family, gives_one_series_for_equal_labels) {
    core::metrics registry;
    auto family = registry.counters("things_total", "Things.", {"kind"});

    family.at({"a"}).add();
    family.at({"a"}).add();

    EXPECT_THAT(observe::prometheus_text(registry), HasSubstr("things_total{kind=\"a\"} 2"));
}

TEST(metric_family, does_not_grow_without_end) {
    core::metrics registry;
    auto family = registry.counters("things_total", "Things.", {"kind"});

    for (int i = 0; i < 5000; ++i) family.at({std::to_string(i)}).add();

    auto const text = observe::prometheus_text(registry);
    EXPECT_LE(std::ranges::count(text, '\n'), 510);
    EXPECT_THAT(text, HasSubstr("things_total{kind=\"other\"} 4500"));
}

TEST(http_metrics, counts_by_route_and_class_of_status) {
    core::metrics registry;
    observe::http_metrics metrics(registry);
    auto route = metrics.at("GET", "/api/v1/conversations/{id}");

    route.finished(200, 30ms);
    route.finished(404, 1ms);
    route.finished(204, 1ms);

    auto const text = observe::prometheus_text(registry);
    auto const labels = std::string(R"({endpoint="/api/v1/conversations/{id}",method="GET",status=)");
    EXPECT_THAT(text, HasSubstr("http_requests_total" + labels + "\"2xx\"} 2"));
    EXPECT_THAT(text, HasSubstr("http_requests_total" + labels + "\"4xx\"} 1"));
    EXPECT_THAT(text, HasSubstr("http_request_duration_seconds_count{endpoint=\"/api/v1/conversations/{id}\","
                                "method=\"GET\"} 3"));
}

TEST(llm_metrics, counts_an_answer) {
    core::metrics registry;
    observe::llm_metrics metrics(registry);

    metrics.started("openai", "gpt");
    EXPECT_THAT(observe::prometheus_text(registry),
                HasSubstr("llm_active_requests{model=\"gpt\",provider=\"openai\"} 1"));
    metrics.finished("openai", "gpt", {.tokens = {10, 21}, .total = 2500ms, .first_token = 500ms, .retries = 1});

    auto const text = observe::prometheus_text(registry);
    std::string const labels = "{model=\"gpt\",provider=\"openai\"}";
    EXPECT_THAT(text, HasSubstr("llm_active_requests" + labels + " 0"));
    EXPECT_THAT(text, HasSubstr("llm_input_tokens_total" + labels + " 10"));
    EXPECT_THAT(text, HasSubstr("llm_output_tokens_total" + labels + " 21"));
    EXPECT_THAT(text, HasSubstr("llm_total_tokens" + labels + " 31"));
    EXPECT_THAT(text, HasSubstr("llm_retry_total" + labels + " 1"));
    EXPECT_THAT(text, HasSubstr("llm_time_to_first_token_seconds_sum" + labels + " 0.5"));
    EXPECT_THAT(text, HasSubstr("llm_tokens_per_second_sum" + labels + " 10"));
    EXPECT_THAT(text, HasSubstr("llm_requests_total{model=\"gpt\",provider=\"openai\",status=\"success\"} 1"));
}

TEST(llm_metrics, counts_a_failure_by_its_kind) {
    core::metrics registry;
    observe::llm_metrics metrics(registry);

    metrics.started("openai", "gpt");
    metrics.finished("openai", "gpt", {.failure = core::errc::timeout});

    auto const text = observe::prometheus_text(registry);
    EXPECT_THAT(text, HasSubstr("llm_errors_total{error_type=\"timeout\",model=\"gpt\",provider=\"openai\"} 1"));
    EXPECT_THAT(text, HasSubstr("llm_requests_total{model=\"gpt\",provider=\"openai\",status=\"error\"} 1"));
}

TEST(llm_metrics, keeps_the_scripts_of_the_demo_out_of_the_labels) {
    core::metrics registry;
    observe::llm_metrics metrics(registry);

    metrics.started("demo", "demo:tokens=3");

    EXPECT_THAT(observe::prometheus_text(registry), Not(HasSubstr("tokens=3")));
}

TEST(process_metrics, reads_this_process) {
    core::metrics registry;
    observe::process_metrics metrics(registry);

    metrics.refresh();

    auto const text = observe::prometheus_text(registry);
    EXPECT_THAT(text, HasSubstr("process_open_fds "));
    EXPECT_THAT(text, Not(HasSubstr("process_resident_memory_bytes 0\n")));
}

}  // namespace
