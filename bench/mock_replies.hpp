#pragma once

#include "model_script.hpp"

#include <string>
#include <string_view>

namespace bench {

// What a client asked of `POST /v1/chat/completions`, as far as the mock cares.
struct completion_request {
    std::string model;
    bool stream = false;
    bool include_usage = false;
};

// Throws when `body` is no JSON object with a model; unknown fields are ignored.
completion_request parse_completion_request(std::string_view body);

// Whole HTTP replies and the pieces of a streamed one, as bytes for the wire.
std::string json_reply(std::uint32_t status, std::string_view body);
std::string error_reply(std::uint32_t status, std::string_view message);
std::string models_reply();
std::string completion_reply(completion_request const& request, model_script const& script);

std::string stream_head();                                    // the HTTP head and the first event
void append_token(std::string& out, std::uint32_t n);         // the nth token, counted from 0
void append_error(std::string& out);
void append_end(std::string& out, completion_request const& request, model_script const& script);

}  // namespace bench
