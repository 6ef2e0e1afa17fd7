#pragma once

#include "core/pool.hpp"
#include "core/result.hpp"
#include "core/task_group.hpp"
#include "llm/model_book.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace cli {

// The list of models that is in the program, with the operator's MODELS_FILE over it. Fails with a sentence for the
// operator. No file: an empty path.
core::result<llm::model_book> read_models(std::string const& path);

// Looks every two seconds whether the file has changed, and takes over what it says. A file that makes no sense is
// logged, and what was known before counts on. Belongs to the loop of its executor; stop() it before it goes away.
class models_file {
public:
    models_file(boost::asio::any_io_executor executor, std::string path, llm::known_models& into)
        : path_(std::move(path)), into_(into), group_(std::move(executor)) {}
    models_file(models_file const&) = delete;

    // Reads it for the first time.
    core::result<void> load();
    void start();
    core::task<> stop();

private:
    // What tells one state of a file from another.
    struct stamp {
        std::filesystem::file_time_type changed{};
        std::uintmax_t bytes = 0;

        bool operator==(stamp const&) const = default;
    };

    core::task<> watch();
    stamp look() const;

    std::string const path_;
    llm::known_models& into_;
    stamp seen_{};
    core::task_group group_;
    std::unique_ptr<core::pool> reader_;   // where there is a file
};

}  // namespace cli
