#pragma once

#include "llm/router.hpp"
#include "llm/routing/attempt_plan.hpp"
#include "llm/routing/fleet.hpp"
#include "llm/routing/metered_attempt.hpp"
#include "llm/splice.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace llm {

// What a stream of the router uses of it.
struct routing {
    std::shared_ptr<llm::fleet> fleet;   // of when the call began
    meter& ledger;
    known_models const& models;
    router_config const& config;
    random_source const& draw;
    router_time const& time;
    token_counter& counter;
};

// One call, over as many attempts as it takes until one has said all. The plan decides; here it is carried out.
class failover_stream final : public routed_stream {
public:
    failover_stream(routing with, std::vector<candidate> candidates, std::string why, routed_call call);
    ~failover_stream() override;

    // Reserves and opens until an attempt is accepted. Call it once, before anything else.
    core::task<core::result<void>> start() { return advance(); }

    // In place of start(): goes on with an answer that is kept. Fails with not_found where none of the call's routes
    // leads to it.
    core::task<core::result<void>> go_on(told_answer begun);

    core::task<core::result<std::vector<delta>>> read_some() override;
    route const& answers() const override { return answers_; }
    bool fell_back() const override { return at_.candidate > 0; }
    std::string const& why() const override { return why_; }

private:
    // Makes attempts until one is accepted.
    core::task<core::result<void>> advance();
    core::task<core::result<void>> open();
    core::task<core::result<void>> read_again(told_answer const& begun);
    core::task<bool> read_on(core::error const& why);
    core::task<> note_kept(std::vector<delta>& said);
    core::task<> tell_kept();
    void name_route();
    core::task<core::result<reservation>> reserve(std::int64_t prompt_tokens);
    core::task<std::int64_t> count_prompt(completion_request const& prompt);
    core::task<core::result<std::vector<delta>>> read_upstream();
    core::task<> tell(attempt_note::kind what, std::chrono::milliseconds wait = {});
    core::task<> announce(std::vector<delta> const& said);
    std::vector<delta> take(std::vector<delta> said);
    void think(std::string text, std::vector<delta>& out);
    bool is_poor(std::vector<delta> const& said) const;
    void fail(core::error const& why);
    deadlines limits_of(attempt const& one) const;

    routing with_;
    routed_call call_;
    std::string why_;
    attempt_plan plan_;
    router_time::point const began_;
    router_time::point const until_;

    attempt at_{};
    bool entered_ = false;  // the endpoint waits to hear how it went
    bool had_content_ = false;  // this attempt
    bool heard_ = false;  // whoever listens has heard something of some attempt
    bool ended_ = false;
    router_time::point attempt_began_{};
    route answers_{};
    core::errc last_failure_{};
    std::optional<std::pair<tokenizer, std::int64_t>> counted_{};  // the call's own prompt, as the last model reads it

    std::string said_{};  // the text so far, in this stream
    spoken spoken_{};
    std::optional<splice> joint_{}, thought_{};  // of what was said before this attempt, and what it says again
    std::string kept_{};  // by what the provider keeps this attempt's answer
    int reattached_ = 0;  // without anything new since
    std::optional<metered_attempt> attempt_{};
    std::unique_ptr<stream> upstream_{};
};

}  // namespace llm
