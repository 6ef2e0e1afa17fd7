#include "cli/checks/local_checks.hpp"

#include "net/http_client.hpp"
#include "store/failure.hpp"
#include "store/migrations.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace cli {
namespace {

namespace fs = std::filesystem;

// A file of our own in `folder`, gone when this is.
class probe_file {
public:
    explicit probe_file(fs::path const& folder)
        : path_((folder / fmt::format(".probe-{}", ::getpid())).string()),
          descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
    probe_file(probe_file const&) = delete;
    ~probe_file() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        ::unlink(path_.c_str());
    }
    int descriptor() const { return descriptor_; }

private:
    std::string path_;
    int descriptor_;
};

// The folder itself, or the nearest above it that exists.
fs::path existing(fs::path path) {
    std::error_code ec;
    path = fs::absolute(path, ec);
    while (!fs::exists(path, ec) && path.has_relative_path()) path = path.parent_path();
    return path;
}

std::string gibibytes(double bytes) { return fmt::format("{:.1f} GiB", bytes / (1u << 30)); }

std::string tls_problem(core::server_settings const& server) {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> const context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context.get(), server.tls_cert.c_str()) != 1)
        return fmt::format("TLS_CERT: {} holds no certificate that can be read", server.tls_cert);
    if (SSL_CTX_use_PrivateKey_file(context.get(), server.tls_key.c_str(), SSL_FILETYPE_PEM) != 1)
        return fmt::format("TLS_KEY: {} holds no key that can be read, or not this certificate's", server.tls_key);
    if (SSL_CTX_check_private_key(context.get()) != 1) return "TLS_KEY is not the key of TLS_CERT";
    return {};
}

constexpr store::statement newest_migration =
    "SELECT version, name FROM schema_migrations ORDER BY version DESC LIMIT 1";

finding compare_schema(fs::path const& file) {
    store::connection db(file, {.read_only = true});
    auto rows = db.query(newest_migration);
    if (!rows.next()) return {"database", verdict::warning, "has no schema yet", "`parlance serve` makes it."};
    auto const version = rows.get<std::int64_t>(0);
    auto const known = static_cast<std::int64_t>(store::embedded_migrations(store::dialect::sqlite).size());
    if (version > known)
        return {"database", verdict::failed,
                fmt::format("its schema is version {}, and this binary knows up to {}", version, known),
                "A newer Parlance used it: install that one, or restore a backup from before."};
    if (version < known)
        return {"database", verdict::ok,
                fmt::format("opens; its schema goes from version {} to {} at the next start", version, known)};
    return {"database", verdict::ok, fmt::format("opens; schema version {}", version)};
}

}  // namespace

std::vector<finding> check_configuration(configuration const& from, std::optional<core::settings>& values) {
    std::vector<finding> out;
    auto const loaded = load_configuration(from);
    if (!loaded) {
        auto const problem = loaded.error();
        std::string_view text = problem.message;
        while (!text.empty()) {
            auto const line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(line.size() + 1, text.size()));
            out.push_back({"settings", verdict::failed, std::string(line), "docs/configuration.md explains each."});
        }
        return out;
    }
    values = loaded->values;
    for (auto const& each : loaded->warnings) out.push_back({"settings", verdict::warning, each});
    auto const together = core::check_settings(loaded->values);
    for (auto const& each : together.warnings) out.push_back({"settings", verdict::warning, each});
    for (auto const& each : together.errors) out.push_back({"settings", verdict::failed, each});
    if (together.errors.empty()) {
        auto const given = std::ranges::count_if(loaded->shown, [](auto const& s) { return s.origin != "default"; });
        out.push_back({"settings", verdict::ok, fmt::format("valid; {} given, the others at their defaults", given)});
    }
    return out;
}

std::vector<finding> check_tls(core::server_settings const& server) {
    if (server.tls_cert.empty() || server.tls_key.empty()) return {};
    auto const problem = tls_problem(server);
    if (problem.empty()) return {{"tls", verdict::ok, "the certificate and its key belong together"}};
    return {{"tls", verdict::failed, problem, "Both must be PEM files that this user can read."}};
}

std::vector<finding> check_authorities(core::access_settings const& access) {
    if (access.outbound_ca.empty()) return {};
    auto const problem = net::http_client::problem_with_authorities(access.outbound_ca);
    if (problem.empty()) return {{"authorities", verdict::ok, access.outbound_ca + " can be read"}};
    return {{"authorities", verdict::failed, problem, "Correct OUTBOUND_CA, or leave it empty."}};
}

finding check_data_folder(std::string const& path) {
    auto const folder = existing(path);
    auto const remedy = "Make it writable for this user, or choose another with DATA_DIR.";
    if (!fs::is_directory(folder)) return {"data folder", verdict::failed, folder.string() + " is no folder", remedy};
    probe_file const probe(folder);
    if (probe.descriptor() < 0)
        return {"data folder", verdict::failed,
                fmt::format("{} can't be written: {}", folder.string(), std::strerror(errno)), remedy};

    struct statvfs disk{};
    if (::statvfs(folder.c_str(), &disk) != 0) return {"data folder", verdict::ok, path + " is writable"};
    auto const free = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
    auto const detail = fmt::format("{} is writable; {} free", path, gibibytes(free));
    if (free < 100.0 * (1 << 20))
        return {"data folder", verdict::failed, detail, "Make room on the disk: nothing can be stored."};
    if (free < 1.0 * (1 << 30)) return {"data folder", verdict::warning, detail, "Make room on the disk soon."};
    return {"data folder", verdict::ok, detail};
}

finding check_fsync(std::string const& path) {
    using clock = std::chrono::steady_clock;
    probe_file const probe(existing(path));
    std::vector<double> took;
    std::string const block(4096, 'x');
    for (int i = 0; i < 20 && probe.descriptor() >= 0; ++i) {
        auto const begin = clock::now();
        if (::pwrite(probe.descriptor(), block.data(), block.size(), i * 4096) < 0) break;
        if (::fdatasync(probe.descriptor()) != 0) break;
        took.push_back(std::chrono::duration<double, std::milli>(clock::now() - begin).count());
    }
    if (took.size() < 20)
        return {"fsync", verdict::failed, "a write could not be made durable",
                "Look at the disk: nothing is stored safely."};
    std::ranges::sort(took);
    auto const detail =
        fmt::format("a durable write takes {:.2f} ms (the slowest of 20: {:.2f} ms)", took[10], took[19]);
    if (took[10] < 50) return {"fsync", verdict::ok, detail};
    return {"fsync", verdict::warning, detail, "Answers start late: put DATA_DIR on a faster disk."};
}

finding check_database(core::settings const& values) {
    auto const file = core::database_file(values);
    std::error_code ec;
    if (!fs::exists(file, ec))
        return {"database", verdict::ok, file + " does not exist yet; `parlance serve` makes it"};
    try {
        return compare_schema(file);
    } catch (std::exception const& e) {
        return {"database", verdict::failed, fmt::format("{} can't be read: {}", file, e.what()),
                "Check the file's owner, or restore a backup."};
    }
}

finding check_descriptors(core::http_settings const& http) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    // Each stream needs one for its client and one for its provider.
    auto const wanted = 2 * http.connections_max + 100;
    auto const have = static_cast<std::int64_t>(std::min<rlim_t>(limit.rlim_max, 1u << 30));
    auto const detail =
        fmt::format("up to {} files may be open; {} connections need {}", have, http.connections_max, wanted);
    if (have >= wanted) return {"descriptors", verdict::ok, detail};
    return {"descriptors", verdict::warning, detail,
            "Raise it (ulimit -Hn, LimitNOFILE=), or lower HTTP_CONNECTIONS_MAX."};
}

}  // namespace cli
