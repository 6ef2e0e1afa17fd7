#pragma once

#include "core/task.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <exception>
#include <list>

namespace core {

// The tasks that one owner started on one executor. Not thread-safe: use it on that executor only.
// The owner must cancel() and wait() before it goes away.
class task_group {
public:
    struct child {
        char const* name;
        asio::cancellation_signal signal;
    };
    using child_ref = std::list<child>::iterator;

    explicit task_group(asio::any_io_executor executor);
    task_group(task_group const&) = delete;
    ~task_group();

    asio::any_io_executor const& executor() const { return executor_; }
    std::size_t size() const { return children_.size(); }

    // Asks every child to stop; each ends at its next suspension. Only from a handler that runs on the executor: called
    // from outside, Asio would deliver the signal later, to children that may be gone by then.
    void cancel();

    // Returns once no child is left.
    task<> wait();

    child_ref add(char const* name);
    void remove(child_ref who, std::exception_ptr failure);

private:
    asio::any_io_executor executor_;
    std::list<child> children_;
    asio::steady_timer empty_;
};

}  // namespace core
