#include "cli/completion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::HasSubstr;

TEST(completion, knows_every_command_of_the_tree) {
    auto const tree = cli::command_tree();
    std::vector<std::string> names;
    for (auto const& child : tree.children) names.push_back(child.name);

    EXPECT_THAT(names, testing::IsSupersetOf({"serve", "chat", "config", "doctor", "version", "completion"}));
    for (auto const* shell : {"bash", "zsh", "fish"}) {
        auto const script = cli::completion_script(tree, shell);
        for (auto const& name : names) EXPECT_THAT(script, HasSubstr(name)) << shell;
    }
}

TEST(completion, offers_flags_of_the_command_at_hand) {
    cli::command_node const tree{"parlance",
                                 "",
                                 {{"--version", "", false}},
                                 {{"config", "", {}, {{"show", "What's set", {{"--json", "", false}}, {}}}}}};

    auto const bash = cli::completion_script(tree, "bash");
    EXPECT_THAT(bash, HasSubstr("'parlance') words='config --version' ;;"));
    EXPECT_THAT(bash, HasSubstr("'parlance config show') words='--json' ;;"));
    EXPECT_THAT(cli::completion_script(tree, "fish"), HasSubstr("-a show -d 'What\\'s set'"));
}

}  // namespace
