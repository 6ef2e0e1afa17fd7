#include "core/task_group.hpp"

#include "core/log.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <cassert>

namespace core {

task_group::task_group(asio::any_io_executor executor)
    : executor_(executor), empty_(executor, asio::steady_timer::time_point::max()) {}

task_group::~task_group() { assert(children_.empty()); }

void task_group::cancel() {
    // A child that ends at once removes itself, so step past it first.
    for (auto it = children_.begin(); it != children_.end();) (it++)->signal.emit(asio::cancellation_type::terminal);
}

task<> task_group::wait() {
    while (!children_.empty()) {
        boost::system::error_code woken;
        co_await empty_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
}

task_group::child_ref task_group::add(char const* name) { return children_.emplace(children_.end(), name); }

void task_group::remove(child_ref who, std::exception_ptr failure) {
    char const* const name = who->name;
    children_.erase(who);
    if (children_.empty()) empty_.cancel();
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (boost::system::system_error const& e) {
        if (e.code() != asio::error::operation_aborted) log(level::error, name, e.what());
    } catch (std::exception const& e) {
        log(level::error, name, e.what());
    }
}

}  // namespace core
