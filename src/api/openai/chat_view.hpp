#pragma once

#include "api/dropin/answer_facts.hpp"
#include "api/dropin/answer_stream.hpp"
#include "api/dropin/whole_answer.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace api::openai {

// The whole answer as a chat.completion.
std::string chat_completion(answer_facts const& facts, whole_answer const& answer);

// The answer as chat.completion.chunk events, ended by [DONE]. A failure in the middle is an event with an error, and
// the last.
class chat_encoder final : public answer_encoder {
public:
    chat_encoder(answer_facts facts, bool include_usage);

    void add(std::string& out, store::turn_event const& event) override;
    bool ended() const override { return ended_; }

private:
    void add_chunk(std::string& out, std::string_view delta, std::string_view finish = {});
    void add_call(std::string& out, llm::tool_call const& call);
    void add_end(std::string& out);
    void add_error(std::string& out, core::error const& what);

    answer_facts facts_;
    bool include_usage_;
    whole_answer ending_;
    int calls_ = 0;
    bool text_shown_ = false, thought_ = false;
    bool ended_ = false;
};

// How the reason is called there.
char const* finish_name(llm::finish_reason why);

boost::json::object usage_object(core::usage const& tokens);

}  // namespace api::openai
