#include "identity/installation_secret.hpp"

#include "core/digest.hpp"
#include "core/random.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace identity {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t characters_min = 32;

class descriptor {
public:
    explicit descriptor(int value) : value_(value) {}
    descriptor(descriptor const&) = delete;
    ~descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    int get() const { return value_; }

private:
    int value_;
};

[[noreturn]] void fail(fs::path const& file, char const* what) {
    throw std::runtime_error(fmt::format("{} {}: {}", file.string(), what, std::strerror(errno)));
}

std::string read_secret(fs::path const& file, int from) {
    std::string out(4096, '\0');
    auto const size = ::read(from, out.data(), out.size());
    if (size < 0) fail(file, "can't be read");
    out.resize(static_cast<std::size_t>(size));
    while (out.ends_with('\n') || out.ends_with('\r')) out.pop_back();
    if (out.size() < characters_min)
        throw std::runtime_error(fmt::format(
            "{} holds less than {} characters. Restore it, or remove it: then everybody has to sign in again.",
            file.string(), characters_min));
    return out;
}

// Written beside its place and linked there, so that of two processes one makes it and both read the same.
void make_secret(fs::path const& file) {
    auto const draft = fs::path(file).concat(fmt::format(".{}", ::getpid()));
    descriptor const out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (out.get() < 0) fail(draft, "can't be made");
    auto const text = core::random_secret(48) + "\n";
    bool const written =
        ::write(out.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(out.get()) == 0;
    bool const placed = written && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    auto const why = errno;
    ::unlink(draft.c_str());
    errno = why;
    if (!placed) fail(file, "can't be written");
}

}  // namespace

std::string installation_secret(core::settings const& settings) {
    if (!settings.app.secret_key.empty()) return settings.app.secret_key;
    auto const file = fs::path(settings.server.data_dir) / "secret.key";
    if (!fs::exists(file)) make_secret(file);
    descriptor const in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (in.get() < 0) fail(file, "can't be opened");
    return read_secret(file, in.get());
}

std::string derive_key(std::string_view secret, std::string_view purpose) {
    auto const extracted = core::hmac_sha256("parlance", secret);
    auto const expanded = core::hmac_sha256(core::bytes_of(extracted), std::string(purpose) + '\x01');
    return std::string(core::bytes_of(expanded));
}

}  // namespace identity
