#pragma once

#include "cli/commands.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace cli {

enum class verdict : std::uint8_t { ok, warning, failed };

// What one check found. `remedy` says what to do, where something is to be done.
struct finding {
    std::string check;
    verdict how = verdict::ok;
    std::string detail;
    std::string remedy{};
};

// One line per finding, with its remedy below; or {"ok": …, "checks": […]}.
std::string show_findings(std::vector<finding> const& all, output as);

// exit_failed when a check failed; warnings do not count.
int exit_status(std::vector<finding> const& all);

}  // namespace cli
