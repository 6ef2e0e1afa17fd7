#pragma once

namespace core {

// True when this descriptor is a terminal that a person looks at.
bool is_terminal(int descriptor);

// Whether to colour what goes there: a terminal, TERM is not dumb, and NO_COLOR is empty.
bool wants_colour(int descriptor);

}  // namespace core
