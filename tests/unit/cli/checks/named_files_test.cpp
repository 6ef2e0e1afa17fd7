#include "cli/checks/named_files.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace {

using cli::verdict;

TEST(named_files, are_read_as_the_start_would) {
    support::temporary_folder folder;
    core::settings values;
    EXPECT_TRUE(cli::check_named_files(values).empty());

    values.models.routing_file = (folder.path() / "routes.toml").string();
    values.models.models_file = (folder.path() / "none.json").string();
    std::ofstream(values.models.routing_file) << "[[providers]]\nname = \"a\"\nwieght = 2\n";
    auto const found = cli::check_named_files(values);

    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].how, verdict::failed);
    EXPECT_NE(found[0].detail.find("did you mean \"weight\"?"), std::string::npos) << found[0].detail;
    EXPECT_EQ(found[1].how, verdict::failed);
    std::ofstream(values.models.routing_file) << "[[aliases]]\nname = \"fast\"\nmodels = [\"demo\"]\n";
    EXPECT_EQ(cli::check_named_files(values)[0].how, verdict::ok);
}

}  // namespace
