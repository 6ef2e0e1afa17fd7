#include "reply_checker.hpp"

#include "sse_lines.hpp"

#include <fmt/format.h>

namespace bench {

namespace {

// The text of a string member, found by its name. The mock's words need no escapes, so there are none to undo.
std::optional<std::string_view> string_member(std::string_view json, std::string_view quoted_name) {
    auto at = json.find(quoted_name);
    if (at == json.npos) return std::nullopt;
    at += quoted_name.size();
    while (at < json.size() && (json[at] == ':' || json[at] == ' ')) ++at;
    if (at >= json.size() || json[at] != '"') return std::nullopt;
    auto const end = json.find('"', at + 1);
    if (end == json.npos) return std::nullopt;
    return json.substr(at + 1, end - at - 1);
}

constexpr std::string_view finish_reason = "\"finish_reason\"";

class json_checker final : public reply_checker {
public:
    using reply_checker::reply_checker;

    void feed(std::string_view bytes) override { body_ += bytes; }

private:
    void at_end() override {
        if (auto const text = string_member(body_, "\"content\"")) take_text(*text);
        if (string_member(body_, finish_reason) == "stop") finish();
    }

    std::string body_;
};

class any_checker final : public reply_checker {
public:
    using reply_checker::reply_checker;

    void feed(std::string_view) override {}

private:
    void at_end() override { finish(); }
};

class native_checker final : public reply_checker {
public:
    using reply_checker::reply_checker;

    void feed(std::string_view bytes) override {
        lines_.feed(bytes, [this](sse_event const& event) { take(event); });
    }

private:
    void take(sse_event const& event) {
        ++sequence_;
        if (finished()) fail("an event after the last one");
        else if (event.id != fmt::format_int(sequence_).str())
            fail(fmt::format("event {} has the id '{}'", sequence_, event.id));
        else if ((event.name == "start") != (sequence_ == 1))
            fail(fmt::format("event {} is '{}'", sequence_, event.name));
        else if (event.name == "token") take_text(string_member(event.data, "\"token\"").value_or(""));
        else if (event.name == "complete") {
            if (string_member(event.data, finish_reason) == "stop") finish();
            else fail(event.data);
        } else if (event.name == "error" || event.name == "restarted" || event.name == "continued") fail(event.data);
    }

    sse_lines lines_;
    std::uint32_t sequence_ = 0;
};

class openai_checker final : public reply_checker {
public:
    using reply_checker::reply_checker;

    void feed(std::string_view bytes) override {
        lines_.feed(bytes, [this](sse_event const& event) { take(event); });
    }

private:
    void take(sse_event const& event) {
        if (finished()) {
            fail("an event after the last one");
        } else if (event.data == "[DONE]") {
            if (stopped_) finish();
            else fail("[DONE] without a finish_reason");
        } else if (auto const text = string_member(event.data, "\"content\"")) {
            take_text(*text);
        } else if (string_member(event.data, finish_reason) == "stop") {
            stopped_ = true;
        } else if (event.data.starts_with("{\"error\"")) {
            fail(event.data);
        }
    }

    sse_lines lines_;
    bool stopped_ = false;
};

}  // namespace

void reply_checker::take_text(std::string_view text) {
    if (!text_.accept(text)) fail(fmt::format("wrong text after token {}: '{}'", tokens(), text));
}

void reply_checker::fail(std::string_view what) {
    if (problem_.empty()) problem_ = what;
}

std::string const& reply_checker::conclude() {
    at_end();
    if (!finished_) fail("the reply ended without its last event");
    else if (tokens() != tokens_wanted_ || !text_.between_tokens())
        fail(fmt::format("{} tokens instead of {}", tokens(), tokens_wanted_));
    return problem_;
}

std::unique_ptr<reply_checker> make_reply_checker(reply_shape shape, std::uint32_t tokens_wanted) {
    switch (shape) {
    case reply_shape::json:       return std::make_unique<json_checker>(tokens_wanted);
    case reply_shape::native_sse: return std::make_unique<native_checker>(tokens_wanted);
    case reply_shape::openai_sse: return std::make_unique<openai_checker>(tokens_wanted);
    case reply_shape::any:        return std::make_unique<any_checker>(tokens_wanted);
    }
    return nullptr;
}

}  // namespace bench
