#pragma once

#include "llm/wire/answer_reader.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <vector>

namespace llm {

// What the events of streamGenerateContent mean. The answer ends with the body: some models tell a finish in every
// event. Parts with signatures are kept as they came, for they must be sent back.
class gemini_response final : public answer_reader {
public:
    // `by` must outlive it.
    gemini_response(upstream const& by, std::string model) : answer_reader(by, std::move(model)) {}

private:
    core::result<void> take(boost::json::object const& event, std::vector<delta>& out) override;
    void settle() override;
    void complete(std::vector<delta>& out) override;

    core::result<void> take_candidate(boost::json::object const& candidate, std::vector<delta>& out);
    void take_part(boost::json::object const& part, std::vector<delta>& out);
    void take_call(boost::json::object const& call, std::vector<delta>& out);
    void keep(boost::json::object const& part);
    void take_usage(boost::json::object const& usage, std::vector<delta>& out);

    boost::json::array parts_;
    bool signed_ = false;    // some part is
    bool stopped_ = false;   // a finish was told, of the usual kind
    core::usage tokens_;
    int calls_ = 0;
};

}  // namespace llm
