#pragma once

#include "api/dropin/answer_facts.hpp"
#include "api/dropin/answer_stream.hpp"
#include "api/dropin/whole_answer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace api::openai {

// A response while it comes about: what the caller asked for, as every copy of it repeats it.
struct response_facts {
    answer_facts answer;
    boost::json::object asked;   // instructions, tools, temperature, …
};

// The whole answer as a response.
std::string response_body(response_facts const& facts, whole_answer const& answer);

// The answer as response.* events, numbered, each named in `event:` and in its data. Ends with response.completed,
// .incomplete or .failed.
class response_encoder final : public answer_encoder {
public:
    // Events up to the number `after` are left out.
    explicit response_encoder(response_facts facts, std::int64_t after = -1)
        : facts_(std::move(facts)), after_(after) {}

    void add(std::string& out, store::turn_event const& event) override;
    bool ended() const override { return ended_; }

private:
    enum class item { none, text, thinking };

    void emit(std::string& out, std::string_view name, boost::json::object data);
    void append(std::string& out, std::string_view name, std::string_view data);
    void emit_piece(std::string& out, item of, std::string_view text);
    void begin(std::string& out);
    void open(std::string& out, item which);
    void close(std::string& out);
    void add_call(std::string& out, llm::tool_call const& call);
    void end(std::string& out);
    std::string item_id(item which) const;

    response_facts facts_;
    std::int64_t after_;
    whole_answer answer_;
    item open_ = item::none;
    std::string piece_;           // the text of the open item
    std::int64_t sequence_ = 0;
    std::int64_t output_ = 0;     // index of the open or next item
    boost::json::array items_;    // finished ones
    bool text_shown_ = false;
    bool ended_ = false;
};

}  // namespace api::openai
