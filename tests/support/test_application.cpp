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
