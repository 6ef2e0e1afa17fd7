#pragma once

#include <boost/describe/enum.hpp>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <cstdint>

namespace identity {

// What a tier opens besides models: `api_keys`, to make them and to come in with one; `sharing`, to share a
// conversation with others.
enum class feature : std::uint8_t { api_keys, sharing };
BOOST_DESCRIBE_ENUM(feature, api_keys, sharing)

inline char const* to_string(feature what) { return boost::describe::enum_to_string(what, ""); }

}  // namespace identity
