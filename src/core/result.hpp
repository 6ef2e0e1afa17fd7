#pragma once

#include "core/error.hpp"

#include <boost/system/result.hpp>

#include <stdexcept>

namespace core {

// A value, or the expected failure that stands in its place. Faults (a broken socket, a bug) are exceptions instead.
template <class T>
using result = boost::system::result<T, error>;

// Thrown by result::value() on a failure: reaching it is a bug, so it is a fault.
struct bad_result : std::logic_error {
    explicit bad_result(error const& e) : std::logic_error("unchecked failure: " + e.message) {}
};

[[noreturn]] inline void throw_exception_from_error(error const& e, boost::source_location const&) {
    throw bad_result(e);
}

}  // namespace core
