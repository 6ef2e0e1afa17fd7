#pragma once

#include "api/call.hpp"
#include "api/route_match.hpp"
#include "api/services.hpp"
#include "net/http.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <vector>

namespace api {

class watched_exchange;

// From a request to its handler: finds the row, decides who calls, checks origin and media type, keeps repeated
// requests apart, counts and times. What no row names is a file of the page. Thread-safe; outlives the server.
class dispatcher {
public:
    explicit dispatcher(services& use);

    core::task<> operator()(net::request const& request, net::exchange& exchange);

private:
    core::task<> dispatch(net::request const& request, net::exchange& exchange);
    core::task<> serve(net::request const& request, watched_exchange& exchange, route_match match);
    core::task<core::result<identity::caller>> caller_of(net::request const& request, route const& row);
    core::task<> run(call& c);
    core::task<> run_watched(call& c, std::uint64_t changes_seen);
    core::task<> check_again(call& c, boost::asio::cancellation_signal& stop);
    core::task<bool> replayed(call& c);

    services& use_;
    route_index index_;
    std::vector<observe::http_metrics::route> meters_;   // of each row
};

}  // namespace api
