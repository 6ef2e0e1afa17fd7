#pragma once

#include "llm/wire/answer_reader.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// What the events of a response mean. An answer comes in items (thoughts, texts, calls); each is told while it comes
// and kept, because thoughts must be sent back in the items they came in. What an item says only at its end, or at the
// end of all, is told then.
class responses_reader final : public answer_reader {
public:
    // `kept`: the server writes on without a reader, which is told first.
    responses_reader(upstream const& by, std::string model, bool kept = false)
        : answer_reader(by, std::move(model)), kept_(kept) {}

    // By what the server knows it, once it has said so; empty again when it has ended there without being whole.
    std::string const& id() const { return id_; }
    // The number of the last event; negative before the first.
    std::int64_t last() const { return last_; }
    // Another body follows: events that it repeats are passed over.
    void pass_over_seen() { seen_ = last_; }

private:
    struct item {
        int index = 0;
        boost::json::object whole{};  // on the heap: it outlives its event; empty until the item is whole
        int call = -1;                // of a call: which one
        std::size_t told = 0;         // bytes of its text, thoughts or arguments, as they came
    };

    bool reads(std::string_view event_name) const override;
    core::result<void> take(boost::json::object const& event, std::vector<delta>& out) override;
    core::result<void> take_event(boost::json::object const& event, std::vector<delta>& out);
    bool is_seen(boost::json::object const& event);
    void complete(std::vector<delta>& out) override;

    void take_piece(std::string_view type, boost::json::object const& event, std::vector<delta>& out);
    void take_thought(boost::json::object const& event, item& of, std::vector<delta>& out);
    void begin_call(item& of, boost::json::object const& call, std::vector<delta>& out);
    void end_item(int index, boost::json::object const& whole, std::vector<delta>& out);
    core::result<void> take_end(boost::json::object const& response, std::vector<delta>& out);
    item* at(int index);

    bool const kept_;
    std::string id_;
    std::int64_t last_ = -1;
    std::int64_t seen_ = -1;
    std::vector<item> items_;
    int calls_ = 0;
    int thinker_ = -1;   // the item that thought last, and in which part
    int thought_ = -1;
};

}  // namespace llm
