#include "cli/checks/finding.hpp"

#include "core/json_write.hpp"

#include <boost/describe/enum.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace cli {

BOOST_DESCRIBE_ENUM(verdict, ok, warning, failed)

namespace {

struct finding_row {
    std::string check;
    verdict status = verdict::ok;
    std::string detail;
    std::string remedy;
};
BOOST_DESCRIBE_STRUCT(finding_row, (), (check, status, detail, remedy))
auto rules(finding_row const*) { return core::fields(core::omit_empty(&finding_row::remedy)); }

struct findings_report {
    bool ok = true;
    std::vector<finding_row> checks;
};
BOOST_DESCRIBE_STRUCT(findings_report, (), (ok, checks))

char const* mark(verdict how) {
    switch (how) {
    case verdict::ok:      return "ok     ";
    case verdict::warning: return "warning";
    case verdict::failed:  return "FAILED ";
    }
    return "FAILED ";
}

}  // namespace

std::string show_findings(std::vector<finding> const& all, output as) {
    if (as == output::json) {
        findings_report report{exit_status(all) == exit_done, {}};
        for (auto const& each : all) report.checks.push_back({each.check, each.how, each.detail, each.remedy});
        return core::write_json(report) + "\n";
    }
    std::string out;
    for (auto const& each : all) {
        out += fmt::format("{}  {:<14} {}\n", mark(each.how), each.check, each.detail);
        if (!each.remedy.empty()) out += fmt::format("         {:<14} {}\n", "", each.remedy);
    }
    return out;
}

int exit_status(std::vector<finding> const& all) {
    bool const failed = std::ranges::find(all, verdict::failed, &finding::how) != all.end();
    return failed ? exit_failed : exit_done;
}

}  // namespace cli
