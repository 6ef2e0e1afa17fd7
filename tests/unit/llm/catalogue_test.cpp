#include "llm/catalogue.hpp"

#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "unit/llm/scripted_provider.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

llm::model_info model(std::string provider, std::string name) {
    return {.id = provider + "/" + name, .name = name, .provider = provider};
}

class catalogue : public testing::Test {
protected:
    catalogue() {
        auto first = std::make_unique<support::scripted_provider>("acme", std::deque<support::attempt_script>{});
        auto second = std::make_unique<support::scripted_provider>("beta", std::deque<support::attempt_script>{});
        acme = first.get();
        beta = second.get();
        std::vector<std::unique_ptr<llm::provider>> providers;
        providers.push_back(std::move(first));
        providers.push_back(std::move(second));
        routes.emplace(std::move(providers), meter, known,
                       llm::router_config{.default_provider = "beta", .default_model = "large"});
        models.emplace(*routes, time, 30s);
    }

    std::vector<std::string> ids() {
        std::vector<std::string> out;
        for (auto const& one : support::run(models->models())) out.push_back(one.id);
        return out;
    }

    llm::unlimited_meter meter;
    llm::known_models known;
    support::manual_clock time;
    support::scripted_provider* acme;
    support::scripted_provider* beta;
    std::optional<llm::router> routes;
    std::optional<llm::catalogue> models;
};

TEST_F(catalogue, joins_what_all_providers_offer_with_the_default_first) {
    acme->list = {model("acme", "a"), model("acme", "b")};
    beta->list = {model("beta", "small"), model("beta", "large")};

    EXPECT_EQ(ids(), (std::vector<std::string>{"beta/large", "acme/a", "acme/b", "beta/small"}));
}

TEST_F(catalogue, goes_on_without_a_provider_that_fails_and_remembers_it) {
    acme->list = {model("acme", "a")};
    beta->list_failure = core::error{core::errc::timeout};

    EXPECT_EQ(ids(), (std::vector<std::string>{"beta/large", "acme/a"}));
    EXPECT_FALSE(routes->status().at(1).reachable);
    EXPECT_TRUE(routes->status().at(0).reachable);
}

TEST_F(catalogue, asks_again_only_after_a_while) {
    ids();
    time.advance(29s);
    ids();
    EXPECT_EQ(acme->listed, 1);

    time.advance(1s);
    ids();
    EXPECT_EQ(acme->listed, 2);
}

}  // namespace
