#include "store/repositories/oidc_flows.hpp"

#include "repository_test.hpp"

namespace store {
namespace {

class oidc_flows_test : public repository_test {
protected:
    oidc_flow_row const flow{.state_hash = "state",
                             .browser_hash = "browser",
                             .provider = "sso",
                             .nonce = "n",
                             .verifier = "v",
                             .return_to = "/c/1",
                             .created_at = now,
                             .expires_at = now + std::chrono::minutes(10)};
};

TEST_F(oidc_flows_test, are_found_by_their_own_browser_and_provider_only) {
    oidc_flows::insert(db, flow);

    EXPECT_EQ(oidc_flows::find(db, "state", "browser", "sso", now), flow);
    EXPECT_FALSE(oidc_flows::find(db, "other", "browser", "sso", now));
    EXPECT_FALSE(oidc_flows::find(db, "state", "other", "sso", now));
    EXPECT_FALSE(oidc_flows::find(db, "state", "browser", "other", now));
    EXPECT_FALSE(oidc_flows::find(db, "state", "browser", "sso", flow.expires_at));
}

TEST_F(oidc_flows_test, end_once) {
    oidc_flows::insert(db, flow);

    EXPECT_TRUE(oidc_flows::remove(db, "state"));
    EXPECT_FALSE(oidc_flows::remove(db, "state"));
    EXPECT_FALSE(oidc_flows::find(db, "state", "browser", "sso", now));
}

TEST_F(oidc_flows_test, are_purged_when_they_expired) {
    oidc_flows::insert(db, flow);

    EXPECT_EQ(oidc_flows::purge(db, now), 0);
    EXPECT_EQ(oidc_flows::purge(db, flow.expires_at), 1);
}

}  // namespace
}  // namespace store
