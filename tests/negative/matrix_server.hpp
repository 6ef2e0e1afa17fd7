#pragma once

#include "matrix_requests.hpp"
#include "statement_recorder.hpp"

#include "support/test_application.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace negative {

// One server with accounts for all tests of a suite. Scenes are set in its database from beside it.
class matrix_server : public testing::TestWithParam<api::route> {
public:
    static void SetUpTestSuite();
    static void TearDownTestSuite();

protected:
    // Each request comes from an address of its own: whoever tries often from one is told to wait.
    static support::extra_fields from_somewhere(support::extra_fields fields);
    static std::string lines(support::extra_fields const& fields);

    // The reply; of a stream and of a socket what their beginning shows.
    static support::api_reply send(api::route const& row, request_text const& what,
                                   support::extra_fields const& credentials);

    // What answers, with the statements that ran meanwhile. The server's own come and go: see same_statements().
    struct traced {
        std::string answer;
        std::vector<std::string> statements;
    };
    // Does the one and the other until both ran the same statements, at most a few times. What is begun and goes on by
    // itself is compared as far as its first transaction.
    enum class compared { whole, first_transaction };
    template <class One, class Other>
    static std::pair<traced, traced> both(One one, Other other, compared what = compared::whole) {
        std::pair<traced, traced> out;
        for (int tries = 0; tries < 5; ++tries) {
            out = {trace(one), trace(other)};
            if (what == compared::first_transaction)
                for (auto* each : {&out.first.statements, &out.second.statements})
                    each->erase(std::ranges::find(*each, "COMMIT"), each->end());
            if (out.first.statements == out.second.statements) break;
        }
        return out;
    }
    static void expect_equal(std::pair<traced, traced> const& what);

    inline static std::unique_ptr<statement_recorder> recorder;
    inline static std::unique_ptr<support::test_application> server;
    inline static std::unique_ptr<store::connection> db;
    inline static std::size_t cases = 0, equal_pairs = 0;

private:
    template <class Work>
    static traced trace(Work work) {
        recorder->start();
        auto answer = work();
        return {std::move(answer), recorder->stop()};
    }
};

// Status and body, without what is new in each.
std::string told_by(support::api_reply const& reply);

}  // namespace negative
