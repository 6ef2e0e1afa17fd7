#pragma once

namespace core {

// What this binary was made from. `commit` is short, and empty where it was not built from a checkout.
struct build_info {
    char const* version;
    char const* commit;
    char const* compiler;
    char const* kind;   // "release", "development", or the sanitizers
};

build_info const& this_build();

}  // namespace core
