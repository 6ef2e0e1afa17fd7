#include "core/build_info.hpp"

// Defined for this file alone, so that a commit recompiles nothing else.
#ifndef PARLANCE_VERSION
#define PARLANCE_VERSION "0.0.0"
#define PARLANCE_COMMIT ""
#define PARLANCE_BUILD "development"
#define PARLANCE_COMPILER ""
#endif

namespace core {

build_info const& this_build() {
    static constexpr build_info info{PARLANCE_VERSION, PARLANCE_COMMIT, PARLANCE_COMPILER, PARLANCE_BUILD};
    return info;
}

}  // namespace core
