#pragma once

#include <string>
#include <string_view>

// The pieces of a stream of OpenAI's Responses API, to be sent by a fake_provider. Texts must need no escape in JSON.
// Events that are given a number carry it as their sequence_number.
namespace support::responses {

std::string event(std::string_view type, std::string_view fields, int number = -1);  // `fields` without braces
std::string created(std::string_view id = "resp_1", int number = 0);
std::string text(std::string_view words, int item = 0, int number = -1);  // one delta
std::string item_begins(int item, std::string_view fields, int number = -1);  // `fields` of the item, as JSON
std::string item_ends(int item, std::string_view fields, int number = -1);
// The last event; `more` are fields of the response, as its output or its usage.
std::string completed(std::string_view more = {}, int number = -1);

}  // namespace support::responses
