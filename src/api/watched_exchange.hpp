#pragma once

#include "net/http.hpp"
#include "observe/http_metrics.hpp"

#include <chrono>
#include <string>

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

    core::task<> reply(net::response what) override {
        status_ = what.status;
        for (auto const& each : also_) what.fields.add(each.name, each.value);
        what.fields.add("X-Trace-Id", trace_id_);
        return to_.reply(std::move(what));
    }
    core::task<std::unique_ptr<net::body_stream>> stream(net::response head) override {
        status_ = head.status;
        for (auto const& each : also_) head.fields.add(each.name, each.value);
        head.fields.add("X-Trace-Id", trace_id_);
        return to_.stream(std::move(head));
    }
    core::task<std::unique_ptr<net::websocket>> upgrade(std::string subprotocol) override {
        status_ = 101;
        return to_.upgrade(std::move(subprotocol));
    }
    bool client_is_gone() const override { return to_.client_is_gone(); }

private:
    net::exchange& to_;
    observe::http_metrics::route& counts_;
    std::string const trace_id_;
    net::headers also_;
    int status_ = 500;   // unless it answers
    std::chrono::steady_clock::time_point const began_ = std::chrono::steady_clock::now();
};

}  // namespace api
