#pragma once

#include <string>
#include <string_view>

namespace store {

// What a person typed, as an FTS5 query that finds rows with all of its words, the last one also as a prefix: each word
// is quoted, so that none of the query language's operators can be reached. Empty when there is no word in it.
std::string fts5_query(std::string_view text);

// The same text as a LIKE pattern (ESCAPE '\') that finds it anywhere.
std::string like_pattern(std::string_view text);

}  // namespace store
