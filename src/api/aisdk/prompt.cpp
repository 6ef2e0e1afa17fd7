#include "api/aisdk/prompt.hpp"

#include "api/aisdk/ui_stream.hpp"
#include "api/dropin/message_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
namespace api::aisdk {

namespace json = boost::json;

namespace {

// One UI message: an answer of several steps becomes as many messages, each with its calls and their results.
class message_reader {
public:
    message_reader(llm::role who, std::vector<llm::message>& to, body_problems& problems)
        : own_{.who = who}, to_(to), begin_(to.size()), problems_(problems) {}

    void read(json::value const& parts, std::string const& at) {
        read_objects(parts, at, {"parts"}, problems_,
                     [&](auto const& part, auto const& where) { read_part(part, where); });
        finish_step();
    }

private:
    void read_part(json::object const& part, std::string const& at) {
        auto const type = text_member(part, "type", at, problems_);
        if (type == "step-start") return finish_step();
        if (type == begun_anew) return forget();
        if (type == "text") return read_text(text_member(part, "text", at, problems_));
        if (type == "file") return read_file(part, at);
        if (type.starts_with("tool-")) return read_tool(part, type.substr(5), at);
        if (type == "dynamic-tool") return read_tool(part, text_member(part, "toolName", at, problems_), at);
    }

    // What was shown of an answer that was begun anew is no part of it.
    void forget() {
        to_.resize(begin_);
        own_ = {.who = own_.who};
        results_.clear();
    }

    void read_text(std::string const& text) {
        if (!results_.empty()) finish_step();
        add_text(own_, text);
    }

    void read_file(json::object const& part, std::string const& at) {
        if (own_.who != llm::role::user) return;   // a picture that a model made
        add_image(own_, text_member(part, "url", at, problems_), at + "/url", problems_);
    }

    void read_tool(json::object const& part, std::string name, std::string const& at) {
        if (own_.who != llm::role::assistant) return problems_.add(at, "tools are called by the assistant");
        auto const state = text_member(part, "state", at, problems_);
        if (!state.starts_with("output-")) return;   // not called in the end, or not answered yet
        auto const id = text_member(part, "toolCallId", at, problems_);
        auto const* input = part.if_contains("input");
        own_.tool_calls.push_back({id, std::move(name), input ? json::serialize(*input) : std::string("{}")});
        llm::message result{.who = llm::role::tool, .tool_call_id = id, .tool_failed = state != "output-available"};
        auto const* output = part.if_contains(result.tool_failed ? "errorText" : "output");
        if (output) result.text = output->is_string() ? std::string(output->get_string()) : json::serialize(*output);
        results_.push_back(std::move(result));
    }

    void finish_step() {
        if (!own_.text.empty() || !own_.images.empty() || !own_.tool_calls.empty()) to_.push_back(std::move(own_));
        for (auto& each : results_) to_.push_back(std::move(each));
        own_ = {.who = own_.who};
        results_.clear();
    }

    llm::message own_;
    std::vector<llm::message> results_;
    std::vector<llm::message>& to_;
    std::size_t const begin_;
    body_problems& problems_;
};

}  // namespace

std::vector<llm::message> read_messages(json::value const& from, body_problems& problems) {
    std::vector<llm::message> out;
    read_objects(from, "/messages", messages_bounds, problems, [&](auto const& fields, auto const& at) {
        auto const who = llm::role_from(text_member(fields, "role", at, problems));
        auto const* parts = fields.if_contains("parts");
        if (!who || *who == llm::role::tool) problems.add(at + "/role", "must be system, user or assistant");
        else if (!parts) problems.add(at + "/parts", "must be a list of parts");
        else message_reader(*who, out, problems).read(*parts, at + "/parts");
    });
    if (out.empty()) problems.add("/messages", "must say something");
    return out;
}

}  // namespace api::aisdk
