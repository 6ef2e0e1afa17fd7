#include "core/log.hpp"

#include "core/log_line.hpp"

#include <atomic>
#include <cerrno>

#include <unistd.h>

namespace core {
namespace {

struct log_state {
    std::atomic<level> minimum{level::info};
    std::atomic<log_format> format{log_format::text};
    std::atomic<int> descriptor{STDERR_FILENO};
};
constinit log_state state;

// One write, so that the lines of two threads never mix. What is left after a short write follows; a line that a full,
// non-blocking pipe does not take is dropped, because logging must not stop the program.
void write_line(int descriptor, std::string_view line) {
    while (!line.empty()) {
        auto const written = ::write(descriptor, line.data(), line.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        line.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

void configure_log(level minimum, log_format format) {
    state.minimum = minimum;
    state.format = format;
    state.descriptor = STDOUT_FILENO;
}

bool log_enabled(level at) { return at >= state.minimum.load(std::memory_order_relaxed); }

void log(level at, std::string_view name, std::string_view message, std::initializer_list<field> fields) {
    if (!log_enabled(at)) return;
    thread_local std::string line;   // keeps its memory from line to line
    line.clear();
    append_log_line(line, state.format, {system_clock().now(), at, name, message, fields});
    write_line(state.descriptor, line);
}

}  // namespace core
