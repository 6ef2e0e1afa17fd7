#include "identity/reset_mail.hpp"

#include "core/async.hpp"
#include "core/id.hpp"
#include "identity/account_changes.hpp"
#include "identity/mail_command.hpp"
#include "store/repositories/users.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace identity {

namespace {

namespace json = boost::json;

std::string address_of(store::job_row const& job) {
    auto const payload = json::parse(job.payload);
    return std::string(payload.as_object().at("email").as_string());
}

// The token stands behind the # of the link: that part of an address is never sent, so no log has it.
std::string text_of(core::settings const& settings, std::string const& token) {
    auto url = settings.server.public_url;
    while (url.ends_with('/')) url.pop_back();
    auto const how =
        url.empty() ? fmt::format("Open the page, choose \"Forgot password\", and enter this token:\n\n  {}", token)
                    : fmt::format("Choose a new password here:\n\n  {}/reset#token={}", url, token);
    return fmt::format(
        "Somebody asked for a new password for your account of {}.\n\n{}\n\n"
        "It can be used once, for one hour. If it was not you, do nothing: your password is as it was.\n",
        settings.app.name, how);
}

}  // namespace

void add_reset_mail(store::connection& db, std::string const& email, core::timestamp now) {
    store::jobs::add(db, {.id = core::new_id(now),
                          .kind = reset_mail_job_kind,
                          .payload = json::serialize(json::object{{"email", email}}),
                          .run_at = now,
                          .attempts_max = 3,
                          .created_at = now});
}

core::task<core::result<void>> send_reset_mail(store::database& db, core::clock const& clock,
                                               core::settings const& settings, core::pool& blocking,
                                               store::job_row const& job) {
    auto const email = address_of(job);
    auto const now = clock.now();
    auto make = [&](store::connection& on) -> core::result<std::string> {
        auto const user = store::users::find_by_email(on, email);
        if (!user || user->status != store::user_status::active) return std::string();
        auto reset = make_reset(on, user->id, user->organisation_id, {.kind = "system"}, now);
        if (!reset) return reset.error();
        return std::move(reset->token);
    };
    auto const token = co_await db.write(std::move(make));
    if (!token) co_return token.error();
    if (token->empty()) co_return core::result<void>();
    mail const letter{.to = email,
                      .subject = fmt::format("{}: a new password", settings.app.name),
                      .text = text_of(settings, *token)};
    auto send = [&] { return run_mail_command(settings.access.mail_command, letter); };
    co_return co_await core::offload(blocking, std::move(send));
}

}  // namespace identity
