#include "turn/takeover_plan.hpp"

#include "llm/token_estimate.hpp"
#include "turn/payloads.hpp"

namespace turn {

std::string visible_text(store::live_log const& log, store::event_kind of) {
    struct piece {
        std::uint64_t sequence;
        std::size_t begin;
    };
    std::string text;
    std::vector<piece> pieces;
    for (std::uint64_t sequence = 1; sequence <= log.appended(); ++sequence) {
        auto const event = log.at(sequence);
        if (event.kind == of) {
            pieces.push_back({sequence, text.size()});
            text += event.data;
        } else if (event.kind == store::event_kind::restarted) {
            auto const kept = truncate_to(event.data);
            while (!pieces.empty() && pieces.back().sequence > kept) {
                text.resize(pieces.back().begin);
                pieces.pop_back();
            }
        }
    }
    return text;
}

bool shows_more_than_text(store::live_log const& log) {
    for (std::uint64_t sequence = 1; sequence <= log.appended(); ++sequence) {
        auto const kind = log.at(sequence).kind;
        if (kind != store::event_kind::start && kind != store::event_kind::token && kind != store::event_kind::status)
            return true;
    }
    return false;
}

bool shows_calls(store::live_log const& log) {
    for (std::uint64_t sequence = 1; sequence <= log.appended(); ++sequence)
        if (log.at(sequence).kind == store::event_kind::tool_call) return true;
    return false;
}

generated generated_so_far(store::live_log const& log, std::uint64_t until) {
    using store::event_kind;
    generated out;
    for (std::uint64_t sequence = 1; sequence <= until; ++sequence) {
        auto const event = log.at(sequence);
        if (event.kind == event_kind::continued || event.kind == event_kind::restarted) ++out.attempts;
        if (event.kind == event_kind::token || event.kind == event_kind::thinking ||
            event.kind == event_kind::tool_call)
            out.tokens += llm::approximate_tokens(event.data);
    }
    return out;
}

takeover plan_takeover(takeover_facts const& facts, takeover_limits const& limits) {
    if (facts.message_stored) return takeover::end_only;
    if (facts.now - facts.started > limits.age_max) return takeover::give_up;
    if (facts.earlier_takeovers >= limits.takeovers_max) return takeover::give_up;
    if (facts.kept) return takeover::reattach;
    if (facts.has_text && facts.prefill) return takeover::continue_text;
    return facts.has_text || facts.has_other ? takeover::restart : takeover::begin;
}

}  // namespace turn
