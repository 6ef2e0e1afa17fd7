#include "llm/demo/reply.hpp"

#include "core/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace llm {
namespace {

constexpr std::size_t quote_bytes_max = 280;
constexpr int quote_lines_max = 3;
constexpr int title_words_max = 6;
constexpr std::size_t title_bytes_max = 60;

constexpr std::string_view introduction =
    "Hello! I am **Parlance's built-in demo**, not a language model: I can't think, but I stream, stop and resume "
    "like one, so that you can try everything else.\n\n";

constexpr std::string_view real_model = R"(To talk to a real model, do one of these and start Parlance again:

- start [Ollama](https://ollama.com) or a llama.cpp server on this machine: it is found by itself
- set `OPENAI_API_KEY` to your key
- set `OPENAI_BASE_URL` to any server that speaks OpenAI's protocol, such as vLLM or LM Studio

```sh
export OPENAI_API_KEY=sk-...
parlance serve
```

Until then, ask me for a *table*, for some *code* or for something *long*, and I will show you how that looks.)";

constexpr std::string_view table = R"(Here is a table, always the same one, because I am a demo:

| What happens | What is kept | Who notices |
|:-------------|:-------------|:------------|
| You reload the page | every word | nobody |
| The network drops for a while | every word | a small sign, until it is back |
| The server is restarted | every word | the answer goes on by itself |
| You press *Stop* | what was written so far | you |
)";

constexpr std::string_view code =
    R"(Here is some code, always the same, because I am a demo. It asks this server for an answer:

```python
import json, urllib.request

request = urllib.request.Request(
    "http://127.0.0.1:8000/api/v1/chat",
    data=json.dumps({"message": "Hello!"}).encode(),
    headers={"Content-Type": "application/json"},
)
with urllib.request.urlopen(request) as reply:
    print(json.load(reply)["content"])
```

The same with `curl`:

```sh
curl -s http://127.0.0.1:8000/api/v1/chat \
  -H 'Content-Type: application/json' -d '{"message": "Hello!"}'
```
)";

constexpr std::string_view chapter =
    "A long answer is the best moment to try things out. Scroll up while it is being written, and it stays where you "
    "are reading. Reload the page, and it goes on at the same word. Open the conversation in a second window, and both "
    "follow along. Press *Stop*, and what was written so far is kept.\n\n";

bool contains_word(std::string_view text, std::string_view word) {
    auto const same = [](unsigned char a, unsigned char b) { return std::tolower(a) == b; };
    auto const letter = [](unsigned char c) { return std::isalpha(c) != 0; };
    for (auto from = text.begin();;) {
        auto const found = std::search(from, text.end(), word.begin(), word.end(), same);
        if (found == text.end()) return false;
        from = found + static_cast<std::ptrdiff_t>(word.size());
        if ((found == text.begin() || !letter(found[-1])) && (from == text.end() || !letter(*from))) return true;
    }
}

// The beginning of `text` as a Markdown quotation.
std::string quoted(std::string_view text) {
    auto rest = core::first_bytes(text, quote_bytes_max);
    std::string out;
    int lines = 0;
    while (!rest.empty() && lines < quote_lines_max) {
        auto const line = rest.substr(0, rest.find('\n'));
        out += fmt::format("> {}\n", line);
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        ++lines;
    }
    bool const shortened = !rest.empty() || text.size() > quote_bytes_max;
    if (shortened && !out.empty()) out.insert(out.size() - 1, " …");
    return out;
}

// The first words of the first line that says something: a line that ends in a colon only announces one.
std::string title(std::string_view text) {
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        bool const says = line.find_first_not_of(" \t\r") != line.npos && !line.ends_with(':');
        if (says) {
            text = line;
            break;
        }
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    std::string out;
    int words = 0;
    for (std::size_t at = 0; at < text.size() && words < title_words_max; ++words) {
        auto const begin = text.find_first_not_of(" \t\r#*>`", at);
        if (begin == text.npos) break;
        at = std::min(text.find_first_of(" \t\r`*", begin), text.size());
        auto const word = text.substr(begin, at - begin);
        if (!out.empty() && out.size() + 1 + word.size() > title_bytes_max) break;
        if (!out.empty()) out += ' ';
        out += core::first_bytes(word, title_bytes_max);
    }
    while (!out.empty() && std::string_view(".,;:!?").contains(out.back())) out.pop_back();
    return out.empty() ? "Demo conversation" : out;
}

std::string long_answer() {
    std::string out = "Here is something long.\n\n";
    for (int n = 1; n <= 8; ++n) out += fmt::format("## Part {}\n\n{}", n, chapter);
    return out + "That was all of it.";
}

}  // namespace

std::string_view demo_prompt(completion_request const& request) {
    auto const& all = request.messages;
    auto const last = std::find_if(all.rbegin(), all.rend(), [](auto const& m) { return m.who == role::user; });
    return last == all.rend() ? std::string_view() : std::string_view(last->text);
}

std::string demo_reply(completion_request const& request) {
    auto const prompt = demo_prompt(request);
    if (request.purpose == "title") return title(prompt);
    if (!request.messages.empty() && request.messages.back().who == role::tool)
        return fmt::format("The tool answered:\n\n{}\nI am Parlance's built-in demo, so I make nothing more of it.",
                           quoted(request.messages.back().text));
    if (contains_word(prompt, "table")) return std::string(table);
    if (contains_word(prompt, "code")) return std::string(code);
    if (contains_word(prompt, "long")) return long_answer();

    std::string out(introduction);
    if (!prompt.empty()) out += fmt::format("You wrote:\n\n{}\n", quoted(prompt));
    return out += real_model;
}

}  // namespace llm
