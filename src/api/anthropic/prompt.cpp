#include "api/anthropic/prompt.hpp"

#include "api/dropin/image_url.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace api::anthropic {

namespace json = boost::json;

namespace {

constexpr std::size_t messages_max = 10'000;
constexpr std::size_t tools_max = 128;   // as many calls as an answer can hold

void add_text(llm::message& into, std::string_view text) {
    if (!into.text.empty() && !text.empty()) into.text += '\n';
    into.text += text;
}

// A text, or a list of text blocks.
void read_texts(json::value const& from, std::string const& at, llm::message& into, body_problems& problems) {
    if (auto const* text = from.if_string()) return add_text(into, {text->data(), text->size()});
    auto const* blocks = from.if_array();
    if (!blocks) return problems.add(at, "must be a string or a list of blocks");
    for (std::size_t i = 0; i < blocks->size() && !problems.any(); ++i) {
        auto const where = fmt::format("{}/{}", at, i);
        auto const* block = (*blocks)[i].if_object();
        if (!block || text_member(*block, "type", where, problems) != "text")
            return problems.add(where, "must be a text block");
        add_text(into, text_member(*block, "text", where, problems));
    }
}

// One message of theirs becomes one or more of ours.
class message_reader {
public:
    message_reader(llm::role who, std::vector<llm::message>& to, body_problems& problems)
        : own_{.who = who}, to_(to), problems_(problems) {}

    void read(json::value const& content, std::string const& at) {
        if (auto const* text = content.if_string()) {
            own_.text.assign(text->data(), text->size());
        } else if (auto const* blocks = content.if_array(); blocks && !blocks->empty()) {
            for (std::size_t i = 0; i < blocks->size() && !problems_.any(); ++i)
                read_block((*blocks)[i], fmt::format("{}/{}", at, i));
            if (signed_) own_.replayed = {"anthropic", json::serialize(content)};
        } else {
            problems_.add(at, "must be a string or a list of blocks");
        }
        bool const says = !own_.text.empty() || !own_.images.empty() || !own_.tool_calls.empty();
        if (says || !results_) to_.push_back(std::move(own_));
    }

private:
    void read_block(json::value const& from, std::string const& at) {
        auto const* block = from.if_object();
        if (!block) return problems_.add(at, "must be an object");
        auto const type = text_member(*block, "type", at, problems_);
        bool const answer = own_.who == llm::role::assistant;
        if (type == "text") return add_text(own_, text_member(*block, "text", at, problems_));
        if (type == "image" && !answer) return read_image(*block, at);
        if (type == "tool_result" && !answer) return read_result(*block, at);
        if (type == "tool_use" && answer) return read_call(*block, at);
        if (answer && (type == "thinking" || type == "redacted_thinking")) return read_thinking(*block);
        problems_.add(at + "/type", "must be text, image, tool_use, tool_result or thinking, and where it belongs");
    }

    void read_image(json::object const& block, std::string const& at) {
        auto const* source = object_member(block, "source", at, problems_);
        if (!source) return;
        auto const where = at + "/source";
        if (text_member(*source, "type", where, problems_) != "base64")
            return problems_.add(where + "/type", "must be base64; this server fetches no pictures");
        add_image(own_, text_member(*source, "media_type", where, problems_),
                  text_member(*source, "data", where, problems_), where, problems_);
    }

    void read_result(json::object const& block, std::string const& at) {
        llm::message result{.who = llm::role::tool, .tool_call_id = text_member(block, "tool_use_id", at, problems_)};
        if (auto const* content = block.if_contains("content"); content && !content->is_null())
            read_texts(*content, at + "/content", result, problems_);
        auto const* failed = block.if_contains("is_error");
        result.tool_failed = failed && failed->is_bool() && failed->get_bool();
        to_.push_back(std::move(result));
        results_ = true;
    }

    void read_call(json::object const& block, std::string const& at) {
        auto const* input = object_member(block, "input", at, problems_);
        if (!input) return;
        own_.tool_calls.push_back({text_member(block, "id", at, problems_), text_member(block, "name", at, problems_),
                                   json::serialize(*input)});
    }

    // What is signed is of use to the provider that signed it; what is not, to nobody.
    void read_thinking(json::object const& block) {
        auto const* signature = block.if_contains("signature");
        auto const* text = signature ? signature->if_string() : nullptr;
        signed_ = signed_ || (text && !text->empty()) || block.contains("data");
    }

    llm::message own_;
    std::vector<llm::message>& to_;
    body_problems& problems_;
    bool results_ = false;
    bool signed_ = false;
};

}  // namespace

std::vector<llm::message> read_prompt(json::value const& system, json::value const& messages, body_problems& problems) {
    std::vector<llm::message> out;
    if (!system.is_null()) {
        llm::message instructions{.who = llm::role::system};
        read_texts(system, "/system", instructions, problems);
        if (!instructions.text.empty()) out.push_back(std::move(instructions));
    }
    auto const* list = messages.if_array();
    if (!list || list->empty() || list->size() > messages_max) {
        problems.add("/messages", fmt::format("must be a list of 1 to {} messages", messages_max));
        return out;
    }
    for (std::size_t i = 0; i < list->size() && !problems.any(); ++i) {
        auto const at = fmt::format("/messages/{}", i);
        auto const* fields = (*list)[i].if_object();
        auto const role = fields ? text_member(*fields, "role", at, problems) : std::string();
        auto const who = llm::role_from(role);
        auto const* content = fields ? fields->if_contains("content") : nullptr;
        if (!who || *who == llm::role::tool) problems.add(at + "/role", "must be user, assistant or system");
        else if (!content) problems.add(at + "/content", "is required");
        else message_reader(*who, out, problems).read(*content, at + "/content");
    }
    return out;
}

std::vector<llm::tool_definition> read_tools(json::value const& from, body_problems& problems) {
    std::vector<llm::tool_definition> out;
    if (from.is_null()) return out;
    auto const* list = from.if_array();
    if (!list || list->size() > tools_max) {
        problems.add("/tools", fmt::format("must be a list of at most {} tools", tools_max));
        return out;
    }
    for (std::size_t i = 0; i < list->size() && !problems.any(); ++i) {
        auto const at = fmt::format("/tools/{}", i);
        auto const* tool = (*list)[i].if_object();
        if (!tool) {
            problems.add(at, "must be an object");
            break;
        }
        if (auto const type = text_member(*tool, "type", at, problems, false); !type.empty() && type != "custom")
            problems.add(at + "/type", "must be custom: the caller runs the tools here");
        auto const* schema = object_member(*tool, "input_schema", at, problems);
        auto name = text_member(*tool, "name", at, problems);
        if (name.empty() || name.size() > 128) problems.add(at + "/name", "must have 1 to 128 characters");
        out.push_back({std::move(name), text_member(*tool, "description", at, problems, false),
                       schema ? json::serialize(*schema) : std::string()});
    }
    return out;
}

void read_tool_choice(json::value const& from, llm::answer_form& into, body_problems& problems) {
    if (from.is_null()) return;
    auto const* choice = from.if_object();
    auto const type = choice ? text_member(*choice, "type", "/tool_choice", problems) : std::string();
    if (type == "auto") into.tools = llm::tool_use::automatic;
    else if (type == "none") into.tools = llm::tool_use::none;
    else if (type == "any") into.tools = llm::tool_use::required;
    else if (type == "tool") into.tools = llm::tool_use::named;
    else return problems.add("/tool_choice", "must be an object of type auto, any, tool or none");
    if (type == "tool") into.tool = text_member(*choice, "name", "/tool_choice", problems);
    if (auto const* alone = choice->if_contains("disable_parallel_tool_use"); alone && alone->is_bool())
        into.parallel_calls = !alone->get_bool();
}

void read_output_config(json::value const& from, llm::answer_form& into, body_problems& problems) {
    if (from.is_null()) return;
    auto const* config = from.if_object();
    if (!config) return problems.add("/output_config", "must be an object");
    into.effort = text_member(*config, "effort", "/output_config", problems, false);
    auto const* format = config->if_contains("format");
    if (!format || format->is_null()) return;
    auto const* fields = format->if_object();
    auto const* schema = fields ? object_member(*fields, "schema", "/output_config/format", problems) : nullptr;
    if (!schema) return problems.add("/output_config/format", "must be an object with a schema");
    json::object described{{"name", "answer"}, {"schema", *schema}, {"strict", true}};
    into.format = json::serialize(json::object{{"type", "json_schema"}, {"json_schema", std::move(described)}});
}

}  // namespace api::anthropic
