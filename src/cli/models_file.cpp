#include "cli/models_file.hpp"

#include "core/async.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"

#include <fstream>
#include <iterator>

namespace cli {

core::result<llm::model_book> read_models(std::string const& path) {
    auto out = llm::model_book::built_in();
    if (path.empty()) return out;
    auto const cannot = [&](std::string const& why) {
        return core::error{core::errc::invalid_input, "MODELS_FILE \"" + path + "\"" + why};
    };
    std::ifstream file(path, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    if (!file) return cannot(" can't be read.");
    auto const own = llm::model_book::parse(text);
    if (!own) return cannot(": " + own.error().message);
    out.merge(*own);
    return out;
}

core::result<void> models_file::load() {
    if (!path_.empty()) seen_ = look();
    auto book = read_models(path_);
    if (!book) return book.error();
    into_.replace(std::move(*book));
    return {};
}

void models_file::start() {
    if (path_.empty()) return;
    reader_ = std::make_unique<core::pool>("models file", 1, 1);
    core::spawn(group_, "models file", [this] { return watch(); });
}

core::task<> models_file::stop() {
    group_.cancel();
    co_await group_.wait();
}

core::task<> models_file::watch() {
    for (;;) {
        co_await core::sleep_for(std::chrono::seconds(2));
        auto look_again = [this]() -> core::result<void> {
            if (look() == seen_) return {};
            return load();
        };
        auto const read = co_await core::offload(*reader_, look_again);
        if (!read) core::log(core::level::error, "models", read.error().message);
    }
}

// A file that is gone for a moment, while it is replaced, looks like one of no bytes.
models_file::stamp models_file::look() const {
    std::error_code failed;
    stamp out{std::filesystem::last_write_time(path_, failed), 0};
    auto const bytes = std::filesystem::file_size(path_, failed);
    if (!failed) out.bytes = bytes;
    return out;
}

}  // namespace cli
