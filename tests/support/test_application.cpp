#include "support/test_application.hpp"

#include "cli/application.hpp"
#include "core/log.hpp"

#include <stdexcept>

namespace support {

test_application::test_application(settings_change change) {
    settings_.server.data_dir = folder_.path() / "data";
    settings_.server.port = 0;
    settings_.server.workers = 2;
    settings_.server.docs_enabled = true;
    settings_.access.anonymous = true;
    settings_.access.rate_limit_requests = 1'000'000;   // tests are quicker than people
    settings_.models.provider = "demo";
    settings_.models.retries = 0;
    start(std::move(change));
}

test_application::~test_application() {
    if (server_) abandon();
}

void test_application::start(settings_change change) {
    if (change) change(settings_);
    core::configure_log(core::level::error, core::log_format::text);
    server_ = std::make_unique<cli::application>(settings_);
    auto const port = server_->start();
    if (!port) throw std::runtime_error(port.error().message);
    client_.emplace(*port);
}

void test_application::lift_limits() {
    auto const reply = client_->patch("/api/v1/admin/tiers/enterprise",
                                      R"({"requests_per_minute": null, "tokens_per_minute": null, "streams": null})");
    if (reply.status != 200) throw std::runtime_error("limits can't be lifted: " + reply.text);
}

void test_application::stop() {
    server_->stop();
    server_.reset();
}

void test_application::abandon() {
    auto const patience = std::exchange(settings_.server.shutdown_timeout, core::seconds_setting(0));
    stop();
    settings_.server.shutdown_timeout = patience;
}

}  // namespace support
