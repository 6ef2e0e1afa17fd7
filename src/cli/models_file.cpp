#include "cli/models_file.hpp"

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
    file_.mark();
    return take();
}

core::result<void> models_file::take() {
    auto book = read_models(path_);
    if (!book) return book.error();
    into_.replace(std::move(*book));
    return {};
}

}  // namespace cli
