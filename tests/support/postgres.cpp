#include "support/postgres.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

namespace {

constexpr char const* programs = "/usr/lib/postgresql/15/bin/";

struct child {
    pid_t id;
    int output;   // what it writes to standard output and error
};

passwd const* unprivileged_user() {
    if (auto const* user = ::getpwnam("postgres")) return user;
    return ::getpwnam("nobody");
}

child run(std::string const& program, std::vector<std::string> arguments) {
    auto const path = programs + program;
    std::vector<char*> argv{const_cast<char*>(path.c_str())};
    for (auto& one : arguments) argv.push_back(one.data());
    argv.push_back(nullptr);
    passwd const* const user = ::geteuid() == 0 ? unprivileged_user() : nullptr;

    std::array<int, 2> ends;
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    auto const id = ::fork();
    if (id == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        if (user && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0))
            ::_exit(126);
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        ::setenv("LC_ALL", "C", 1);
        if (::chdir("/") == 0) ::execv(path.c_str(), argv.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    return {id, ends[0]};
}

// Reads until `wanted` has come or the program has closed its output.
std::string read_until(int output, std::string_view wanted) {
    std::string text;
    std::array<char, 4096> buffer;
    for (ssize_t got; text.find(wanted) == text.npos && (got = ::read(output, buffer.data(), buffer.size())) > 0;)
        text.append(buffer.data(), static_cast<std::size_t>(got));
    return text;
}

constexpr std::string_view never{"\0", 1};

}  // namespace

postgres::postgres() {
    if (::geteuid() == 0) {
        auto const* const user = unprivileged_user();
        if (!user || ::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0)
            throw std::runtime_error("no unprivileged user for PostgreSQL");
    }
    initialise();
    start();
}

postgres::~postgres() {
    ::kill(server_, SIGINT);   // a fast shutdown
    ::waitpid(server_, nullptr, 0);
    ::close(output_);
}

void postgres::initialise() {
    auto const program = run("initdb", {"--pgdata=" + (folder_.path() / "data").string(), "--username=test",
                                        "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"});
    auto const output = read_until(program.output, never);
    ::close(program.output);
    int status = 0;
    ::waitpid(program.id, &status, 0);
    if (status != 0) throw std::runtime_error("initdb: " + output);
}

void postgres::start() {
    // Errors of statements stay out of the log, so that the pipe never fills.
    auto const program = run("postgres", {"-D", (folder_.path() / "data").string(), "-k", folder_.path().string(), "-c",
                                          "listen_addresses=", "-c", "fsync=off", "-c", "log_min_messages=log", "-c",
                                          "shared_buffers=16MB", "-c", "autovacuum=off", "-c", "max_connections=10"});
    server_ = program.id;
    output_ = program.output;
    std::string_view const ready = "ready to accept connections";
    if (auto const output = read_until(output_, ready); output.find(ready) == output.npos) {
        ::waitpid(server_, nullptr, 0);
        ::close(output_);
        throw std::runtime_error("postgres: " + output);
    }
}

std::string postgres::connection_string() const {
    return "host=" + folder_.path().string() + " user=test dbname=postgres";
}

}  // namespace support
