#pragma once

#include "model_script.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace bench {

// Reads the body of one reply as it comes and says whether it is whole and holds the mock's text, no more and no less.
class reply_checker {
public:
    explicit reply_checker(std::uint32_t tokens_wanted) : tokens_wanted_(tokens_wanted) {}
    virtual ~reply_checker() = default;

    virtual void feed(std::string_view bytes) = 0;

    // What is wrong so far; empty when nothing is.
    std::string const& problem() const { return problem_; }

    // Call once the body has ended: what is wrong with the whole of it; empty when nothing is.
    std::string const& conclude();

    std::uint32_t tokens() const { return text_.tokens(); }

protected:
    void take_text(std::string_view text);
    void fail(std::string_view what);   // the first problem stays
    void finish() { finished_ = true; }
    bool finished() const { return finished_; }

private:
    virtual void at_end() {}

    std::uint32_t tokens_wanted_;
    expected_text text_;
    bool finished_ = false;
    std::string problem_;
};

// Which shape the reply has.
enum class reply_shape {
    json,         // one object with "content" and "finish_reason": ours and OpenAI's alike
    native_sse,   // our event stream: dense ids from 1, `start` first, one `complete` last
    openai_sse,   // OpenAI's chunks, [DONE] last
    any,          // whatever it is
};

std::unique_ptr<reply_checker> make_reply_checker(reply_shape shape, std::uint32_t tokens_wanted);

}  // namespace bench
