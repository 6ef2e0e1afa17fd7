#include "simulated_turn_log.hpp"

#include "turn/payloads.hpp"

#include <fmt/format.h>

namespace simulation {

using store::event_kind;

world::world(std::uint64_t seed, plan what) : random_(seed), plan_(what), length_(int(random_() % 12)) {
    start_process();
}

bool world::chance(int in_thousand) { return int(random_() % 1000) < in_thousand; }

// A model that continues a text gives the same tokens in every attempt; one that starts anew words it differently.
std::string world::token(int n) const {
    return fmt::format("{}.{} ", plan_.kept ? answer_ : plan_.prefill ? 0 : attempt_, n);
}

void world::run() {
    for (int i = 0; i < 400 && stage_ != stage::done; ++i) {
        if (chance(plan_.crash)) crash();
        else step();
    }
    plan_.failed_commit = plan_.unknown_commit = 0;
    for (int i = 0; stage_ != stage::done || in_flight_ || !queue_.empty(); ++i) {
        if (i > 10'000) throw violation("the turn does not end");
        step();
    }
    for (auto& r : readers_)
        while (r.terminals == 0) {
            auto const before = r.cursor;
            read(r, 1000);
            if (r.cursor == before) throw violation("a reader never sees the end");
        }
    check_end();
}

void world::step() {
    switch (random_() % 4) {
    case 0: engine_step(); break;
    case 1:
        if (in_flight_) end_commit();
        else begin_commit();
        break;
    case 2: now_ += std::chrono::milliseconds(random_() % 50); break;
    case 3: read(readers_[random_() % readers_.size()], random_() % 20); break;
    }
}

// What the engine does at start: build the log from the disk, and decide.
void world::start_process() {
    queue_ = store::commit_queue();
    in_flight_.reset();
    log_ = std::make_shared<store::shared_log>("turn");
    log_->log.with([&](auto& log) {
        for (auto const& row : disk_) log.replay(row.sequence, row.kind, row.data);
        stage_ = log.ended() ? stage::done : stage::begin;
    });
}

void world::crash() {
    ++crashes_;
    if (in_flight_ && chance(500))
        for (auto const& row : *in_flight_) {
            disk_.push_back({row.sequence, row.kind, row.data});
            on_disk_.insert(row.sequence);
        }
    start_process();
}

void world::push(event_kind kind, std::string data) {
    auto const sequence = log_->log.with([&](auto& log) {
        auto const s = log.append(kind, data);
        if (plan_.deliver_early) log.commit(s);
        return s;
    });
    queue_.push({log_, sequence, kind, std::move(data)}, store::is_terminal(kind));
}

void world::engine_step() {
    turn::turn_ids const ids{"turn", "conversation", "question", "answer"};
    auto const text = log_->log.with([](auto const& log) { return turn::visible_text(log); });
    auto const appended = log_->log.with([](auto const& log) { return log.appended(); });
    auto const saved = log_->log.with([](auto const& log) { return log.committed() == log.appended(); });

    if (stage_ == stage::begin) {
        failed_ = false;
        if (appended == 0) push(event_kind::start, turn::start_payload(ids));
        turn::takeover_facts facts{.started = {},
                                   .now = {},
                                   .earlier_takeovers = takeovers_,
                                   .message_stored = message_.has_value(),
                                   .has_text = !text.empty(),
                                   .prefill = plan_.prefill};
        facts.kept = !log_->log.with([](auto const& log) { return log.note(); }).empty();
        if (plan_.kept && !text.empty() && !facts.kept && !forgot_)
            throw violation("a text is durable, but not where it is kept");
        if (appended > 0) ++takeovers_;
        next_token_ = 0;
        joint_.reset();
        stage_ = stage::generating;
        auto how = turn::plan_takeover(facts, {});
        if (how == turn::takeover::reattach) {
            if (take_up(text)) return;
            facts.kept = false;
            how = turn::plan_takeover(facts, {});
        }
        begin(how, text);
    } else if (stage_ == stage::generating) {
        if (next_token_ < length_) return say(token(next_token_++));
        if (joint_) say(std::exchange(joint_, std::nullopt)->finish());
        stage_ = stage::flushing;
    } else if (stage_ == stage::flushing && saved) {
        if (message_) throw violation("an answer was stored twice");
        message_ = text;
        message_failed_ = failed_;
        stage_ = stage::settled;
    } else if (stage_ == stage::settled) {
        if (message_failed_)
            push(event_kind::error, turn::error_payload(ids, core::error{core::errc::upstream_failed}));
        else push(event_kind::complete, turn::complete_payload(ids, llm::finish_reason::stop, {}, {}, "p", "m"));
        stage_ = stage::done;
    }
}

void world::begin(turn::takeover how, std::string const& text) {
    switch (how) {
    case turn::takeover::reattach: throw violation("an answer was to be taken up again that is not kept");
    case turn::takeover::end_only: stage_ = stage::settled; return;
    case turn::takeover::give_up:
        failed_ = true;
        stage_ = stage::flushing;
        return;
    case turn::takeover::begin: break;
    case turn::takeover::continue_text:
        ++attempt_;
        for (std::string so_far; so_far != text; so_far += token(next_token_++))
            if (next_token_ > length_) throw violation("the log holds a text that the model never gave");
        push(event_kind::continued, turn::continued_payload(attempt_, "model"));
        break;
    case turn::takeover::restart:
        ++attempt_;
        push(event_kind::restarted, turn::restarted_payload(attempt_, 1));
        break;
    }
    if (!plan_.kept) return;
    answer_ = ++answers_;
    push(event_kind::note, turn::note_of({"p", "m", std::to_string(answer_)}));
}

// Reads the answer that the log names from its start, if the provider still has it.
bool world::take_up(std::string const& text) {
    if (chance(plan_.forgotten)) {
        push(event_kind::note, "");
        forgot_ = true;
        return false;
    }
    auto const kept = turn::kept_answer_in(log_->log.with([](auto const& log) { return log.note(); }));
    answer_ = std::stoi(kept.id);
    if (!text.empty()) joint_.emplace(text);
    push(event_kind::continued, turn::continued_payload(++attempt_, "model"));
    return true;
}

void world::say(std::string text) {
    if (joint_) text = joint_->feed(text);
    if (!text.empty()) push(event_kind::token, std::move(text));
}

void world::begin_commit() {
    auto const due = queue_.ready_at();
    if (due && *due <= now_) in_flight_ = queue_.take(now_);
}

void world::end_commit() {
    auto batch = std::move(*in_flight_);
    in_flight_.reset();
    bool const reported = !chance(plan_.failed_commit);
    if (reported || chance(plan_.unknown_commit))
        for (auto const& row : batch) {
            disk_.push_back({row.sequence, row.kind, row.data});
            on_disk_.insert(row.sequence);
        }
    if (!reported) {
        queue_.failed(now_, std::move(batch));
        return;
    }
    for (auto const& row : batch) log_->log.with([&](auto& log) { log.commit(row.sequence); });
    queue_.succeeded();
}

void world::read(reader& who, std::size_t bytes_max) {
    auto const committed = log_->log.with([](auto const& log) { return log.committed(); });
    if (who.cursor > committed) throw violation("a reader was shown what the log has lost");
    for (auto& event : log_->log.with([&](auto const& log) { return log.read(who.cursor, bytes_max); })) {
        if (event.sequence != who.cursor + 1) throw violation("a gap or a duplicate");
        if (!on_disk_.contains(event.sequence)) throw violation("delivered before it was durable");
        if (who.terminals > 0) throw violation("an event behind the terminal one");
        who.cursor = event.sequence;
        if (event.kind == event_kind::token) who.shown[event.sequence] = event.data;
        if (event.kind == event_kind::restarted)
            who.shown.erase(who.shown.upper_bound(turn::truncate_to(event.data)), who.shown.end());
        if (store::is_terminal(event.kind)) ++who.terminals;
    }
}

std::string world::shown_text(reader const& who) const {
    std::string text;
    for (auto const& [sequence, piece] : who.shown) text += piece;
    return text;
}

void world::check_end() {
    if (!message_) throw violation("the turn ended without a stored answer");
    std::string expected;
    for (int n = 0; n < length_; ++n) expected += token(n);
    for (auto const& r : readers_) {
        if (r.terminals != 1) throw violation("not exactly one terminal event");
        if (shown_text(r) != *message_) throw violation("a reader shows another text than the stored answer");
    }
    if (!message_failed_ && *message_ != expected) throw violation("the answer is not the model's");
}

}  // namespace simulation
