#include "load_options.hpp"

#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace bench {

char const* const load_usage =
    R"(usage: load --port N --path PATH --body JSON --reply json|native_sse|openai_sse|any --tokens N
            [--method METHOD] [--credentials FILE] [--connections N] [--requests N] [--ramp PER_SECOND]
            [--windows N] [--window_ms N] [--silence_ms N]
Sends requests over keep-alive connections, checks every reply against the mock's text (of `any`: that it is a 200) and
prints one line of JSON. "{n}" in the body becomes the request's number. --credentials names a file of bearer
credentials, a line each, which the requests carry in turn. With --windows, also a line when every connection is
streaming, and one after each window, for whoever measures the server in between.)";

namespace {

template <class Number>
Number number(std::string_view name, std::string_view text) {
    Number value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::invalid_argument(std::string(name) + " wants a number");
    return value;
}

reply_shape shape_from(std::string_view text) {
    if (text == "json") return reply_shape::json;
    if (text == "native_sse") return reply_shape::native_sse;
    if (text == "openai_sse") return reply_shape::openai_sse;
    if (text == "any") return reply_shape::any;
    throw std::invalid_argument("--reply wants json, native_sse, openai_sse or any");
}

std::vector<std::string> lines_of(std::string const& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    if (lines.empty()) throw std::invalid_argument("--credentials wants a file with a line at least");
    return lines;
}

void set(load_options& options, std::string_view name, std::string_view value) {
    auto milliseconds = [&] { return std::chrono::milliseconds(number<std::uint32_t>(name, value)); };
    if (name == "--port") options.port = number<std::uint16_t>(name, value);
    else if (name == "--method") options.method = value;
    else if (name == "--credentials") options.credentials = lines_of(std::string(value));
    else if (name == "--path") options.path = value;
    else if (name == "--body") options.body = value;
    else if (name == "--reply") options.shape = shape_from(value);
    else if (name == "--tokens") options.tokens = number<std::uint32_t>(name, value);
    else if (name == "--connections") options.connections = number<std::uint32_t>(name, value);
    else if (name == "--requests") options.requests = number<std::uint32_t>(name, value);
    else if (name == "--ramp") options.ramp = number<double>(name, value);
    else if (name == "--windows") options.windows = number<std::uint32_t>(name, value);
    else if (name == "--window_ms") options.window = milliseconds();
    else if (name == "--silence_ms") options.silence = milliseconds();
    else throw std::invalid_argument("unknown option " + std::string(name));
}

}  // namespace

load_options parse_load_options(int count, char const* const* arguments) {
    load_options options;
    for (int i = 1; i < count; i += 2) {
        if (i + 1 == count) throw std::invalid_argument(std::string(arguments[i]) + " wants a value");
        set(options, arguments[i], arguments[i + 1]);
    }
    if (options.port == 0 || options.path.empty() || options.connections == 0)
        throw std::invalid_argument("--port, --path and at least one connection are needed");
    if (options.requests == 0) options.requests = options.connections;
    return options;
}

}  // namespace bench
