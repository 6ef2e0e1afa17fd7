#include "llm/routing/provider_health.hpp"

namespace llm {
namespace {

std::vector<provider_status> fresh(std::vector<std::string> names) {
    std::vector<provider_status> out;
    for (auto& name : names) out.push_back({.name = std::move(name)});
    return out;
}

}  // namespace

provider_health::provider_health(std::vector<std::string> names) : all_(fresh(std::move(names))) {}

void provider_health::succeeded(std::string const& name) { set(name, true, std::nullopt); }

void provider_health::failed(std::string const& name, core::errc why) {
    using enum core::errc;
    set(name, why != upstream_failed && why != timeout && why != unauthorized, why);
}

std::vector<provider_status> provider_health::status() const {
    return all_.with([](auto const& all) { return all; });
}

void provider_health::set(std::string const& name, bool reachable, std::optional<core::errc> why) {
    all_.with([&](auto& all) {
        for (auto& one : all)
            if (one.name == name) one = {name, reachable, why};
    });
}

}  // namespace llm
