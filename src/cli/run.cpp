#include "cli/run.hpp"

#include "cli/audit.hpp"
#include "cli/chat.hpp"
#include "cli/command_line.hpp"
#include "cli/completion.hpp"
#include "cli/configuration.hpp"
#include "cli/doctor.hpp"
#include "cli/key.hpp"
#include "cli/serve.hpp"
#include "cli/user.hpp"
#include "cli/version.hpp"
#include "core/settings/reference.hpp"

#include <cstdio>
#include <string_view>

namespace cli {
namespace {

// Data goes to standard output, what is said about it to standard error.
int print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (!text.ends_with('\n')) std::fputc('\n', stdout);
    return std::fflush(stdout) == 0 ? exit_done : exit_failed;
}

void complain(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    if (!text.ends_with('\n')) std::fputc('\n', stderr);
}

int report(std::vector<finding> const& all, output as) {
    print(show_findings(all, as));
    return exit_status(all);
}

int run(help_command const& what) { return print(what.text); }

int run(usage_error const& what) {
    complain(what.text);
    return exit_usage;
}

int run(serve_command const& what) { return run_serve(what); }
int run(chat_command const& what) { return run_chat(what); }
int run(user_command const& what) { return run_user(what); }
int run(audit_command const& what) { return run_audit(what); }
int run(key_command const& what) { return run_key(what); }

int run(config_show_command const& what) {
    auto const loaded = load_configuration(what.from);
    if (!loaded) {
        complain(loaded.error().message);
        return exit_failed;
    }
    for (auto const& each : loaded->warnings) complain(each);
    return print(show_configuration(*loaded, what.as));
}

int run(config_check_command const& what) { return report(run_config_check(what.from), what.as); }
int run(doctor_command const& what) { return report(run_doctor(what.from), what.as); }

int run(config_document_command const& what) {
    return print(what.which == document::reference ? core::settings_reference_markdown()
                                                   : core::settings_env_example());
}

int run(version_command const& what) { return print(version_text(what.as)); }
int run(completion_command const& what) { return print(completion_script(command_tree(), what.shell)); }

}  // namespace

int run(std::vector<std::string> arguments) {
    return std::visit([](auto const& what) { return run(what); }, parse_command_line(std::move(arguments)));
}

}  // namespace cli
