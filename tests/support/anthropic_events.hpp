#pragma once

#include <string>
#include <string_view>

// The pieces of a stream of Anthropic's Messages API, to be sent by a fake_provider. Texts must need no escape in JSON.
namespace support::anthropic {

std::string event(std::string_view name, std::string_view fields);  // `fields` without braces
std::string start(int input_tokens = 9, std::string_view more_usage = {});
std::string begin_block(int index, std::string_view block);  // `block` as JSON
std::string piece(int index, std::string_view delta);  // `delta` as JSON
std::string end_block(int index);
std::string text_block(int index, std::string_view text);  // from its start to its end
std::string finish(std::string_view stop_reason, int output_tokens = 2);
std::string stop();

}  // namespace support::anthropic
