#include "cli/application.hpp"

#include "api/errors.hpp"
#include "chat/retention_job.hpp"
#include "chat/title_job.hpp"
#include "cli/http_settings.hpp"
#include "core/async.hpp"
#include "core/block_on.hpp"
#include "core/build_info.hpp"
#include "core/log.hpp"
#include "identity/installation_secret.hpp"
#include "identity/reset_mail.hpp"
#include "store/repositories/idempotency.hpp"

#include <stdexcept>

namespace cli {

namespace {

std::vector<boost::asio::any_io_executor> executors_of(net::loops& loops) {
    std::vector<boost::asio::any_io_executor> out;
    for (std::size_t i = 0; i < loops.size(); ++i) out.emplace_back(loops.context(i).get_executor());
    return out;
}

identity::request_limits_config limits_of(core::settings const& settings) {
    return {.requests = {settings.access.rate_limit_requests, settings.access.rate_limit_window},
            .streams_max = settings.chat.streams_per_user_max};
}

// Runs `work` on the first loop and waits for it, on a thread that is no loop.
template <class T>
T wait_for(net::loops& loops, core::task<T> work) {
    return core::block_on(loops.context(0).get_executor(), std::move(work));
}

}  // namespace

application::application(core::settings const& settings)
    : settings_(settings), folder_(settings.server.data_dir), loops_(std::size_t(settings.server.workers)),
      db_({.file = database_file(settings)}, clock_),
      log_(folder_.path(), executors_of(loops_), clock_, {.retention = settings.chat.stream_retention}),
      client_(loops_, settings.access.outbound_ca), rates_(limits_, limits_of(settings), metrics_),
      passwords_(settings.server.workers > 2 ? 2 : 1), jobs_(loops_.context(0).get_executor(), db_, clock_),
      upkeep_(loops_.context(0).get_executor(), db_, clock_, watch_, uses_),
      sealer_(loops_.context(0).get_executor(), db_),
      models_file_(loops_.context(0).get_executor(), settings.models.models_file, known_models_),
      routing_file_(loops_.context(0).get_executor(), settings.models.routing_file, "routing file",
                    [this] { return take_routing(); }) {}

application::~application() {
    server_.reset();
    dispatcher_.reset();
    loops_.stop();
    loops_.join();
}

core::result<std::uint16_t> application::start() {
    loops_.start();
    if (auto const ready = set_up(); !ready) return ready.error();
    wait_for(loops_, turns_->take_over());
    auto const port = server_->listen(settings_.server.host, settings_.server.port);
    if (!port) return port.error();
    loops_.run_on(0, [this] {
        jobs_.start();
        upkeep_.start();
        ledger_->start();
        sealer_.start();
        models_file_.start();
        routing_file_.start();
    });
    return *port;
}

core::result<void> application::set_up() {
    routing_file_.mark();
    auto models = wait_for(loops_, set_up_models(settings_, client_, clock_));
    if (!models) return models.error();
    found_model_server_ = models->found;
    if (auto const read = models_file_.load(); !read) return read.error();
    ledger_.emplace(db_, limits_, rates_, known_models_, clock_, metrics_, loops_.context(0).get_executor(),
                    2 * settings_.models.total_timeout);
    if (auto const begun = ledger_->begin(); !begun) return begun.error();
    models->routing.breaker_changed = [this](llm::endpoint_status const& now) {
        llm_metrics_.breaker(now.label, static_cast<int>(now.breaker));
    };
    models->routing.attempted = [this](std::string const& provider, std::string const& model, bool available) {
        llm_metrics_.available(provider, model, available);
    };
    models->routing.permits = [this](core::principal const& who, std::string const& model) {
        return model_access_->may_use(who, model).has_value();
    };
    router_.emplace(std::move(models->providers), *ledger_, known_models_, models->routing);
    model_access_.emplace(*router_, limits_);
    auto sign_on_providers = identity::oidc::configured_providers(settings_);
    if (!sign_on_providers) return sign_on_providers.error();
    sign_on_.emplace(settings_, std::move(*sign_on_providers), client_, db_, clock_, watch_);
    catalogue_.emplace(*router_, clock_);
    embeddings_.emplace(*router_, settings_.knowledge.embedding_model);
    reranking_.emplace(*router_, std::move(models->reranking));

    turn::turn_engine_config config{
        .gate = {.running_max = [this](core::principal const& who) { return rates_.streams_max(who); },
                 .may_begin = [this](core::principal const& who,
                                     std::string const& conversation) { return ledger_->may_begin(who, conversation); },
                 .may_use = [this](core::principal const& who,
                                   std::string_view model) { return model_access_->may_use(who, model); }},
        .admission = {.running_max = settings_.chat.streams_per_user_max,
                      .keys_kept = settings_.chat.idempotency_retention},
        .takeover = {.age_max = settings_.chat.turn_age_max, .takeovers_max = settings_.chat.turn_takeovers_max},
        .titles = settings_.chat.titles_enabled};
    if (settings_.chat.max_history_tokens) config.history.tokens_max = *settings_.chat.max_history_tokens;
    if (settings_.chat.max_history_turns) config.history.messages_max = 2 * *settings_.chat.max_history_turns;
    turns_.emplace(
        db_, log_, *router_, changes_, clock_, llm_metrics_, executors_of(loops_), [this] { jobs_.wake(); }, config);

    watch_.on_change([this](std::string const& user_id) { turns_->access_changed(user_id); });

    using namespace std::chrono_literals;
    jobs_.add_handler(chat::title_job_kind, 60s, [this](store::job_row const& job) {
        return chat::make_title(db_, *router_, *model_access_, changes_, clock_, job);
    });
    jobs_.add_handler(chat::retention_job_kind, 60s, [this](store::job_row const&) {
        return chat::apply_retention(db_, clock_,
                                     {.delete_grace = std::chrono::days(settings_.chat.delete_grace_days),
                                      .keys = settings_.chat.idempotency_retention});
    });
    jobs_.add_handler(identity::reset_mail_job_kind, 60s, [this](store::job_row const& job) {
        return identity::send_reset_mail(db_, clock_, settings_, mail_, job);
    });
    jobs_.add_handler(identity::key_rotation_job_kind, 60s,
                      [this](store::job_row const&) { return signing_keys_.rotate(); });
    auto const schedule = db_.write_now([this](store::connection& db) -> core::result<void> {
        chat::ensure_retention_job(db, clock_.now());
        store::idempotency::release_unanswered(db);
        return {};
    });
    if (!schedule) return schedule.error();
    if (auto const loaded = signing_keys_.load(identity::installation_secret(settings_)); !loaded)
        return loaded.error();

    health_.declare("database", observe::need::required, observe::service_state::connected);
    health_.declare("redis", observe::need::optional, observe::service_state::disabled);
    health_.declare("vector_store", observe::need::optional, observe::service_state::disabled);
    declare_providers();

    services_.emplace(api::services{settings_,
                                    clock_,
                                    db_,
                                    log_,
                                    changes_,
                                    conversations_,
                                    *turns_,
                                    *router_,
                                    *catalogue_,
                                    *embeddings_,
                                    *reranking_,
                                    health_,
                                    metrics_,
                                    http_metrics_,
                                    process_metrics_,
                                    viewers_,
                                    page_,
                                    callers_,
                                    accounts_,
                                    tokens_,
                                    api_keys_,
                                    signing_keys_,
                                    watch_,
                                    *sign_on_,
                                    administration_,
                                    groups_,
                                    audit_,
                                    sharing_,
                                    prompts_,
                                    [this] { jobs_.wake(); },
                                    limits_,
                                    rates_,
                                    *ledger_,
                                    *model_access_,
                                    models->answers,
                                    core::this_build().version});
    dispatcher_.emplace(*services_);
    auto http = http_config_of(settings_);
    http.refusal_reply = [](net::refusal const& why, net::request const& to) { return api::error_response(why, to); };
    server_.emplace(loops_, std::move(http), [this](net::request const& request, net::exchange& exchange) {
        return (*dispatcher_)(request, exchange);
    });
    return {};
}

void application::declare_providers() {
    for (auto const& each : router_->status())
        health_.declare(each.name, observe::need::optional, observe::service_state::reachable);
}

// On the thread that reads the file: everything it touches is made for that.
core::result<void> application::take_routing() {
    auto file = read_routing_file(settings_.models.routing_file);
    if (!file) return file.error();
    auto const before = router_->status();
    auto next = set_up_routing(settings_, client_, clock_, std::move(*file), found_model_server_);
    auto const taken = router_->replace(std::move(next.providers), std::move(next.endpoints), std::move(next.rules));
    if (!taken)
        return core::error{core::errc::invalid_input, "ROUTING_FILE is not taken over: " + taken.error().message};
    for (auto const& each : before)
        if (!router_->fleet()->find(each.name)) health_.withdraw(each.name);
    declare_providers();
    core::log(core::level::info, "routing file", "taken over",
              {{"endpoints", std::int64_t(router_->fleet()->endpoints.size())}});
    return {};
}

void application::stop() {
    health_.drain();
    wait_for(loops_, turns_->drain(settings_.server.shutdown_timeout));
    server_->stop(std::chrono::seconds(1));
    wait_for(loops_, jobs_.stop());
    wait_for(loops_, upkeep_.stop());
    wait_for(loops_, ledger_->stop());
    wait_for(loops_, sealer_.stop());
    wait_for(loops_, models_file_.stop());
    wait_for(loops_, routing_file_.stop());
}

}  // namespace cli
