#include "llm/router.hpp"

#include "core/log.hpp"
#include "core/random.hpp"
#include "llm/routing/failover_stream.hpp"
#include "llm/token_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace llm {
namespace {

core::task<> forget_if_restarted(std::string& text, attempt_note::kind what) {
    if (what == attempt_note::kind::restarted) text.clear();
    co_return;
}

}  // namespace

double draw_random() {
    std::uint32_t bits = 0;
    core::fill_unique(&bits, sizeof bits);
    return bits / 4294967296.0;
}

router::router(std::vector<std::unique_ptr<provider>> providers, meter& ledger, known_models const& models,
               router_config config, random_source draw, router_time time)
    : meter_(ledger), models_(models), config_(std::move(config)), draw_(std::move(draw)), time_(std::move(time)) {
    auto first = std::make_shared<llm::fleet>(std::move(providers), std::move(config_.endpoints),
                                              std::move(config_.rules), config_.breakers, config_.breaker_changed);
    // A mistake of whoever built the router, not of a caller.
    if (!first->find(config_.default_provider))
        throw std::invalid_argument("the router has no provider named " + config_.default_provider);
    fleet_.with([&](auto& now) { now = std::move(first); });
}

router::~router() = default;

std::shared_ptr<fleet> router::fleet() const {
    return fleet_.with([](auto const& now) { return now; });
}

core::result<void> router::replace(std::vector<std::unique_ptr<provider>> providers,
                                   std::vector<endpoint_config> endpoints, routing_rules rules) {
    auto const before = fleet();
    auto next = std::make_shared<llm::fleet>(std::move(providers), std::move(endpoints), std::move(rules),
                                             config_.breakers, config_.breaker_changed, before.get());
    if (!next->find(config_.default_provider))
        return core::error{core::errc::invalid_input,
                           "The default provider, " + config_.default_provider + ", would be gone."};
    fleet_.with([&](auto& now) { now = std::move(next); });
    return {};
}

route router::resolve(std::string_view name) const {
    auto const among = fleet();
    auto const found = names_of(*among, {.name = name}).names;
    return named(*among, found.empty() ? std::string_view() : found.front());
}

core::task<core::result<std::unique_ptr<routed_stream>>> router::open(routed_call call) {
    auto const among = fleet();
    if (config_.pinned == service_level::offline || config_.pinned == service_level::minimal) co_return offline(*among);
    among->desk.add_request();
    auto found = choose_for(*among, call);
    if (found.asked == 0) co_return core::error{core::errc::forbidden, "You are not allowed to use this model."};
    if (config_.pinned == service_level::degraded && found.candidates.size() > 1)
        found.candidates.erase(found.candidates.begin());

    auto out = std::make_unique<failover_stream>(with(among), std::move(found.candidates), std::move(found.why),
                                                 std::move(call));
    if (auto const started = co_await out->start(); !started) {
        if (started.error().code == core::errc::unavailable) co_return offline(*among);
        co_return started.error();
    }
    co_return out;
}

core::task<core::result<std::unique_ptr<routed_stream>>> router::reattach(routed_call call, told_answer begun) {
    auto const among = fleet();
    if (config_.pinned == service_level::offline || config_.pinned == service_level::minimal) co_return offline(*among);
    auto found = choose_for(*among, call);
    auto out = std::make_unique<failover_stream>(with(among), std::move(found.candidates), std::move(found.why),
                                                 std::move(call));
    if (auto const started = co_await out->go_on(std::move(begun)); !started) co_return started.error();
    co_return out;
}

core::task<> router::stop(kept_answer what) {
    auto const among = fleet();
    for (auto const& one : among->providers)
        if (one->name() == what.provider)
            if (auto const stopped = co_await one->stop(what.id); stopped) co_return;
    core::log(core::level::warning, "llm", "an answer that its provider keeps could not be stopped",
              {{"provider", what.provider}, {"model", what.model}});
}

routing router::with(std::shared_ptr<llm::fleet> among) {
    return {std::move(among), meter_, models_, config_, draw_, time_, counter_};
}

router::chosen router::choose_for(llm::fleet const& among, routed_call const& call) const {
    auto const& sticky = call.conversation_id.empty() ? call.who.user_id : call.conversation_id;
    routing_facts facts{.name = call.request.model,
                        .fallbacks = call.fallbacks,
                        .purpose = call.purpose,
                        .tier = call.who.tier,
                        .sticky = sticky,
                        .prompt = call.request.messages};
    if (among.book.has_rules()) facts.prompt_tokens = approximate_tokens(call.request.messages);
    return choose(among, facts, &call.who);
}

core::task<core::result<completed>> router::complete(routed_call call) {
    completed out{.text = {}, .answered = {}};
    call.told = [&out](attempt_note note) { return forget_if_restarted(out.text, note.what); };
    auto const opened = co_await open(std::move(call));
    if (!opened) co_return opened.error();
    for (;;) {
        auto const said = co_await (*opened)->read_some();
        if (!said) co_return said.error();
        if (said->empty()) break;
        for (auto const& one : *said) {
            if (auto const* text = std::get_if<text_delta>(&one)) out.text += text->text;
            else if (auto const* usage = std::get_if<usage_delta>(&one)) out.tokens = usage->tokens;
            else if (auto const* finish = std::get_if<finish_delta>(&one)) out.why = finish->why;
        }
    }
    out.answered = (*opened)->answers();
    co_return out;
}

service_level router::level() const {
    if (config_.pinned) return *config_.pinned;
    auto const among = fleet();
    auto const endpoints = among->desk.status(time_.now());
    auto level = service_level::full;
    for (auto const& one : choose(*among, {}, nullptr).candidates) {
        for (auto const i : one.endpoints)
            if (endpoints[i].reachable && endpoints[i].breaker != breaker_state::open) return level;
        level = service_level::degraded;
    }
    for (std::size_t i = 0; i < endpoints.size(); ++i)
        if (among->endpoints[i].answers && endpoints[i].provider != "demo" && endpoints[i].reachable)
            return service_level::degraded;
    return service_level::offline;
}

routing_choice router::names_of(llm::fleet const& among, routing_facts facts) const {
    if (facts.name.empty() && among.book.knows(config_.default_model)) facts.name = config_.default_model;
    return among.book.choose(facts, [&](model_tier tier) { return cheapest(among, tier); });
}

// Each name's endpoints in an order drawn by weight; of the same model only the first mention.
router::chosen router::choose(llm::fleet const& among, routing_facts facts, core::principal const* who) const {
    auto const names = names_of(among, std::move(facts));
    chosen out{.candidates = {}, .why = names.why};
    for (std::size_t i = 0; i < names.names.size(); ++i) {
        auto const found = named(among, names.names[i]);
        candidate next{.provider = found.provider,
                       .model = found.model,
                       .can = found.can,
                       .context_tokens = found.facts.context_tokens.value_or(0),
                       .endpoints = endpoints_of(among, found.provider),
                       .may_be_poor = names.may_be_poor && out.candidates.empty()};
        bool const known = std::ranges::any_of(out.candidates, [&](auto const& one) {
            return one.provider == next.provider && one.model == next.model;
        });
        bool const permitted = !who || !config_.permits || config_.permits(*who, next.provider + "/" + next.model);
        if (known || !permitted) continue;
        out.candidates.push_back(std::move(next));
        if (i < names.asked) ++out.asked;
    }
    return out;
}

route router::named(llm::fleet const& among, std::string_view name) const {
    auto const usual = among.find(config_.default_provider);   // always there
    if (name.empty()) return routed(*usual, config_.default_model);
    auto const slash = name.find('/');
    for (auto const& one : among.providers)
        if (slash != name.npos && slash + 1 < name.size() && name.substr(0, slash) == one->name())
            return routed(*one, name.substr(slash + 1));
    for (auto const& one : among.providers)
        if (one->owns(name)) return routed(*one, name);
    auto const book = models_.now();
    if (!book->find(usual->name(), name))
        for (auto const& one : among.providers)
            if (book->find(one->name(), name)) return routed(*one, name);
    return routed(*usual, name);
}

route router::routed(provider const& whom, std::string_view model) const {
    std::string own(model);
    auto facts = models_.find(whom.name(), own);
    auto can = whom.can(own);
    can.prefill = can.prefill && facts.prefill.value_or(true);
    can.tools = facts.tools.value_or(can.tools);
    auto const reads = facts.tokenizer.value_or(tokenizer_of(own));
    return {whom.name(), std::move(own), can, reads, std::move(facts)};
}

// The heavier, the likelier it comes first.
std::vector<std::size_t> router::endpoints_of(llm::fleet const& among, std::string_view provider) const {
    std::vector<std::pair<double, std::size_t>> drawn;
    for (std::size_t i = 0; i < among.providers.size(); ++i)
        if (among.providers[i]->name() == provider) drawn.emplace_back(0, i);
    if (drawn.size() > 1)
        for (auto& [key, i] : drawn) key = -std::log1p(-draw_()) / std::max(among.endpoints[i].weight, 1e-6);
    std::ranges::sort(drawn);
    std::vector<std::size_t> out;
    for (auto const& [key, i] : drawn) out.push_back(i);
    return out;
}

// By the sum of its prices: prompts and answers weigh about the same in money.
std::string router::cheapest(llm::fleet const& among, model_tier tier) const {
    std::string out;
    std::int64_t least = 0;
    auto const book = models_.now();
    for (auto const& [id, facts] : book->all()) {
        if (facts.tier != tier || !facts.costs) continue;
        auto const owner = id.substr(0, id.find('/'));
        bool const set_up = owner != "demo" && among.find(owner);
        auto const costs = facts.costs->input + facts.costs->output;
        if (!set_up || (!out.empty() && costs >= least)) continue;
        out = id;
        least = costs;
    }
    return out;
}

core::error router::offline(llm::fleet const& among) const {
    core::error out{core::errc::unavailable, "No model can be reached right now; try again shortly."};
    if (!config_.offline_message.empty()) out.message = config_.offline_message;
    out.retryable = true;
    out.retry_after_s = 60;
    auto const now = time_.now();
    for (std::size_t i = 0; i < among.providers.size(); ++i)
        if (auto const in = std::chrono::ceil<std::chrono::seconds>(among.desk.opens_in(i, now)); in.count() > 0)
            out.retry_after_s = std::min(*out.retry_after_s, static_cast<int>(in.count()));
    return out;
}

}  // namespace llm
