#include "llm/catalogue.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <iterator>

namespace llm {

catalogue::catalogue(router& over, core::clock const& time, std::chrono::seconds keep)
    : router_(over), time_(time), keep_(keep) {}

core::task<std::vector<model_info>> catalogue::models() {
    auto const now = time_.now();
    auto known = cached_.with([](auto const& cache) { return cache; });
    auto const among = router_.fleet();
    if (now < known.fresh_until && known.of == among->number) co_return known.models;

    std::vector<std::vector<model_info>> offers(among->providers.size());
    co_await ask_from(*among, 0, offers);
    std::vector<model_info> all;
    for (auto& offer : offers) std::ranges::move(offer, std::back_inserter(all));

    auto const usual = router_.resolve({});
    model_info first{
        .id = usual.provider + "/" + usual.model, .name = usual.model, .provider = usual.provider, .can = usual.can};
    auto const listed = std::ranges::find(all, first.id, &model_info::id);
    if (listed == all.end()) all.insert(all.begin(), std::move(first));
    else std::rotate(all.begin(), listed, listed + 1);

    cached_.with([&](auto& cache) { cache = {all, now + keep_, among->number}; });
    co_return all;
}

// Asks the providers from `index` on, all at the same time.
core::task<> catalogue::ask_from(fleet& among, std::size_t index, std::vector<std::vector<model_info>>& offers) {
    using namespace core::asio::experimental::awaitable_operators;
    if (index == offers.size()) co_return;
    co_await (ask(among, index, offers[index]) && ask_from(among, index + 1, offers));
}

// Of several endpoints of one provider the first is asked.
core::task<> catalogue::ask(fleet& among, std::size_t index, std::vector<model_info>& offer) {
    auto& whom = *among.providers[index];
    if (among.find(whom.name()).get() != &whom) co_return;
    auto answer = co_await whom.models();
    among.desk.heard(whom.name(), answer ? std::nullopt : std::optional(answer.error().code));
    if (answer) offer = std::move(*answer);
}

}  // namespace llm
