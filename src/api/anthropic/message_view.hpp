#pragma once

#include "api/dropin/answer_facts.hpp"
#include "api/dropin/answer_stream.hpp"
#include "api/dropin/whole_answer.hpp"

#include <string>

namespace api::anthropic {

// The whole answer as a message.
std::string message_body(answer_facts const& facts, whole_answer const& answer);

// The answer as the Messages API streams it: message_start, its blocks one after the other, message_delta,
// message_stop. A failure in the middle is an `error` event, and the last.
class message_encoder final : public answer_encoder {
public:
    message_encoder(answer_facts facts, std::string request_id);

    void add(std::string& out, store::turn_event const& event) override;
    bool ended() const override { return ended_; }
    void add_sign_of_life(std::string& out) override;

private:
    enum class block { none, text, thinking };

    void begin(std::string& out);
    void add_piece(std::string& out, block of, std::string_view text);
    void add_seal(std::string& out, answer_block const& seal);
    void open(std::string& out, block which);
    void close(std::string& out);
    void add_call(std::string& out, llm::tool_call const& call);
    void end(std::string& out);
    void fail(std::string& out, core::error const& what);

    answer_facts facts_;
    std::string request_id_;
    whole_answer ending_;
    block open_ = block::none;
    int index_ = 0;
    bool begun_ = false, text_shown_ = false, ended_ = false;
};

}  // namespace api::anthropic
