#include "identity/mail_command.hpp"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace identity {

namespace {

using steady = std::chrono::steady_clock;

core::error failed(std::string const& what) { return {core::errc::upstream_failed, "The mail command " + what + "."}; }

std::string one_line(std::string text) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return text;
}

int milliseconds_until(steady::time_point end) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(end - steady::now()).count();
    return left > 0 ? static_cast<int>(left) : 0;
}

class descriptor {
public:
    explicit descriptor(int value) : value_(value) {}
    descriptor(descriptor const&) = delete;
    ~descriptor() { close(); }
    int get() const { return value_; }
    void close() {
        if (value_ >= 0) ::close(value_);
        value_ = -1;
    }

private:
    int value_;
};

// Starts the program with `input` as its standard input and nothing else of ours; its output goes nowhere.
core::result<pid_t> start(std::vector<std::string> words, int input) {
    std::vector<char*> arguments;
    for (auto& each : words) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    // A mail program needs to be found and to speak a language; our own environment holds secrets.
    std::string path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    std::string language = "LC_ALL=C.UTF-8";
    std::array<char*, 3> surroundings{path.data(), language.data(), nullptr};
    pid_t child = 0;
    int const code = posix_spawnp(&child, arguments.front(), &files, &how, arguments.data(), surroundings.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (code != 0) return failed("can't be started");
    return child;
}

// A socket and no pipe, because only on a socket a reader that is gone is no signal.
void write_all(int to, std::string_view text, steady::time_point end) {
    while (!text.empty()) {
        pollfd ready{.fd = to, .events = POLLOUT, .revents = 0};
        if (poll(&ready, 1, milliseconds_until(end)) <= 0) return;
        auto const sent = ::send(to, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent <= 0) return;   // its exit status will tell
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

core::result<void> wait_for(pid_t child, steady::time_point end) {
    descriptor const process(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    pollfd over{.fd = process.get(), .events = POLLIN, .revents = 0};
    bool const late = process.get() < 0 || poll(&over, 1, milliseconds_until(end)) <= 0;
    if (late) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (late) return failed("took too long");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    if (WIFEXITED(status)) return failed(fmt::format("ended with status {}", WEXITSTATUS(status)));
    return failed("was ended by a signal");
}

}  // namespace

std::vector<std::string> command_words(std::string_view line) {
    std::vector<std::string> out;
    bool within = false;
    char quote = 0;
    for (char const c : line) {
        if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? char(0) : c;
            if (!within) out.emplace_back();
            within = true;
        } else if (!quote && (c == ' ' || c == '\t')) {
            within = false;
        } else {
            if (!within) out.emplace_back();
            within = true;
            out.back() += c;
        }
    }
    if (quote) return {};
    return out;
}

std::string letter_text(mail const& letter) {
    return fmt::format("To: {}\nSubject: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                       "Content-Transfer-Encoding: 8bit\nAuto-Submitted: auto-generated\n\n{}",
                       one_line(letter.to), one_line(letter.subject), letter.text);
}

core::result<void> run_mail_command(std::string const& line, mail const& letter, std::chrono::milliseconds deadline) {
    auto words = command_words(line);
    if (words.empty()) return failed("is empty or has an open quote");
    auto const end = steady::now() + deadline;
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return failed("can't be given a letter");
    descriptor ours(ends[0]);
    descriptor theirs(ends[1]);
    auto const child = start(std::move(words), theirs.get());
    theirs.close();
    if (!child) return child.error();
    write_all(ours.get(), letter_text(letter), end);
    ours.close();
    return wait_for(*child, end);
}

}  // namespace identity
