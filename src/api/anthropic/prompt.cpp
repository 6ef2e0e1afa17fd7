#include "api/anthropic/prompt.hpp"

#include "api/dropin/message_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
namespace api::anthropic {

namespace json = boost::json;

namespace {

// A picture, or the text of a document.
void read_source(json::object const& block, std::string_view type, std::string const& at, llm::message& into,
                 body_problems& problems) {
    auto const* source = object_member(block, "source", at, problems);
    if (!source) return;
    auto const where = at + "/source";
    auto const kind = text_member(*source, "type", where, problems);
    if (type == "document") {
        if (kind != "text") return problems.add(where + "/type", "must be text; no other document is understood");
        return add_text(into, text_member(*source, "data", where, problems));
    }
    if (kind != "base64") return problems.add(where + "/type", "must be base64; this server fetches no pictures");
    add_image(into, text_member(*source, "media_type", where, problems), text_member(*source, "data", where, problems),
              where, problems);
}

// A text, or a list of blocks: of text and, where `shown`, of pictures and documents.
void read_blocks(json::value const& from, std::string const& at, bool shown, llm::message& into,
                 body_problems& problems) {
    if (auto const* text = from.if_string()) return add_text(into, {text->data(), text->size()});
    read_objects(from, at, {"blocks, or a string"}, problems, [&](auto const& block, auto const& where) {
        auto const type = text_member(block, "type", where, problems);
        if (type == "text") return add_text(into, text_member(block, "text", where, problems));
        if (shown && (type == "image" || type == "document")) return read_source(block, type, where, into, problems);
        problems.add(where, shown ? "must be a text, image or document block" : "must be a text block");
    });
}

// What is signed is of use to the provider that signed it; what is not, to nobody.
bool is_unsigned_thinking(json::object const& block) {
    auto const* type = block.if_contains("type");
    if (!type || *type != "thinking") return false;
    auto const* signature = block.if_contains("signature");
    auto const* text = signature ? signature->if_string() : nullptr;
    return !text || text->empty();
}

// One message of theirs becomes one or more of ours.
class message_reader {
public:
    message_reader(llm::role who, std::vector<llm::message>& to, body_problems& problems)
        : own_{.who = who}, to_(to), problems_(problems) {}

    void read(json::value const& content, std::string const& at) {
        if (auto const* text = content.if_string()) {
            own_.text.assign(text->data(), text->size());
        } else {
            read_objects(content, at, {"blocks, or a string", std::string_view::npos, 1}, problems_,
                         [&](auto const& block, auto const& where) { read_block(block, where); });
            if (sealed_ && !problems_.any()) keep_blocks(content.get_array());
        }
        bool const says = !own_.text.empty() || !own_.images.empty() || !own_.tool_calls.empty();
        if (says || !results_) to_.push_back(std::move(own_));
    }

private:
    void read_block(json::object const& block, std::string const& at) {
        auto const type = text_member(block, "type", at, problems_);
        bool const answer = own_.who == llm::role::assistant;
        if (type == "text" && !answer) return add_text(own_, text_member(block, "text", at, problems_));
        if (type == "text") {
            own_.text += text_member(block, "text", at, problems_);   // one answer, in pieces
            return;
        }
        if ((type == "image" || type == "document") && !answer) return read_source(block, type, at, own_, problems_);
        if (type == "tool_result" && !answer) return read_result(block, at);
        if (type == "tool_use" && answer) return read_call(block, at);
        if (answer && (type == "thinking" || type == "redacted_thinking")) {
            sealed_ = sealed_ || !is_unsigned_thinking(block);
            return;
        }
        problems_.add(at + "/type",
                      "must be text, image, document, tool_use, tool_result or thinking, and where it belongs");
    }

    void read_result(json::object const& block, std::string const& at) {
        llm::message result{.who = llm::role::tool, .tool_call_id = text_member(block, "tool_use_id", at, problems_)};
        if (auto const* content = block.if_contains("content"); content && !content->is_null())
            read_blocks(*content, at + "/content", true, result, problems_);
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

    void keep_blocks(json::array const& content) {
        json::array kept;
        for (auto const& block : content)
            if (!is_unsigned_thinking(block.get_object())) kept.push_back(block);
        own_.replayed = {"anthropic", json::serialize(kept)};
    }

    llm::message own_;
    std::vector<llm::message>& to_;
    body_problems& problems_;
    bool results_ = false;
    bool sealed_ = false;   // there are thoughts that their provider wants back
};

}  // namespace

std::vector<llm::message> read_prompt(json::value const& system, json::value const& messages, body_problems& problems) {
    std::vector<llm::message> out;
    if (!system.is_null()) {
        llm::message instructions{.who = llm::role::system};
        read_blocks(system, "/system", false, instructions, problems);
        if (!instructions.text.empty()) out.push_back(std::move(instructions));
    }
    read_objects(messages, "/messages", messages_bounds, problems, [&](auto const& fields, auto const& at) {
        auto const who = llm::role_from(text_member(fields, "role", at, problems));
        auto const* content = fields.if_contains("content");
        if (!who || *who == llm::role::tool) problems.add(at + "/role", "must be user, assistant or system");
        else if (!content) problems.add(at + "/content", "is required");
        else message_reader(*who, out, problems).read(*content, at + "/content");
    });
    return out;
}

std::vector<llm::tool_definition> read_tools(json::value const& from, body_problems& problems) {
    std::vector<llm::tool_definition> out;
    if (from.is_null()) return out;
    read_objects(from, "/tools", tools_bounds, problems, [&](auto const& tool, auto const& at) {
        if (auto const type = text_member(tool, "type", at, problems, false); !type.empty() && type != "custom")
            problems.add(at + "/type", "must be custom: the caller runs the tools here");
        auto const* schema = object_member(tool, "input_schema", at, problems);
        auto name = text_member(tool, "name", at, problems);
        if (name.empty() || name.size() > 128) problems.add(at + "/name", "must have 1 to 128 characters");
        out.push_back({std::move(name), text_member(tool, "description", at, problems, false),
                       schema ? json::serialize(*schema) : std::string()});
    });
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
    if (auto const* format = config->if_contains("format"))
        read_output_format(*format, "/output_config/format", into, problems);
}

void read_output_format(json::value const& from, std::string const& at, llm::answer_form& into,
                        body_problems& problems) {
    if (from.is_null()) return;
    auto const* fields = from.if_object();
    auto const* schema = fields ? object_member(*fields, "schema", at, problems) : nullptr;
    if (!schema) return problems.add(at, "must be an object with a schema");
    json::object described{{"name", "answer"}, {"schema", *schema}, {"strict", true}};
    into.format = json::serialize(json::object{{"type", "json_schema"}, {"json_schema", std::move(described)}});
}

void read_thinking(json::value const& from, llm::answer_form& into, body_problems& problems) {
    if (from.is_null()) return;
    auto const* fields = from.if_object();
    auto const type = fields ? text_member(*fields, "type", "/thinking", problems) : std::string();
    if (type == "disabled") into.thinking_tokens = 0;
    else if (type == "adaptive") into.thinking_tokens = -1;
    else if (type != "enabled") return problems.add("/thinking", "must be of type enabled, adaptive or disabled");
    if (type != "enabled") return;
    auto const* budget = fields->if_contains("budget_tokens");
    bool const fits = budget && budget->is_int64() && budget->get_int64() >= 1024 && budget->get_int64() <= 1'000'000;
    if (!fits) return problems.add("/thinking/budget_tokens", "must be a whole number of at least 1024");
    into.thinking_tokens = budget->get_int64();
}

}  // namespace api::anthropic
