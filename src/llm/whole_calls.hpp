#pragma once

#include "core/guarded.hpp"
#include "llm/router.hpp"
#include "llm/routing/retry_budget.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace llm {

// One attempt: asks the provider and returns what it counted, which may be nothing.
using whole_ask = std::function<core::task<core::result<core::usage>>(deadlines)>;

// Calls of providers whose reply comes as a whole: vectors, ranks. Meters every attempt, tries again where that may
// help, and keeps the health of the endpoint. Thread-safe; outlives its tasks.
class whole_calls {
public:
    // `over` outlives it: its meter, deadlines and health are used.
    explicit whole_calls(router& over, random_source draw) : router_(over), draw_(std::move(draw)) {}
    whole_calls(whole_calls const&) = delete;

    // Asks until an attempt succeeds or none is left; returns what was charged as used. `what` names the provider and
    // has our own count of the prompt, for where the provider counts nothing. `charges` gets one charge per attempt, in
    // their order. Errors are those of `ask` and the meter, and unavailable where the endpoint rests. Await it where it
    // is called: it borrows its arguments.
    core::task<core::result<core::usage>> make(metered_call const& what, std::vector<charge>& charges,
                                               whole_ask const& ask);

private:
    class attempt;
    class passage;

    core::task<core::result<core::usage>> try_once(fleet& among, metered_call const& what, std::vector<charge>& charges,
                                                   whole_ask const& ask, std::chrono::milliseconds left);

    router& router_;
    random_source draw_;
    core::guarded<retry_budget> budget_;
};

}  // namespace llm
