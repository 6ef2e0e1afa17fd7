#pragma once

#include "llm/meter.hpp"
#include "llm/provider.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace support {

// What one attempt does: refuses, or says these batches and then ends, fails or hangs.
struct attempt_script {
    std::optional<core::error> refusal{};
    std::vector<std::vector<llm::delta>> batches{};
    std::optional<core::error> failure{};
    bool hangs = false;
};

class scripted_stream final : public llm::stream {
public:
    explicit scripted_stream(attempt_script script) : script_(std::move(script)) {}

    core::task<core::result<std::vector<llm::delta>>> read_some() override {
        if (next_ < script_.batches.size()) co_return script_.batches[next_++];
        if (script_.failure) co_return *script_.failure;
        if (script_.hangs) {
            auto const forever = boost::asio::steady_timer::time_point::max();
            boost::asio::steady_timer never(co_await boost::asio::this_coro::executor, forever);
            co_await never.async_wait(boost::asio::use_awaitable);
        }
        co_return std::vector<llm::delta>();
    }

private:
    attempt_script script_;
    std::size_t next_ = 0;
};

// A provider in memory whose attempts go by their scripts, in order; the last one is repeated.
class scripted_provider final : public llm::provider {
public:
    scripted_provider(std::string name, std::deque<attempt_script> scripts)
        : scripts(std::move(scripts)), name_(std::move(name)) {}

    std::string const& name() const override { return name_; }
    llm::features can(std::string const& model) const override {
        return {.prefill = model == "prefills", .tools = true};
    }
    bool owns(std::string_view model) const override { return model == name_ + "-own"; }

    core::task<core::result<std::unique_ptr<llm::stream>>> open(llm::completion_request request,
                                                                llm::deadlines) override {
        requests.push_back(std::move(request));
        auto script = scripts.front();
        if (scripts.size() > 1) scripts.pop_front();
        if (script.refusal) co_return *script.refusal;
        co_return std::make_unique<scripted_stream>(std::move(script));
    }

    core::task<core::result<std::vector<llm::model_info>>> models() override {
        ++listed;
        if (list_failure) co_return *list_failure;
        co_return list;
    }

    std::deque<attempt_script> scripts;
    std::vector<llm::completion_request> requests;
    std::vector<llm::model_info> list{};
    std::optional<core::error> list_failure{};
    int listed = 0;

private:
    std::string name_;
};

// Writes down what it is asked, and grants at most `cap` tokens, or nothing.
class recording_meter final : public llm::meter {
public:
    core::task<core::result<llm::reservation>> reserve(llm::metered_call call) override {
        reserved.push_back(call);
        if (refusal) co_return *refusal;
        co_return llm::reservation{std::min(cap, call.completion_tokens_max), nullptr};
    }
    llm::charge settle(llm::reservation, core::usage used, core::usage) noexcept override {
        settled.push_back(used);
        return {.used = used};
    }
    void forget(std::span<llm::charge const>) noexcept override {}
    core::task<llm::charge> charge_lost(llm::metered_call) override { co_return llm::charge(); }

    std::vector<llm::metered_call> reserved;
    std::vector<core::usage> settled;
    std::optional<core::error> refusal{};
    std::int64_t cap = 1'000'000;
};

}  // namespace support
