#pragma once

#include "core/settings.hpp"
#include "support/api_client.hpp"
#include "support/temporary_folder.hpp"

#include <functional>
#include <memory>

namespace cli {
class application;
}

namespace support {

// The whole server in this process, on a free port and a data folder of its own; the demo answers unless `change` says
// otherwise. It can go away and come back on the same folder, with other settings.
class test_application {
public:
    using settings_change = std::function<void(core::settings&)>;

    explicit test_application(settings_change change = {});
    test_application(test_application const&) = delete;
    ~test_application();

    // As a signal ends it: running turns may come to their end.
    void stop();
    // Ends it without mercy: running turns are left where they are, for the next start.
    void abandon();
    // After stop() or abandon().
    void start(settings_change change = {});

    // Of the tier that requests act for: for tests that ask more than a person would.
    void lift_limits();

    api_client const& client() const { return *client_; }
    std::filesystem::path const& folder() const { return folder_.path(); }

private:
    temporary_folder folder_;
    core::settings settings_;
    std::unique_ptr<cli::application> server_;
    std::optional<api_client> client_;
};

}  // namespace support
