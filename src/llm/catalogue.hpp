#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "llm/router.hpp"

#include <chrono>
#include <vector>

namespace llm {

// The models that can be chosen: what every provider offers now. Thread-safe.
class catalogue {
public:
    // `over` and `time` must outlive it. Providers are asked again once their answers are older than `keep`.
    catalogue(router& over, core::clock const& time, std::chrono::seconds keep = std::chrono::seconds(30));

    // The default model first, even where its provider can't be asked, then the others in the order of their providers.
    // A provider that fails offers nothing for the moment; the router's health knows why.
    core::task<std::vector<model_info>> models();

private:
    struct cached {
        std::vector<model_info> models{};
        core::timestamp fresh_until{};
        std::uint64_t of = 0;  // the number of the fleet
    };

    core::task<> ask_from(fleet& among, std::size_t index, std::vector<std::vector<model_info>>& offers);
    core::task<> ask(fleet& among, std::size_t index, std::vector<model_info>& offer);

    router& router_;
    core::clock const& time_;
    std::chrono::seconds const keep_;
    core::guarded<cached> cached_;
};

}  // namespace llm
