#pragma once

#include "api/dropin/answering.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace api {

// What names an answer in all that is said of it.
struct answer_facts {
    std::string id{};              // as its API writes it
    std::int64_t created = 0;      // Unix seconds
    std::string provider{}, model{};   // that was asked; the model, that answers as far as one knows

    // How "provider/model", which really answered, is called: with its provider only where that is another one.
    std::string name_of(std::string_view answered) const;

    // A `status` event may say that another is asked.
    void heed(store::turn_event const& event);
};

answer_facts facts_of_answer(call const& c, dropin_request const& asked);

}  // namespace api
