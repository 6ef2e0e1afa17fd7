#include "matrix_cast.hpp"

#include "core/digest.hpp"
#include "core/id.hpp"
#include "core/random.hpp"
#include "identity/api_key_text.hpp"
#include "identity/passwords.hpp"
#include "identity/session_cookie.hpp"
#include "store/local_user.hpp"
#include "store/repositories/api_keys.hpp"
#include "store/repositories/budgets.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/groups.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/organisations.hpp"
#include "store/repositories/prompts.hpp"
#include "store/repositories/sessions.hpp"
#include "store/repositories/turns.hpp"
#include "store/repositories/users.hpp"
#include "store/sqlite/transaction.hpp"
#include "support/page_session.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace negative {

using store::share;

namespace {

class stage {
public:
    stage(store::connection& db, core::timestamp now) : db_(db), now_(now) {}

    std::string organisation() {
        auto const id = core::new_id(now_);
        store::organisations::insert(db_, {.id = id, .name = "Elsewhere", .created_at = now_});
        return id;
    }

    store::user_row user(std::string organisation, core::role role = core::role::user) {
        static auto const hash = identity::hash_password(support::usual_password);
        store::user_row row{.id = core::new_id(now_), .organisation_id = std::move(organisation), .name = "Somebody"};
        row.email = row.id + "@example.org";
        row.password_hash = hash;
        row.role = role;
        row.tier = "enterprise";
        row.created_at = row.updated_at = now_;
        store::users::insert(db_, row);
        return row;
    }

    // Returns the cookie's secret.
    std::string session(std::string const& user_id, std::string* id = nullptr) {
        auto const secret = core::random_secret(32);
        store::session_row row{.id = core::new_id(now_), .user_id = user_id, .secret_hash = core::sha256_hex(secret)};
        row.created_at = row.last_used_at = now_;
        row.expires_at = now_ + std::chrono::hours(1);
        store::sessions::insert(db_, row);
        if (id) *id = row.id;
        return secret;
    }

    // What a page sends that is signed in.
    support::extra_fields page(std::string const& user_id) {
        auto const secret = session(user_id);
        return {{"Cookie", "parlance_session=" + secret},
                {"Origin", "http://localhost"},
                {"X-CSRF-Token", identity::csrf_token(secret)}};
    }

    // Returns the key itself.
    std::string key(store::user_row const& user, std::vector<std::string> const& scopes, std::string* id = nullptr) {
        auto const text = identity::new_api_key();
        store::api_key_row row{.id = core::new_id(now_), .organisation_id = user.organisation_id, .user_id = user.id};
        row.name = "key";
        row.prefix = text.prefix;
        row.secret_hash = core::sha256_hex(text.whole);
        row.scopes = boost::json::serialize(boost::json::array(scopes.begin(), scopes.end()));
        row.created_at = now_;
        store::api_keys::insert(db_, row);
        if (id) *id = row.id;
        return text.whole;
    }

    std::string group(std::string const& member) {
        auto const id = core::new_id(now_);
        store::groups::insert(
            db_, {.id = id, .organisation_id = store::local_organisation_id, .name = id, .created_at = now_});
        store::groups::add_member(db_, id, store::local_organisation_id, member, now_);
        return id;
    }

    void grant(std::string const& conversation, store::grantee_kind kind, std::string const& id, share may,
               std::string const& owner) {
        store::conversation_grants::put(db_, {conversation, kind, id, may, owner, now_});
    }

private:
    store::connection& db_;
    core::timestamp now_;
};

void add_conversation(store::connection& db, scene& out, std::string const& owner, core::timestamp now) {
    auto const id = core::new_id(now), question = core::new_id(now), turn = core::new_id(now);
    store::conversations::insert(
        db, {.id = id, .user_id = owner, .head_message_id = question, .created_at = now, .updated_at = now});
    store::message_row message{.id = question, .conversation_id = id, .role = "user", .content = "hello"};
    message.created_at = now;
    store::messages::insert(db, message);
    store::turns::insert(db, {.id = turn,
                              .user_id = owner,
                              .conversation_id = id,
                              .user_message_id = question,
                              .message_id = question,
                              .state = store::turn_state::done,
                              .created_at = now});
    out.ids["{conversation}"] = id;
    out.ids["{message}"] = question;
    out.ids["{turn}"] = turn;
}

// Not shared: nobody else's.
void add_prompt(store::connection& db, scene& out, std::string const& owner, core::timestamp now) {
    auto const id = core::new_id(now);
    store::prompts::insert(db, {.id = id, .user_id = owner, .name = "prompt", .created_at = now, .updated_at = now});
    store::prompts::add_version(db, {.prompt_id = id,
                                     .body = R"({"role":"You are {{who}}.","variables":[{"name":"who"}]})",
                                     .created_by = owner,
                                     .created_at = now});
    out.ids["{prompt}"] = id;
}

void add_budget(store::connection& db, scene& out, core::timestamp now) {
    store::budget_row row{.id = core::new_id(now), .organisation_id = store::local_organisation_id};
    row.subject_id = out.ids["{companion}"];
    row.amount = 1'000'000;
    row.created_at = row.updated_at = now;
    store::budgets::insert(db, row);
    out.ids["{budget}"] = row.id;
}

}  // namespace

std::vector<player> const& all_players() {
    using enum core::role;
    static std::vector<player> const all{
        {.name = "nobody", .by = comes_by::nothing},
        {.name = "owner", .may = share::own},
        {.name = "owners_key", .by = comes_by::key, .may = share::own},
        {.name = "restricted_key", .by = comes_by::key, .may = share::own, .scopes = {"models"}, .header = "x-api-key"},
        {.name = "chat_key", .by = comes_by::key, .may = share::own, .scopes = {"chat"}, .header = "api-key"},
        {.name = "colleague"},
        {.name = "reader", .may = share::read},
        {.name = "group_member", .may = share::read, .by_group = true},
        {.name = "writer", .may = share::write},
        {.name = "auditor", .role = auditor},
        {.name = "admin", .role = admin},
        {.name = "admins_key", .by = comes_by::key, .role = admin, .scopes = {"admin"}},
        {.name = "admins_key_of_all_scopes", .by = comes_by::key, .role = admin},
        {.name = "admin_elsewhere", .role = admin, .same_organisation = false},
        {.name = "auditor_elsewhere", .role = auditor, .same_organisation = false},
        {.name = "suspended_writer", .may = share::write, .suspended = true},
        {.name = "suspended_admins_key", .by = comes_by::key, .role = admin, .suspended = true, .scopes = {"admin"}},
    };
    return all;
}

scene set_scene(store::connection& db, player const& who, bool deleted) {
    auto const now = core::system_clock().now();
    store::transaction on(db, store::transaction::kind::write);
    stage make(db, now);
    scene out;
    auto const home = store::local_organisation_id;
    auto const owner = make.user(home, who.owns() ? who.role : core::role::user);
    auto const caller = who.owns() ? owner : make.user(who.same_organisation ? home : make.organisation(), who.role);

    add_conversation(db, out, owner.id, now);
    out.ids["{companion}"] = make.user(home).id;
    out.ids["{colleague}"] = make.user(home).id;
    out.ids["{group}"] = make.group(out.ids["{companion}"]);
    out.ids["{new}"] = core::new_id(now);
    add_budget(db, out, now);
    add_prompt(db, out, owner.id, now);
    make.key(owner, {}, &out.ids["{key}"]);
    make.session(owner.id, &out.ids["{session}"]);
    make.grant(out.ids["{conversation}"], store::grantee_kind::user, out.ids["{companion}"], share::read, owner.id);
    if (who.may && !who.owns()) {
        auto const kind = who.by_group ? store::grantee_kind::group : store::grantee_kind::user;
        auto const grantee = who.by_group ? make.group(caller.id) : caller.id;
        make.grant(out.ids["{conversation}"], kind, grantee, *who.may, owner.id);
    }
    if (deleted) store::conversations::soft_delete(db, out.ids["{conversation}"], owner.id, now);

    out.owners_credentials = make.page(owner.id);
    if (who.by == comes_by::cookie) {
        out.credentials = make.page(caller.id);
    } else if (who.by == comes_by::key) {
        bool const bearer = who.header == std::string_view("Authorization");
        out.credentials = {{who.header, (bearer ? "Bearer " : "") + make.key(caller, who.scopes)}};
    }
    if (who.suspended) store::users::update(db, caller.id, {.status = store::user_status::suspended}, now);
    on.commit();
    return out;
}

}  // namespace negative
