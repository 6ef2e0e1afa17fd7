#include "core/log.hpp"

#include <cstdio>

namespace core {

void configure_log(level, log_format) {}
bool log_enabled(level) { return true; }
void log(level, std::string_view name, std::string_view message, std::initializer_list<field>) {
    std::fprintf(stderr, "%.*s: %.*s\n", int(name.size()), name.data(), int(message.size()), message.data());
}

}  // namespace core
