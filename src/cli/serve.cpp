#include "cli/serve.hpp"

#include "cli/application.hpp"
#include "cli/configuration.hpp"
#include "cli/version.hpp"
#include "core/log.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace cli {

namespace {

// A stream needs two descriptors: take what the system allows.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

// Secrets and conversations stay out of core files, and out of reach of other processes of the same user.
void keep_memory_private() {
    rlimit const none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

core::log_format format_of(core::settings const& settings) {
    if (settings.app.log_format == core::log_output::json) return core::log_format::json;
    if (settings.app.log_format == core::log_output::text) return core::log_format::text;
    bool const developing = settings.app.environment == core::app_env::development;
    return developing ? core::log_format::text : core::log_format::json;
}

// For people who start it by hand: where it is and who answers.
void print_banner(core::settings const& settings, std::uint16_t port, api::model_choice const& answers) {
    auto const host =
        settings.server.host.find(':') == std::string::npos ? settings.server.host : "[" + settings.server.host + "]";
    auto const model = answers.model.empty() ? answers.provider : answers.provider + "/" + answers.model;
    fmt::print("\n  {} is ready:  {}://{}:{}\n", settings.app.name, settings.server.tls_cert.empty() ? "http" : "https",
               host, port);
    fmt::print("  Model:  {}\n", answers.provider == answers.model ? answers.provider : model);
    if (!answers.hint.empty()) fmt::print("  {}\n", answers.hint);
    fmt::print("  Data:   {}\n  Stop with Ctrl+C.\n\n", settings.server.data_dir);
    std::fflush(stdout);
}

int run(core::settings const& settings) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);   // of every thread that follows; this one waits for them

    application server(settings);
    auto const port = server.start();
    if (!port) {
        fmt::print(stderr, "parlance: {}\n", port.error().message);
        return exit_failed;
    }
    if (isatty(STDOUT_FILENO)) print_banner(settings, *port, server.answers());
    core::log(core::level::info, "serve", "accepting requests",
              {{"host", std::string_view(settings.server.host)},
               {"port", std::int64_t(*port)},
               {"provider", std::string_view(server.answers().provider)},
               {"model", std::string_view(server.answers().model)}});

    int which = 0;
    sigwait(&ends, &which);
    core::log(core::level::info, "serve", "stopping: running answers may finish; a second signal ends at once");
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &ends, nullptr);
    server.stop();
    return exit_done;
}

}  // namespace

int run_serve(serve_command const& what) {
    auto const loaded = load_configuration(what.from);
    if (!loaded) {
        fmt::print(stderr, "parlance: {}\n", loaded.error().message);
        return exit_failed;
    }
    auto const& settings = loaded->values;
    core::configure_log(settings.app.debug ? core::level::debug : settings.app.log_level, format_of(settings));
    auto const findings = core::check_settings(settings);
    for (auto const& each : loaded->warnings) core::log(core::level::warning, "config", each);
    for (auto const& each : findings.warnings) core::log(core::level::warning, "config", each);
    for (auto const& each : findings.errors) fmt::print(stderr, "parlance: {}\n", each);
    if (!findings.errors.empty()) return exit_failed;

    raise_descriptor_limit();
    keep_memory_private();
    return run(settings);
}

}  // namespace cli
