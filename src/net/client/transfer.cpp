#include "net/client/transfer.hpp"

#include "net/address_range.hpp"
#include "net/client/curl_loop.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <new>

#include <sys/socket.h>

namespace net::client {

namespace {

// What waits for a slow reader before the socket is left alone.
constexpr std::size_t arrived_bytes_max = 64 * 1024;
// Small, because thousands of streams each hold one: their events are small too.
constexpr long read_buffer_bytes = 2048;

bool breaks_line(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos; }

std::string_view trim(std::string_view s) {
    auto const first = s.find_first_not_of(" \t\r\n");
    if (first == s.npos) return {};
    return s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

core::error upstream(std::string message) {
    core::error e(core::errc::upstream_failed, std::move(message));
    e.retryable = true;
    return e;
}

core::error too_slow(std::string message) {
    core::error e(core::errc::timeout, std::move(message));
    e.retryable = true;
    return e;
}

bool is_loopback(std::string_view url) {
    auto const start = url.find("://");
    if (start == url.npos) return false;
    auto const authority = url.substr(start + 3, url.find_first_of("/?#", start + 3) - start - 3);
    auto const names = {"127.", "localhost", "[::1]"};
    return std::ranges::any_of(names, [&](auto name) { return authority.starts_with(name); });
}

}  // namespace

transfer::transfer(curl_loop& on, client_request request, std::optional<guarded_target> target)
    : loop_(on), request_(std::move(request)), target_(std::move(target)), easy_(curl_easy_init()),
      news_(on.context()) {
    if (!easy_) throw std::bad_alloc();
}

transfer::~transfer() { leave_loop(); }

core::task<core::result<void>> transfer::head() {
    if (auto bad = prepare()) co_return std::move(*bad);
    started_ = std::chrono::steady_clock::now();
    on_loop_ = true;
    loop_.add(*this);
    while (!head_done_ && !done_) co_await news_.wait();
    if (failure_ && !head_done_) co_return *failure_;
    co_return core::result<void>();
}

core::task<core::result<std::string>> transfer::read_some() {
    while (arrived_.empty() && !done_) co_await news_.wait();
    auto bytes = std::exchange(arrived_, {});
    last_bytes_ = std::chrono::steady_clock::now();
    if (paused_ && !done_) {
        paused_ = false;
        curl_easy_pause(easy_.get(), CURLPAUSE_CONT);   // may call back at once
    }
    if (bytes.empty() && failure_) co_return *failure_;
    co_return bytes;
}

std::optional<core::error> transfer::prepare() {
    auto* const easy = easy_.get();
    if (breaks_line(request_.url) || breaks_line(request_.method))
        return core::error(core::errc::invalid_input, "The address holds a line break.");
    if (target_) add_target();
    else curl_easy_setopt(easy, CURLOPT_URL, request_.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, read_buffer_bytes);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // else cancelling waits for the thread that looks up the name
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
    // The system's authorities stay in its folder of them, which libcurl looks into beside this file.
    if (auto const& file = loop_.authorities(); !file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, file.c_str());
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &transfer::on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &transfer::on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    // The environment's proxy is for the world outside, never for this machine.
    if (!target_ && is_loopback(request_.url)) curl_easy_setopt(easy, CURLOPT_PROXY, "");
    set_method();
    return add_fields();
}

void transfer::set_method() {
    auto* const easy = easy_.get();
    if (request_.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (request_.method != "GET" || !request_.body.empty()) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request_.body.data());
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    }
}

std::optional<core::error> transfer::add_fields() {
    auto append = [this](std::string const& line) { add_to(sent_fields_, line); };
    for (auto const& field : request_.fields) {
        if (breaks_line(field.name) || breaks_line(field.value))
            return core::error(core::errc::invalid_input, "A header holds a line break.");
        // libcurl sends a field without value only when it ends in a semicolon.
        append(field.value.empty() ? field.name + ";" : field.name + ": " + field.value);
    }
    append("Expect:");   // no round trip before the body
    if (!request_.fields.find("content-type")) append("Content-Type:");
    if (!request_.fields.find("accept")) append("Accept: */*");
    curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, sent_fields_.get());
    return std::nullopt;
}

void transfer::add_to(std::unique_ptr<curl_slist, free_list>& list, std::string const& line) {
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
}

// libcurl gets the address as it was read and the addresses that were judged, and asks again before it connects. No
// connection is shared: one that somebody else opened to this name was not judged.
void transfer::add_target() {
    auto* const easy = easy_.get();
    auto line = "+" + target_->url.host() + ":" + std::to_string(target_->url.port()) + ":";
    for (auto const& address : target_->addresses) {
        if (!line.ends_with(':')) line += ',';
        line += address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    }
    if (!is_address(target_->url.host())) add_to(pinned_, line);
    curl_easy_setopt(easy, CURLOPT_CURLU, target_->url.handle());
    curl_easy_setopt(easy, CURLOPT_RESOLVE, pinned_.get());
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &transfer::on_connect);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
}

curl_socket_t transfer::on_connect(void* self, curlsocktype purpose, curl_sockaddr* to) {
    auto& one = *static_cast<transfer*>(self);
    boost::asio::ip::tcp::endpoint endpoint;
    bool const readable = purpose == CURLSOCKTYPE_IPCXN && to->addrlen <= endpoint.capacity() &&
                          (to->family == AF_INET || to->family == AF_INET6);
    if (readable) {
        std::memcpy(endpoint.data(), &to->addr, to->addrlen);
        endpoint.resize(to->addrlen);
    }
    if (!readable || !one.target_->guard.may_connect(endpoint.address(), endpoint.port())) {
        one.failure_ = core::error(core::errc::forbidden, "the address is not one that may be reached");
        return CURL_SOCKET_BAD;
    }
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<transfer*>(self)->take_header({data, size * count});
}

std::size_t transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<transfer*>(self)->take_body({data, size * count});
}

std::size_t transfer::take_header(std::string_view line) {
    head_bytes_ += line.size();
    if (head_bytes_ > request_.head_bytes_max) {
        failure_ = upstream("the head of the reply is too large");
        return 0;   // libcurl gives the transfer up
    }
    if (head_done_) return line.size();   // a trailer
    if (line.starts_with("HTTP/")) {
        fields_ = {};
        auto const code = line.substr(std::min(line.find(' ') + 1, line.size()));
        std::from_chars(code.data(), code.data() + code.size(), status_);
    } else if (trim(line).empty()) {
        if (status_ < 200) return line.size();   // an interim reply; another head follows
        head_done_ = true;
        std::string().swap(request_.body);  // sent for good: nothing is repeated once a reply has begun
        last_bytes_ = std::chrono::steady_clock::now();
        loop_.tell(*this);
    } else if (auto const colon = line.find(':'); colon != line.npos) {
        fields_.add(std::string(line.substr(0, colon)), std::string(trim(line.substr(colon + 1))));
    }
    return line.size();
}

std::size_t transfer::take_body(std::string_view bytes) {
    if (arrived_.size() >= arrived_bytes_max) {
        paused_ = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    arrived_.append(bytes);
    last_bytes_ = std::chrono::steady_clock::now();
    loop_.tell(*this);
    return bytes.size();
}

void transfer::finished(CURLcode result) {
    if (result != CURLE_OK && !failure_) failure_ = translate(result);
    done_ = true;
    leave_loop();
    loop_.tell(*this);
}

void transfer::check_deadlines(time_point now) {
    if (done_ || !on_loop_) return;
    if (!head_done_) {
        curl_off_t sent_after_us = 0;
        curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &sent_after_us);
        if (sent_after_us == 0) return;   // still connecting: libcurl keeps that deadline
        if (now > started_ + std::chrono::microseconds(sent_after_us) + request_.first_byte_timeout)
            fail(too_slow("no reply began in time"));
    } else if (arrived_.empty() && now > last_bytes_ + request_.silence_timeout) {
        fail(too_slow("the reply fell silent"));
    }
}

void transfer::fail(core::error why) {
    failure_ = std::move(why);
    done_ = true;
    leave_loop();
    loop_.tell(*this);
}

void transfer::leave_loop() {
    if (!on_loop_) return;
    on_loop_ = false;
    loop_.remove(*this);
}

core::error transfer::translate(CURLcode result) const {
    long os_error = 0;
    curl_off_t connected_us = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &os_error);
    curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &connected_us);
    bool const connected = connected_us > 0;
    bool const refused = os_error == ECONNREFUSED;
    switch (result) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        if (connected) return upstream("the reply is not valid HTTP");
        return {core::errc::invalid_input, "the address is no http or https address"};
    case CURLE_COULDNT_RESOLVE_HOST:     return upstream("host not found");
    case CURLE_COULDNT_RESOLVE_PROXY:    return upstream("proxy not found");
    case CURLE_COULDNT_CONNECT:          return upstream(refused ? "connection refused" : "can't connect");
    case CURLE_OPERATION_TIMEDOUT:       return too_slow(connected ? "the reply is too slow" : "can't connect in time");
    case CURLE_PEER_FAILED_VERIFICATION: return upstream("the server's certificate is not valid");
    case CURLE_SSL_CONNECT_ERROR:        return upstream("the TLS handshake failed");
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:             return upstream("the connection was cut");
    default:                             return upstream("the reply is not valid HTTP");
    }
}

}  // namespace net::client
