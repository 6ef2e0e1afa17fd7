#pragma once

#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <span>

namespace store::limit_changes {

// Part of every change of a tier or a budget, in its transaction.
void raise(connection& db);

// Another number than before: something changed since.
std::int64_t version(connection& db);

std::span<statement const> statements();

}  // namespace store::limit_changes
