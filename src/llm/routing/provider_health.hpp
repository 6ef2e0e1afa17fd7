#pragma once

#include "core/error.hpp"
#include "core/guarded.hpp"

#include <optional>
#include <string>
#include <vector>

namespace llm {

struct provider_status {
    std::string name;
    bool reachable = true;                     // until a call shows otherwise
    std::optional<core::errc> last_failure{};  // of the latest call, if that failed

    bool operator==(provider_status const&) const = default;
};

// What the latest call to each provider showed. Thread-safe.
class provider_health {
public:
    explicit provider_health(std::vector<std::string> names);

    void succeeded(std::string const& name);
    // A refusal of one request says that the provider is there; silence, or a refused key, that it is of no use now.
    void failed(std::string const& name, core::errc why);

    std::vector<provider_status> status() const;

private:
    void set(std::string const& name, bool reachable, std::optional<core::errc> why);

    core::guarded<std::vector<provider_status>> all_;
};

}  // namespace llm
