#pragma once

#include "llm/anthropic/block.hpp"
#include "llm/wire/answer_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace llm {

// What the events of a message mean. Blocks come one after the other; each is told while it comes and kept, because an
// answer with thoughts must be sent back in the blocks it came in.
class anthropic_response final : public answer_reader {
public:
    // `by` must outlive it. `owed` is what the request had to leave out at the end of its prefill: the answer begins
    // behind it, so what it repeats of it is not told again.
    anthropic_response(upstream const& by, std::string model, std::string owed = {})
        : answer_reader(by, std::move(model)), owed_(std::move(owed)) {}

private:
    bool reads(std::string_view event_name) const override;
    core::result<void> take(boost::json::object const& event, std::vector<delta>& out) override;
    void complete(std::vector<delta>& out) override;

    void take_message(boost::json::object const& message, std::vector<delta>& out);
    void take_usage(boost::json::object const& usage, std::vector<delta>& out);
    void begin_block(int index, boost::json::object const& block, std::vector<delta>& out);
    void take_piece(int index, boost::json::object const& piece, std::vector<delta>& out);
    void end_block(int index, std::vector<delta>& out);
    void say_text(std::string text, std::vector<delta>& out);
    anthropic_block* find(int index);

    std::string owed_;
    std::vector<anthropic_block> blocks_;
    core::usage tokens_;
    int calls_ = 0;
};

}  // namespace llm
