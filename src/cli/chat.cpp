#include "cli/chat.hpp"

#include "cli/chat/chat_client.hpp"
#include "cli/chat/input_line.hpp"
#include "cli/chat/terminal.hpp"
#include "cli/configuration.hpp"
#include "core/async.hpp"
#include "core/block_on.hpp"
#include "core/settings/read_sources.hpp"
#include "net/loops.hpp"

#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <csignal>
#include <iostream>
#include <iterator>

#include <unistd.h>

namespace cli {
namespace {

// One run of the command: what it talks to, and where the conversation stands. Lives on the main thread; only the
// coroutines run on the loop, while the main thread waits for them.
class chat_run {
public:
    chat_run(chat_command what, std::string server, std::string const& api_key)
        : server_(std::move(server)), has_key_(!api_key.empty()), http_(loops_), client_(http_, server_, api_key),
          conversation_(std::move(what.conversation)), model_(std::move(what.model)) {
        loops_.start();
    }

    // Asks and shows the answer. False when it failed.
    bool ask(std::string message, std::string regenerate = {});

    // Reads lines until the end.
    void talk();

    terminal& screen() { return terminal_; }

private:
    core::task<core::result<void>> converse(question what, answer_view& view);
    core::task<> stop_on_interrupt(answer_view& view);

    void obey(input_line const& line);
    void list();
    void open(std::string const& which);
    void rename(std::string const& title);
    void complain(core::error const& what);

    template <class T>
    T wait_for(core::task<T> work) {
        return core::block_on(loops_.context(0).get_executor(), std::move(work));
    }

    net::loops loops_{1};
    std::string server_;
    bool has_key_;
    net::http_client http_;
    chat_client client_;
    terminal terminal_;
    std::string conversation_, model_;
    std::string last_answer_;                        // the id of the message that /retry makes again
    std::vector<api::conversation_item> listed_;     // by the last /list
};

// The first Ctrl-C asks the server to stop, which ends the stream in good order; the second leaves at once.
core::task<> chat_run::stop_on_interrupt(answer_view& view) {
    boost::asio::signal_set interrupts(co_await core::asio::this_coro::executor, SIGINT);
    for (bool asked = false;; asked = true) {
        co_await interrupts.async_wait(core::asio::use_awaitable);
        if (asked || view.turn_id().empty()) ::_exit(128 + SIGINT);
        terminal_.note("stopping; Ctrl-C again leaves");
        auto const stopped = co_await client_.cancel(view.turn_id());
        if (!stopped) complain(stopped.error());
    }
}

core::task<core::result<void>> chat_run::converse(question what, answer_view& view) {
    core::task_group watch(co_await core::asio::this_coro::executor);
    core::spawn(watch, "interrupt", [this, &view] { return stop_on_interrupt(view); });
    auto show = [this](view_action const& action) { terminal_.act(action); };
    auto out = co_await client_.ask(std::move(what), view, std::move(show));
    watch.cancel();
    co_await watch.wait();
    co_return out;
}

bool chat_run::ask(std::string message, std::string regenerate) {
    answer_view view;
    auto const out = wait_for(converse({std::move(message), std::move(regenerate), conversation_, model_}, view));
    if (!view.conversation_id().empty()) conversation_ = view.conversation_id();
    if (!view.message_id().empty()) last_answer_ = view.message_id();
    terminal_.finish(view.text());
    if (out) return view.ended() && !view.failed();
    if (out.error().code == core::errc::unavailable && view.turn_id().empty())
        terminal_.complain(fmt::format("No server answers at {}: {}. Start one with `parlance serve`, or name another "
                                       "with --server.",
                                       server_, out.error().message));
    else complain(out.error());
    return false;
}

void chat_run::complain(core::error const& what) {
    if (what.code != core::errc::unauthorized) return terminal_.complain(what.message);
    constexpr auto how =
        "Make one on its page, under Settings, API keys, or beside the server with `parlance key create "
        "EMAIL --name terminal`. Give it in PARLANCE_API_KEY, or in a file with --api-key-file.";
    terminal_.complain(has_key_ ? fmt::format("{} does not take this API key: it may have expired, or been revoked. {}",
                                              server_, how)
                                : fmt::format("{} wants to know who asks: it needs an API key. {}", server_, how));
}

void chat_run::talk() {
    terminal_.note(fmt::format("{} - /help lists the commands", server_));
    std::string line;
    while (terminal_.read_line(line)) {
        auto const said = parse_input_line(line);
        if (said.what == input_line::kind::quit) return;
        obey(said);
    }
}

void chat_run::obey(input_line const& line) {
    switch (line.what) {
    case input_line::kind::nothing:
    case input_line::kind::quit:    return;
    case input_line::kind::message: ask(line.text); return;
    case input_line::kind::new_conversation:
        conversation_.clear();
        last_answer_.clear();
        return terminal_.note("a new conversation");
    case input_line::kind::model:
        model_ = line.text;
        return terminal_.note(model_.empty() ? "the default model answers" : model_ + " answers");
    case input_line::kind::list: return list();
    case input_line::kind::open: return open(line.text);
    case input_line::kind::retry:
        if (last_answer_.empty()) return terminal_.complain("There is no answer yet.");
        ask({}, last_answer_);
        return;
    case input_line::kind::title:   return rename(line.text);
    case input_line::kind::help:    return terminal_.print(chat_help);
    case input_line::kind::unknown: return terminal_.complain(line.text + " is no command. /help lists them.");
    }
}

void chat_run::list() {
    auto found = wait_for(client_.conversations());
    if (!found) return complain(found.error());
    listed_ = std::move(*found);
    int number = 0;
    for (auto const& each : listed_) terminal_.print(fmt::format("{:>3}  {}  {}\n", ++number, each.id, each.title));
    if (listed_.empty()) terminal_.note("no conversations yet");
}

void chat_run::open(std::string const& which) {
    if (which.empty()) return terminal_.complain("Say which: /open ID, or its number in /list.");
    auto const number = which.size() < 4 && which.find_first_not_of("0123456789") == which.npos ? std::stoul(which) : 0;
    if (which.size() < 4 && (number == 0 || number > listed_.size()))
        return terminal_.complain("There is no such number in the list. /list makes one.");
    conversation_ = number > 0 ? listed_[number - 1].id : which;
    last_answer_.clear();
    terminal_.note("going on with " + conversation_);
}

void chat_run::rename(std::string const& title) {
    if (conversation_.empty()) return terminal_.complain("There is no conversation yet: say something first.");
    if (title.empty()) return terminal_.complain("Say what: /title TEXT.");
    auto const done = wait_for(client_.rename(conversation_, title));
    if (!done) return complain(done.error());
    terminal_.note("renamed");
}

std::string read_all_input() {
    std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return text;
}

}  // namespace

int run_chat(chat_command const& what) {
    auto const key = core::read_api_key(what.api_key_file);
    if (!key) {
        std::cerr << key.error().message << '\n';
        return exit_failed;
    }
    auto server = what.server;
    if (server.empty()) {
        auto const loaded = load_configuration(what.from);
        if (!loaded) {
            std::cerr << loaded.error().message << '\n';
            return exit_failed;
        }
        server = core::server_url(loaded->values.server);
    }
    while (server.ends_with('/')) server.pop_back();

    chat_run run(what, server, *key);
    auto text = what.text;
    if (text.empty() && !run.screen().interactive()) {
        text = read_all_input();
        if (text.empty()) {
            run.screen().complain("There is nothing to ask: standard input is empty.");
            return exit_usage;
        }
    }
    if (!text.empty()) return run.ask(std::move(text)) ? exit_done : exit_failed;
    run.talk();
    return exit_done;
}

}  // namespace cli
