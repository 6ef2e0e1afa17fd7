#pragma once

#include "api/dropin/answer_facts.hpp"
#include "api/dropin/answer_stream.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace api {

// How one API shows the answer to one call.
struct answer_shape {
    std::string_view id_prefix;   // of the message's id
    bool streams = false;
    std::function<std::string(answer_facts const&, whole_answer const&)> whole;
    std::function<std::unique_ptr<answer_encoder>(answer_facts)> encoder;
};

// Has a request answered and sends the answer, or what is wrong.
core::task<> answer_call(call& c, core::result<dropin_request> request, answer_shape shape);

}  // namespace api
