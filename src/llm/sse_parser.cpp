#include "llm/sse_parser.hpp"

#include <algorithm>

namespace llm {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Where the first line break is, or the end. One character is what the library finds fastest; in short windows, so that
// neither of the two is looked for far behind the other.
std::size_t line_end(std::string_view text) {
    constexpr std::size_t window = 512;
    for (std::size_t from = 0; from < text.size(); from += window) {
        auto const part = text.substr(from, window);
        auto const lf = part.find('\n');
        if (auto const at = std::min(lf, part.substr(0, lf).find('\r')); at != part.npos) return from + at;
    }
    return text.size();
}

}  // namespace

void sse_parser::feed(std::string_view bytes) {
    // Moving only once half of the buffer was read keeps the copying linear.
    if (begin_ > buffer_.size() / 2) {
        buffer_.erase(0, begin_);
        scanned_ -= begin_;
        begin_ = 0;
    }
    buffer_ += bytes;
}

std::optional<sse_event> sse_parser::next() {
    if (dispatched_) {
        dispatched_ = false;
        type_.clear();
        data_.clear();
    }
    while (auto const line = next_line()) {
        if (!line->empty()) take_field(*line);
        else if (dispatch()) return sse_event{type_, std::string_view(data_).substr(0, data_.size() - 1), id_};
        if (failed_) break;
    }
    return std::nullopt;
}

// The next whole line without its end. The view is good until feed().
std::optional<std::string_view> sse_parser::next_line() {
    if (failed_) return std::nullopt;
    if (at_start_) {
        auto const head = std::string_view(buffer_).substr(0, byte_order_mark.size());
        if (head.size() < byte_order_mark.size() && byte_order_mark.starts_with(head)) return std::nullopt;
        at_start_ = false;
        if (head == byte_order_mark) begin_ = scanned_ = head.size();
    }
    if (skip_lf_ && begin_ < buffer_.size()) {
        if (buffer_[begin_] == '\n') scanned_ = ++begin_;
        skip_lf_ = false;
    }
    scanned_ += line_end(std::string_view(buffer_).substr(scanned_));
    if (scanned_ - begin_ > bounds_.line_bytes_max) failed_ = true;
    if (failed_ || scanned_ == buffer_.size()) return std::nullopt;

    auto const line = std::string_view(buffer_).substr(begin_, scanned_ - begin_);
    skip_lf_ = buffer_[scanned_] == '\r';
    begin_ = ++scanned_;
    return line;
}

void sse_parser::take_field(std::string_view line) {
    auto const colon = std::min(line.find(':'), line.size());
    auto const name = line.substr(0, colon);
    auto value = line.substr(std::min(colon + 1, line.size()));
    if (value.starts_with(' ')) value.remove_prefix(1);

    if (name == "data") {
        if (data_.size() + value.size() > bounds_.event_bytes_max) failed_ = true;
        else data_.append(value).push_back('\n');
    } else if (name == "event") {
        type_ = value;
    } else if (name == "id" && !value.contains('\0')) {
        id_ = value;
    }
}

// At the empty line that ends an event: is there one?
bool sse_parser::dispatch() {
    if (data_.empty()) {
        type_.clear();
        return false;
    }
    if (type_.empty()) type_ = "message";
    dispatched_ = true;
    return true;
}

}  // namespace llm
