#include "cli/version.hpp"

#include "core/build_info.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace cli {

std::string version_text(output as) {
    auto const& build = core::this_build();
    std::string const commit = *build.commit ? build.commit : "unknown";
    if (as == output::json)
        return boost::json::serialize(boost::json::object{
            {"version", build.version}, {"commit", commit}, {"build", build.kind}, {"compiler", build.compiler}});
    return fmt::format("parlance {} (commit {}, {} build, {})", build.version, commit, build.kind, build.compiler);
}

}  // namespace cli
