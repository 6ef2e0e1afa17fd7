#pragma once

#include "core/result.hpp"
#include "net/client/wake_up.hpp"
#include "net/http_client.hpp"
#include "net/outbound/outbound_guard.hpp"

#include <boost/intrusive/list.hpp>
#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace net::client {

class curl_loop;

struct active_tag;
struct ready_tag;
template <class Tag>
using tagged_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<Tag>,
                                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

// Where a guarded request goes: the address as it was read, what its name means, and who watches the connecting.
struct guarded_target {
    outbound_guard const& guard;
    outbound_url url;
    std::vector<boost::asio::ip::address> addresses;
};

// One request and its reply, on one loop. libcurl calls back into it while the loop drives it; what it then has to tell
// its reader waits until libcurl has returned.
class transfer final : public client_response, public tagged_hook<active_tag>, public tagged_hook<ready_tag> {
public:
    using time_point = std::chrono::steady_clock::time_point;

    // `on` outlives the transfer.
    transfer(curl_loop& on, client_request request, std::optional<guarded_target> target);
    transfer(transfer const&) = delete;
    ~transfer() override;  // closes the connection unless the reply is complete

    // Starts, and returns when the reply's head is here. Call it once, first.
    core::task<core::result<void>> head();

    int status() const override { return status_; }
    headers const& fields() const override { return fields_; }
    core::task<core::result<std::string>> read_some() override;
    bool at_end() const override { return done_ && !failure_ && arrived_.empty(); }

    // From the loop.
    CURL* handle() const { return easy_.get(); }
    void finished(CURLcode result);
    void check_deadlines(time_point now);
    void wake() { news_.wake(); }

private:
    struct free_easy {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct free_list {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
    static curl_socket_t on_connect(void* self, curlsocktype purpose, curl_sockaddr* address);

    std::optional<core::error> prepare();
    std::optional<core::error> add_fields();
    void add_target();
    void add_to(std::unique_ptr<curl_slist, free_list>& list, std::string const& line);
    void set_method();
    std::size_t take_header(std::string_view line);
    std::size_t take_body(std::string_view bytes);
    void fail(core::error why);
    void leave_loop();
    core::error translate(CURLcode result) const;

    curl_loop& loop_;
    client_request request_;
    std::optional<guarded_target> target_;
    std::unique_ptr<CURL, free_easy> easy_;
    std::unique_ptr<curl_slist, free_list> sent_fields_;
    std::unique_ptr<curl_slist, free_list> pinned_;
    wake_up news_;
    headers fields_;
    std::string arrived_;
    std::optional<core::error> failure_;
    std::size_t head_bytes_ = 0;
    time_point last_bytes_{};
    time_point started_{};
    int status_ = 0;
    bool head_done_ = false;
    bool done_ = false;  // nothing more arrives
    bool paused_ = false;
    bool on_loop_ = false;  // libcurl has the handle
};

}  // namespace net::client
