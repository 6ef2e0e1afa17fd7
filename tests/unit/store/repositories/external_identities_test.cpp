#include "store/repositories/external_identities.hpp"
#include "store/repositories/users.hpp"

#include "repository_test.hpp"

namespace store {
namespace {

class external_identities_test : public repository_test {
protected:
    external_identities_test() {
        db.run_script("INSERT INTO organisations (id, name, created_at) VALUES ('elsewhere', 'Elsewhere', 0);"
                      "INSERT INTO user_groups (id, organisation_id, name, created_at) VALUES"
                      " ('g-red', '" +
                      std::string(local_organisation_id) +
                      "', 'red', 0),"
                      " ('g-blue', '" +
                      std::string(local_organisation_id) +
                      "', 'blue', 0),"
                      " ('g-green', 'elsewhere', 'green', 0);"
                      "INSERT INTO group_members (group_id, user_id, source, created_at)"
                      " VALUES ('g-blue', '" +
                      stranger + "', 'local', 0)");
    }

    bool set(std::vector<std::string> const& names, std::string const& issuer = "https://id.example") {
        return external_identities::set_groups(db, issuer, stranger, local_organisation_id, names, now);
    }

    std::vector<std::string> groups() {
        std::vector<std::string> out;
        for (auto const& each : users::groups_of(db, stranger)) out.push_back(each.name);
        return out;
    }
};

using names = std::vector<std::string>;

TEST_F(external_identities_test, lead_to_one_user_by_issuer_and_subject) {
    external_identities::insert(db, {"https://id.example", "1"}, stranger, now);

    EXPECT_EQ(external_identities::user_of(db, {"https://id.example", "1"}), stranger);
    EXPECT_FALSE(external_identities::user_of(db, {"https://id.example", "2"}));
    EXPECT_FALSE(external_identities::user_of(db, {"https://other.example", "1"}));
    EXPECT_EQ(external_identities::of_user(db, stranger),
              (std::vector<external_identity>{{"https://id.example", "1"}}));
    EXPECT_THROW(external_identities::insert(db, {"https://id.example", "1"}, owner, now), constraint_violation);
}

TEST_F(external_identities_test, put_their_users_into_groups_that_exist_in_the_organisation) {
    EXPECT_TRUE(set({"red", "green", "unheard-of"}));
    EXPECT_EQ(groups(), (names{"blue", "red"}));
    EXPECT_FALSE(set({"red"})) << "nothing changed";
}

TEST_F(external_identities_test, take_back_only_what_they_gave) {
    set({"red", "blue"});
    set({"red"}, "https://other.example");

    EXPECT_TRUE(set({}));
    EXPECT_EQ(groups(), (names{"blue"})) << "given here";
    EXPECT_FALSE(set({}));
}

}  // namespace
}  // namespace store
