#pragma once

#include "api/call.hpp"

#include <cstdint>
#include <string>

namespace api {

// Whether the caller may still read a turn, asked before each delivery: what was shared with them may be withdrawn
// while they follow it. Looks into the store only after their access has changed. Make it before the first look.
class turn_access {
public:
    turn_access(call& c, std::string turn_id)
        : call_(c), turn_id_(std::move(turn_id)), version_(c.use.watch.version(c.who.user_id)) {}

    core::task<bool> holds();

private:
    call& call_;
    std::string turn_id_;
    std::uint64_t version_;
};

}  // namespace api
