#include "identity/mail_command.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace {

using words = std::vector<std::string>;

TEST(mail_command, is_split_at_blanks_as_quotes_say_and_nothing_else_is_special) {
    EXPECT_EQ(identity::command_words("/usr/sbin/sendmail -t"), (words{"/usr/sbin/sendmail", "-t"}));
    EXPECT_EQ(identity::command_words("  a   b "), (words{"a", "b"}));
    EXPECT_EQ(identity::command_words("a \"b c\" 'd \"e' f\"g h\""), (words{"a", "b c", "d \"e", "fg h"}));
    EXPECT_EQ(identity::command_words("a ''"), (words{"a", ""}));
    EXPECT_EQ(identity::command_words("a; b | c $HOME `d` > e"),
              (words{"a;", "b", "|", "c", "$HOME", "`d`", ">", "e"}));
    EXPECT_EQ(identity::command_words("a \"b"), words{});
    EXPECT_EQ(identity::command_words(""), words{});
}

TEST(mail_command, can_not_be_given_another_header_by_a_name) {
    auto const text = identity::letter_text({"ann@example.org\nBcc: eve@example.org", "a\r\nX: y", "Hello"});

    EXPECT_EQ(text.find("\nBcc"), std::string::npos);
    EXPECT_EQ(text.find("\nX:"), std::string::npos);
    EXPECT_TRUE(text.starts_with("To: ann@example.org"));
    EXPECT_TRUE(text.ends_with("\n\nHello"));
}

TEST(mail_command, gets_the_letter_on_its_standard_input) {
    support::temporary_folder folder;
    auto const file = folder.path() / "letter";
    identity::mail const letter{"ann@example.org", "Hello", std::string(200'000, 'x')};

    auto const sent = identity::run_mail_command("dd of=" + file.string(), letter);

    ASSERT_TRUE(sent) << sent.error().message;
    std::ifstream in(file);
    std::string const seen{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    EXPECT_EQ(seen, identity::letter_text(letter));
}

TEST(mail_command, that_fails_is_a_failure_without_the_letter_in_it) {
    identity::mail const letter{"ann@example.org", "Hello", "SECRET"};

    auto const fails = identity::run_mail_command("false", letter);
    auto const missing = identity::run_mail_command("/nowhere/sendmail", letter);

    ASSERT_FALSE(fails);
    EXPECT_EQ(fails.error().message, "The mail command ended with status 1.");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().message.find("SECRET"), std::string::npos);
}

TEST(mail_command, that_hangs_is_killed) {
    auto const sent = identity::run_mail_command("sleep 60", {"a@b", "", ""}, std::chrono::milliseconds(50));

    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().message, "The mail command took too long.");
}

TEST(mail_command, sees_nothing_of_our_environment) {
    support::temporary_folder folder;
    auto const file = folder.path() / "environment";
    setenv("OPENAI_API_KEY", "SECRET", 1);

    auto const sent =
        identity::run_mail_command("sh -c \"env > " + file.string() + "; cat > /dev/null\"", {"a@b", "", ""});
    unsetenv("OPENAI_API_KEY");

    ASSERT_TRUE(sent) << sent.error().message;
    std::ifstream in(file);
    std::string const seen{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    EXPECT_EQ(seen.find("SECRET"), std::string::npos);
}

}  // namespace
