#include "cli/operator_database.hpp"

#include "store/failure.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <sys/stat.h>

namespace cli {

namespace {

// A server that has not run yet has no folder either.
store::database_options options_of(core::settings const& settings) {
    std::error_code failed;
    std::filesystem::path const folder = settings.server.data_dir;
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), failed);
    ::mkdir(folder.c_str(), 0700);
    if (!std::filesystem::is_directory(folder, failed))
        throw store::cannot_open(fmt::format("The data folder {} can't be made. Choose another with DATA_DIR.",
                                             folder.string()));
    return {.file = core::database_file(settings), .readers = 1};
}

}  // namespace

operator_database::operator_database(core::settings const& settings) : db_(options_of(settings), clock_) {}

}  // namespace cli
