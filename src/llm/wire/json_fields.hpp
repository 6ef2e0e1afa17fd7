#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace llm {

// Fields of a provider's reply, read leniently: one of another type is as good as none.
boost::json::object const* object_in(boost::json::object const& fields, std::string_view name);
boost::json::array const* array_in(boost::json::object const& fields, std::string_view name);
std::string string_in(boost::json::object const& fields, std::string_view name);
bool true_in(boost::json::object const& fields, std::string_view name);

// A count of tokens: whole, never negative, never so large that sums of it overflow; 0 where there is none.
std::int64_t count_in(boost::json::object const& fields, std::string_view name);

}  // namespace llm
