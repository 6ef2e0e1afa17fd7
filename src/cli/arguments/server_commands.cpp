// The commands that run the server, talk to it and look after it.

#include "cli/arguments/parser.hpp"

namespace cli {

void parser::add_serve() {
    auto& sub = add(app, "serve", "Start the server.",
                    "  parlance serve\n"
                    "  parlance serve --port 9000 --data-dir /var/lib/parlance\n"
                    "  OPENAI_API_KEY_FILE=key.txt parlance serve");
    add_settings(sub);
    sub.callback([this] { chosen = serve_command{from}; });
}

void parser::add_chat() {
    auto& sub = add(app, "chat", "Talk to a running server, in the terminal or in a pipe.",
                    "  parlance chat\n"
                    "  parlance chat -c \"Why is the sky blue?\"\n"
                    "  parlance chat < question.txt > answer.txt\n"
                    "  parlance chat --conversation ID --model demo\n"
                    "  parlance chat --server https://chat.example.org --api-key-file key.txt");
    sub.add_option("-c,--command", chat.text, "Ask this once, and end")->type_name("TEXT");
    sub.add_option("--conversation", chat.conversation, "Go on with this conversation")->type_name("ID");
    sub.add_option("--model", chat.model, "The model that answers")->type_name("NAME");
    sub.add_option("--api-key-file", chat.api_key_file, "File with an API key, instead of PARLANCE_API_KEY")
        ->type_name("FILE");
    sub.add_option("--server", chat.server, "Address of the server, instead of HOST and PORT")->type_name("URL");
    add_files(sub);
    sub.callback([this] {
        chat.from = from;
        chosen = chat;
    });
}

void parser::add_config() {
    auto& config = add(app, "config", "Show and check the configuration.",
                       "  parlance config show                See each setting and where it came from\n"
                       "  parlance config check               Try it without starting");
    config.require_subcommand(1);
    auto& show = add(config, "show", "Print every setting, its value and its origin. Secrets are masked.", "");
    add_json(show);
    add_settings(show);
    show.callback([this] { chosen = config_show_command{from, as()}; });

    auto& check = add(config, "check", "Load the settings and try what they need, without starting.", "");
    add_json(check);
    add_settings(check);
    check.callback([this] { chosen = config_check_command{from, as()}; });

    auto& reference = add(config, "reference", "Print the reference of all settings, in Markdown.", "");
    reference.callback([this] { chosen = config_document_command{document::reference}; });
    auto& example = add(config, "example", "Print an example of an .env file.", "");
    example.callback([this] { chosen = config_document_command{document::env_example}; });
}

void parser::add_tools() {
    auto& doctor = add(app, "doctor", "Check everything the server needs; each failure comes with its remedy.",
                       "  parlance doctor\n  parlance doctor --json | jq '.checks[] | select(.status != \"ok\")'");
    add_json(doctor);
    add_settings(doctor);
    doctor.callback([this] { chosen = doctor_command{from, as()}; });

    auto& version = add(app, "version", "Print the version, the commit and the build.", "");
    add_json(version);
    version.callback([this] { chosen = version_command{as()}; });

    auto& shell = add(app, "completion", "Print a script that completes commands and flags in a shell.",
                      "  source <(parlance completion bash)\n"
                      "  parlance completion fish > ~/.config/fish/completions/parlance.fish");
    shell.add_option("shell", completion.shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->type_name("");
    shell.callback([this] { chosen = completion; });

    add(app, "help", "Print this help.", "");
}

}  // namespace cli
