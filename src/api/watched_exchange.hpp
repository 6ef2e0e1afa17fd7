#pragma once

#include "net/http.hpp"
#include "observe/http_metrics.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace api {

// Passes everything on with the id of its trace, and counts and times the request by its status when it goes away.
class watched_exchange final : public net::exchange {
public:
    watched_exchange(net::exchange& to, observe::http_metrics::route& counts, std::string trace_id)
        : to_(to), counts_(counts), trace_id_(std::move(trace_id)) {}
    watched_exchange(watched_exchange const&) = delete;
    ~watched_exchange() override { counts_.finished(status_, std::chrono::steady_clock::now() - began_); }

    // Fields that every reply to this request carries.
    net::headers& also() { return also_; }
    // Such a field of the milliseconds until the reply's head.
    void tell_time_as(std::string_view field) { time_field_ = field; }

    core::task<> reply(net::response what) override {
        status_ = what.status;
        add_fields(what.fields);
        return to_.reply(std::move(what));
    }
    core::task<std::unique_ptr<net::body_stream>> stream(net::response head) override {
        status_ = head.status;
        add_fields(head.fields);
        return to_.stream(std::move(head));
    }
    core::task<std::unique_ptr<net::websocket>> upgrade(std::string subprotocol) override {
        status_ = 101;
        return to_.upgrade(std::move(subprotocol));
    }
    bool client_is_gone() const override { return to_.client_is_gone(); }

private:
    void add_fields(net::headers& to) const {
        for (auto const& each : also_) to.add(each.name, each.value);
        to.add("X-Trace-Id", trace_id_);
        if (time_field_.empty()) return;
        auto const took = std::chrono::steady_clock::now() - began_;
        to.add(std::string(time_field_),
               std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    }

    net::exchange& to_;
    observe::http_metrics::route& counts_;
    std::string const trace_id_;
    net::headers also_;
    std::string_view time_field_{};
    int status_ = 500;   // unless it answers
    std::chrono::steady_clock::time_point const began_ = std::chrono::steady_clock::now();
};

}  // namespace api
