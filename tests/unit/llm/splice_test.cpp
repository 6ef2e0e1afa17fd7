#include "llm/splice.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

// What comes out when the continuation arrives in these pieces.
std::string spliced(std::string const& sent, std::vector<std::string> const& pieces) {
    llm::splice splice(sent);
    std::string out;
    for (auto const& piece : pieces) out += splice.feed(piece);
    return out + splice.finish();
}

// The rule, word for word.
std::string by_the_rule(std::string const& sent, std::string const& continuation) {
    std::size_t overlap = 0;
    for (std::size_t k = 1; k <= std::min(sent.size(), continuation.size()); ++k)
        if (sent.ends_with(continuation.substr(0, k))) overlap = k;
    auto const repeated = continuation.substr(0, overlap);
    bool twice_over = false;
    for (std::size_t period = 1; 2 * period <= overlap; ++period)
        twice_over = twice_over || repeated.substr(period) == repeated.substr(0, overlap - period);
    bool const anew = overlap == sent.size();
    bool const evident = overlap >= llm::splice::evidence_bytes_min && !twice_over;
    bool const stopped_short = continuation.size() >= llm::splice::evidence_bytes_min && sent.starts_with(continuation);
    if (stopped_short) return {};
    return anew || evident ? continuation.substr(overlap) : continuation;
}

TEST(splice, lets_a_true_continuation_through_at_once) {
    llm::splice splice("Once upon a time there was");

    EXPECT_EQ(splice.feed(" a king"), " a king");
    EXPECT_TRUE(splice.decided());
}

TEST(splice, swallows_an_answer_that_begins_anew) {
    EXPECT_EQ(spliced("Once upon a time", {"Once upon ", "a time there ", "was"}), " there was");
}

TEST(splice, swallows_a_repetition_of_the_end) {
    EXPECT_EQ(spliced("It is a truth universally acknowledged", {"universally", " acknowledged, that"}), ", that");
}

TEST(splice, keeps_an_overlap_too_short_to_be_evidence) { EXPECT_EQ(spliced("the ca", {"at"}), "at"); }

TEST(splice, keeps_text_that_goes_on_repeating_itself) {
    EXPECT_EQ(spliced("1" + std::string(40, '0'), {std::string(50, '0')}), std::string(50, '0'));
    EXPECT_EQ(spliced("He said: ha ha ha ha ha ha ha", {" ha ha ha ha ha ha"}), " ha ha ha ha ha ha");
}

TEST(splice, gives_back_what_it_held_when_the_texts_part) {
    llm::splice splice("Once upon a time there was a king");

    EXPECT_EQ(splice.feed("Once upon a time"), "");
    EXPECT_EQ(splice.feed(" in the"), "Once upon a time in the");
}

TEST(splice, swallows_a_new_beginning_that_stops_short) {
    EXPECT_EQ(spliced("Once upon a time there was a king", {"Once upon a time there"}), "");
}

TEST(splice, has_nothing_to_swallow_when_nothing_was_sent) {
    llm::splice splice("");
    EXPECT_EQ(splice.feed("Once"), "Once");
    EXPECT_EQ(splice.finish(), "");
}

TEST(splice, says_nothing_for_an_empty_continuation) {
    EXPECT_EQ(spliced("Once", {}), "");
    EXPECT_EQ(spliced("Once", {"", ""}), "");
}

TEST(splice, never_holds_more_than_was_sent) {
    std::string const sent(1000, 'a');
    llm::splice splice(sent);
    std::size_t held = 0;
    for (int i = 0; i < 2000 && !splice.decided(); ++i, ++held) EXPECT_EQ(splice.feed("a"), "");

    EXPECT_LE(held, sent.size());
}

TEST(splice, follows_its_rule_for_any_texts_and_any_split) {
    std::mt19937 random(7);
    auto const draw = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    auto const text = [&](std::size_t letters) {   // few letters make many overlaps
        std::string out(draw(60), 'a');
        for (auto& c : out) c = static_cast<char>('a' + draw(letters));
        return out;
    };
    for (int round = 0; round < 20'000; ++round) {
        auto const letters = 1 + draw(3);
        auto const sent = text(letters) + text(letters);
        auto continuation = text(letters);
        if (draw(3) == 0) continuation = sent.substr(draw(sent.size() + 1)) + continuation;
        if (draw(3) == 0) continuation = sent + continuation;
        if (draw(5) == 0) continuation = sent.substr(0, draw(sent.size() + 1));

        std::vector<std::string> pieces;
        for (std::size_t at = 0; at < continuation.size();) {
            pieces.push_back(continuation.substr(at, draw(9)));
            at += pieces.back().size();
        }
        ASSERT_EQ(spliced(sent, pieces), by_the_rule(sent, continuation))
            << "sent " << sent << " then " << continuation;
    }
}

TEST(splice, decides_as_soon_as_the_rule_can) {
    std::string const sent = "abcabcabd";
    std::string const continuation = "abcabx";
    llm::splice splice(sent);
    std::string out;
    for (char const c : continuation.substr(0, 5)) out += splice.feed(std::string(1, c));
    EXPECT_EQ(out, "");   // "abcab" may still become "abcabcabd" or "abcabd"

    EXPECT_EQ(splice.feed("x"), continuation);
}

TEST(splice, takes_linear_time_for_the_most_repetitive_texts) {   // a quadratic one would need minutes
    llm::splice splice(std::string(1 << 20, 'a') + "b");
    for (int i = 0; i < 1 << 20; ++i) ASSERT_EQ(splice.feed("a"), "");
    EXPECT_EQ(splice.feed("b!"), "!");
}

}  // namespace
