#include "llm/tokens/token_counter.hpp"

#include "core/block_on.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace {

using llm::token_counter;
using llm::tokenizer;

class counting : public testing::Test {
protected:
    ~counting() override {
        stay_.reset();
        loop_thread_.join();
    }

    // Where work over so many bytes runs: on the loop's own thread?
    bool on_the_loop(tokenizer as, std::int64_t bytes) {
        auto work = [](tokenizer) { return std::this_thread::get_id(); };
        return core::block_on(loop_.get_executor(), counter_.run(as, bytes, work)) == loop_thread_.get_id();
    }

    boost::asio::io_context loop_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stay_{loop_.get_executor()};
    std::thread loop_thread_{[this] { loop_.run(); }};
    token_counter counter_;
};

TEST_F(counting, of_short_text_stays_on_the_loop) {
    EXPECT_TRUE(on_the_loop(tokenizer::o200k_base, token_counter::at_once_bytes_max));
}

TEST_F(counting, of_long_text_leaves_the_loop) {
    EXPECT_FALSE(on_the_loop(tokenizer::o200k_base, token_counter::at_once_bytes_max + 1));
}

TEST_F(counting, by_approximation_stays_on_the_loop) {
    EXPECT_TRUE(on_the_loop(tokenizer::approximate, token_counter::at_once_bytes_max + 1));
}

TEST_F(counting, gives_the_same_wherever_it_runs) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "word ";
    auto const tokens = core::block_on(loop_.get_executor(), counter_.count(tokenizer::cl100k_base, text));

    EXPECT_EQ(tokens, count_tokens(tokenizer::cl100k_base, text));
}

}  // namespace
