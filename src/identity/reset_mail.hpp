#pragma once

#include "core/pool.hpp"
#include "core/settings.hpp"
#include "store/database.hpp"
#include "store/repositories/jobs.hpp"

#include <string>

namespace identity {

inline constexpr char const* reset_mail_job_kind = "password.reset_mail";

// Adds the job that mails a reset to that address. Whether an account has it is found out by the job, so that adding it
// takes the same time.
void add_reset_mail(store::connection& db, std::string const& email, core::timestamp now);

// Makes a reset for the job's address and mails it with MAIL_COMMAND, on a thread of `blocking`; does nothing where no
// active account has the address. Each attempt makes a token of its own: none is ever stored.
core::task<core::result<void>> send_reset_mail(store::database& db, core::clock const& clock,
                                               core::settings const& settings, core::pool& blocking,
                                               store::job_row const& job);

}  // namespace identity
