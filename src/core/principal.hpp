#pragma once

#include <boost/describe/class.hpp>

#include <string>

namespace core {

// Who a request acts for. A value: copied into the turn, so that it outlives the connection.
struct principal {
    std::string user_id;
    std::string organisation_id;
    std::string tier = "enterprise";
    bool admin = false;

    bool operator==(principal const&) const = default;
};
BOOST_DESCRIBE_STRUCT(principal, (), (user_id, organisation_id, tier, admin))

}  // namespace core
