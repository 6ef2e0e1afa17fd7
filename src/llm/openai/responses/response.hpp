#pragma once

#include "llm/wire/answer_reader.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace llm {

// What the events of a response mean. An answer comes in items (thoughts, texts, calls); each is told while it comes
// and kept, because thoughts must be sent back in the items they came in. What an item says only at its end, or at the
// end of all, is told then.
class responses_reader final : public answer_reader {
public:
    using answer_reader::answer_reader;

private:
    struct item {
        int index = 0;
        boost::json::object whole{};  // on the heap: it outlives its event; empty until the item is whole
        int call = -1;                // of a call: which one
        bool told = false;            // its text, thoughts or arguments, as they came
    };

    bool reads(std::string_view event_name) const override;
    core::result<void> take(boost::json::object const& event, std::vector<delta>& out) override;
    void complete(std::vector<delta>& out) override;

    void take_piece(std::string_view type, boost::json::object const& event, std::vector<delta>& out);
    void take_thought(boost::json::object const& event, item& of, std::vector<delta>& out);
    void begin_call(item& of, boost::json::object const& call, std::vector<delta>& out);
    void end_item(int index, boost::json::object const& whole, std::vector<delta>& out);
    core::result<void> take_end(boost::json::object const& response, std::vector<delta>& out);
    item* at(int index);

    std::vector<item> items_;
    int calls_ = 0;
    int thinker_ = -1;   // the item that thought last, and in which part
    int thought_ = -1;
};

}  // namespace llm
