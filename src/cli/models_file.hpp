#pragma once

#include "cli/watched_file.hpp"
#include "core/result.hpp"
#include "llm/model_book.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <string>

namespace cli {

// The list of models that is in the program, with the operator's MODELS_FILE over it. Fails with a sentence for the
// operator. No file: an empty path.
core::result<llm::model_book> read_models(std::string const& path);

// Takes over what MODELS_FILE says whenever it changes. Of a file that makes no sense nothing is taken, and what was
// known before counts on. As watched_file otherwise.
class models_file {
public:
    models_file(boost::asio::any_io_executor executor, std::string path, llm::known_models& into)
        : path_(std::move(path)), into_(into),
          file_(std::move(executor), path_, "models file", [this] { return take(); }) {}

    // Reads it for the first time.
    core::result<void> load();
    void start() { file_.start(); }
    core::task<> stop() { return file_.stop(); }

private:
    core::result<void> take();

    std::string const path_;
    llm::known_models& into_;
    watched_file file_;
};

}  // namespace cli
