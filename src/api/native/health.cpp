#include "api/native/health.hpp"

#include "api/call.hpp"
#include "api/errors.hpp"
#include "api/native/health_types.hpp"
#include "observe/prometheus.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace api {

namespace {

// Brings what the last calls showed into the report.
observe::health_report report_now(call& c) {
    using observe::service_state;
    c.use.health.set("database", c.use.log.stalled() ? service_state::unreachable : service_state::connected);
    for (auto const& each : c.use.models.status())
        c.use.health.set(each.name, each.reachable ? service_state::reachable : service_state::unreachable);
    return c.use.health.report();
}

}  // namespace

core::task<> get_health(call& c) {
    auto const report = report_now(c);
    health_reply reply{
        .status = observe::to_string(report.status), .timestamp = c.use.clock.now(), .version = c.use.version};
    reply.environment = boost::describe::enum_to_string(c.use.settings.app.environment, "development");
    reply.provider = c.use.answers.provider;
    reply.model = c.use.answers.model;
    reply.level = llm::to_string(c.use.models.level());
    if (!c.use.answers.hint.empty()) reply.hint = c.use.answers.hint;
    co_await reply_with(c, report.status == observe::health_status::unhealthy ? 503 : 200, reply);
}

core::task<> get_live(call& c) { co_await reply_with(c, 200, live_reply{}); }

core::task<> get_ready(call& c) {
    auto const report = report_now(c);
    ready_reply reply{.ready = report.ready, .services = {}};
    for (auto const& each : report.services) reply.services[each.name] = observe::to_string(each.state);
    co_await reply_with(c, report.ready ? 200 : 503, reply);
}

core::task<> get_metrics(call& c) {
    if (!c.use.settings.observe.prometheus_enabled)
        co_return co_await c.exchange.reply(
            error_response(404, "NOT_FOUND", "Metrics are switched off (PROMETHEUS_ENABLED).", c.request));
    c.use.process_metrics.refresh();
    net::response reply;
    reply.fields.add("Content-Type", observe::prometheus_content_type);
    reply.fields.add("Cache-Control", "no-store");
    reply.body = observe::prometheus_text(c.use.metrics);
    reply.may_compress = true;
    co_await c.exchange.reply(std::move(reply));
}

}  // namespace api
