#pragma once

#include "store/statement.hpp"

#include <vector>

namespace store {

// Every statement of every repository, so that a test can prepare each against both databases.
std::vector<statement> all_statements();

}  // namespace store
