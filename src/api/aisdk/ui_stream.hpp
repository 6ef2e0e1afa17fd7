#pragma once

#include "api/dropin/answer_stream.hpp"
#include "api/dropin/whole_answer.hpp"

#include <string>
#include <string_view>

namespace api::aisdk {

// The part of a message behind which its answer begins anew. What stands before it is no part of the answer: a page may
// leave it out, and we do when it is sent back.
inline constexpr std::string_view begun_anew = "data-restarted";

// The answer as UI message stream v1: only chunks that version 6 of the AI SDK knows, ended by [DONE].
class ui_encoder final : public answer_encoder {
public:
    explicit ui_encoder(std::string message_id) : message_id_(std::move(message_id)) {}

    void add(std::string& out, store::turn_event const& event) override;
    bool ended() const override { return ended_; }

private:
    enum class part { none, text, reasoning };

    void add_piece(std::string& out, part of, std::string_view text);
    void close(std::string& out);
    void add_call(std::string& out, llm::tool_call const& call);
    void end(std::string& out);

    std::string message_id_;
    whole_answer ending_;
    part open_ = part::none;
    int parts_ = 0;  // names the open one
    bool text_shown_ = false;
    bool ended_ = false;
};

// What marks such a stream.
net::headers ui_stream_fields();

}  // namespace api::aisdk
