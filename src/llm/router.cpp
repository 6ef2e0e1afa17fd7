#include "llm/router.hpp"

#include "core/random.hpp"
#include "llm/routing/retrying_stream.hpp"

#include <stdexcept>
#include <utility>

namespace llm {
namespace {

std::vector<std::string> names_of(std::vector<std::unique_ptr<provider>> const& providers) {
    std::vector<std::string> out;
    for (auto const& one : providers) out.push_back(one->name());
    return out;
}

}  // namespace

double draw_random() {
    std::uint32_t bits = 0;
    core::fill_random(&bits, sizeof bits);
    return bits / 4294967296.0;
}

router::router(std::vector<std::unique_ptr<provider>> providers, meter& ledger, router_config config,
               random_source draw)
    : providers_(std::move(providers)), meter_(ledger), config_(std::move(config)), draw_(std::move(draw)),
      health_(names_of(providers_)) {
    find(config_.default_provider);
}

router::~router() = default;

route router::resolve(std::string_view name) const {
    auto const routed = [](provider const& whom, std::string_view model) {
        std::string own(model);
        auto const can = whom.can(own);
        return route{whom.name(), std::move(own), can};
    };
    if (name.empty()) return routed(find(config_.default_provider), config_.default_model);
    auto const slash = name.find('/');
    for (auto const& one : providers_)
        if (slash != name.npos && slash + 1 < name.size() && name.substr(0, slash) == one->name())
            return routed(*one, name.substr(slash + 1));
    for (auto const& one : providers_)
        if (one->owns(name)) return routed(*one, name);
    return routed(find(config_.default_provider), name);
}

core::task<core::result<std::unique_ptr<routed_stream>>> router::open(routed_call call) {
    budget_.with([](auto& budget) { budget.add_request(); });
    core::result<void> started;
    for (std::size_t i = 0; i <= call.fallbacks.size(); ++i) {
        auto answers = resolve(i == 0 ? call.request.model : call.fallbacks[i - 1]);
        routing const with{find(answers.provider), meter_, config_, draw_, health_, budget_, counter_};
        auto out = std::make_unique<retrying_stream>(with, std::move(answers), call);
        started = co_await out->start();
        if (started) co_return out;
    }
    co_return started.error();
}

core::task<core::result<completed>> router::complete(routed_call call) {
    auto const opened = co_await open(std::move(call));
    if (!opened) co_return opened.error();
    completed out{.text = {}, .answered = (*opened)->answers()};
    for (;;) {
        auto const said = co_await (*opened)->read_some();
        if (!said) co_return said.error();
        if (said->empty()) co_return out;
        for (auto const& one : *said) {
            if (auto const* text = std::get_if<text_delta>(&one)) out.text += text->text;
            else if (auto const* usage = std::get_if<usage_delta>(&one)) out.tokens = usage->tokens;
            else if (auto const* finish = std::get_if<finish_delta>(&one)) out.why = finish->why;
        }
    }
}

// A default provider that isn't there is a mistake of whoever built the router, not of a caller.
provider& router::find(std::string_view name) const {
    for (auto const& one : providers_)
        if (one->name() == name) return *one;
    throw std::invalid_argument("the router has no provider named " + std::string(name));
}

}  // namespace llm
