#include "observe/process_metrics.hpp"

#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace observe {
namespace {

core::gauge plain(core::metrics& registry, char const* name, char const* help) {
    return registry.gauges(name, help).at({});
}

double seconds(timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double open_files() {
    std::error_code ec;
    std::size_t count = 0;
    for (std::filesystem::directory_iterator each("/proc/self/fd", ec), end; !ec && each != end; each.increment(ec))
        ++count;
    return count > 0 ? static_cast<double>(count - 1) : 0;   // one is the listing itself
}

}  // namespace

process_metrics::process_metrics(core::metrics& registry)
    : resident_(plain(registry, "process_resident_memory_bytes", "Memory in use.")),
      open_files_(plain(registry, "process_open_fds", "Open file descriptors.")),
      open_files_max_(plain(registry, "process_max_fds", "The most file descriptors that may be open.")),
      cpu_(plain(registry, "process_cpu_seconds", "Processor time used.")) {}

void process_metrics::refresh() {
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    if (statm >> pages >> pages) resident_.set(pages * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    open_files_.set(open_files());
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) open_files_max_.set(static_cast<double>(limit.rlim_cur));
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0) cpu_.set(seconds(usage.ru_utime) + seconds(usage.ru_stime));
}

}  // namespace observe
