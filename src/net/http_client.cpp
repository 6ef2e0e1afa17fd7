#include "net/http_client.hpp"

#include "net/client/curl_loop.hpp"
#include "net/client/transfer.hpp"
#include "net/loops.hpp"
#include "net/outbound/outbound_guard.hpp"

#include <boost/asio/this_coro.hpp>
#include <curl/curl.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <mutex>
#include <new>
#include <stdexcept>

namespace net {

struct http_client::per_loop : client::curl_loop {
    using curl_loop::curl_loop;
};

std::string http_client::problem_with_authorities(std::string const& file) {
    std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> const store(X509_STORE_new(), &X509_STORE_free);
    if (!store) throw std::bad_alloc();
    if (X509_STORE_load_file(store.get(), file.c_str()) == 1) return {};
    ERR_clear_error();   // else a later caller takes it for its own
    return "Can't use the certificate authorities in " + file + ": it must be a readable file in PEM form.";
}

http_client::http_client(loops& on, std::string const& authorities) : on_(on) {
    if (!authorities.empty())   // fails at the start where every request would fail later
        if (auto const problem = problem_with_authorities(authorities); !problem.empty())
            throw std::runtime_error(problem);
    static std::once_flag initialised;
    std::call_once(initialised, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    for (std::size_t i = 0; i < on.size(); ++i)
        on.run_on(i, [&] { loops_.push_back(std::make_unique<per_loop>(on.context(i), authorities)); });
}

http_client::~http_client() {
    for (std::size_t i = 0; i < loops_.size(); ++i) on_.run_on(i, [&] { loops_[i]->close(); });
    for (std::size_t i = 0; i < loops_.size(); ++i) on_.run_on(i, [&] { loops_[i].reset(); });
}

core::task<core::result<std::unique_ptr<client_response>>> http_client::open(client_request request) {
    auto const executor = co_await core::asio::this_coro::executor;
    auto const* const here = executor.target<core::asio::io_context::executor_type>();
    auto const mine =
        std::ranges::find_if(loops_, [&](auto const& one) { return here && &here->context() == &one->context(); });
    if (mine == loops_.end()) throw std::logic_error("an HTTP request from outside the loops");

    std::optional<client::guarded_target> target;
    if (request.guard) {
        auto url = outbound_url::parse(request.url);
        if (!url) co_return url.error();
        auto addresses = co_await request.guard->resolve(*url);
        if (!addresses) co_return addresses.error();
        target.emplace(client::guarded_target{*request.guard, std::move(*url), std::move(*addresses)});
    }
    auto one = std::make_unique<client::transfer>(**mine, std::move(request), std::move(target));
    auto const began = co_await one->head();
    if (!began) co_return began.error();
    co_return std::unique_ptr<client_response>(std::move(one));
}

}  // namespace net
