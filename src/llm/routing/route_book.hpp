#pragma once

#include "llm/message.hpp"
#include "llm/model_book.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// What the operator wants of names of models. Names are "provider/model", bare names, or other aliases.
struct routing_rules {
    // One name for several models, in the order to ask them.
    struct alias {
        std::string name;
        std::vector<std::string> models;
    };
    // One name for several models that share the conversations by weight; each conversation stays with one.
    struct experiment {
        struct variant {
            std::string model;
            double weight = 1;
        };
        std::string name;
        std::vector<variant> variants;
    };
    // Who answers in place of what was asked for. All that is given must hold; the first rule that fits counts. Without
    // `models` it fits requests that leave the choice to us: those that name none, or "auto".
    struct rule {
        std::vector<std::string> models{};
        std::vector<std::string> purposes{};  // "chat", "title", …
        std::vector<std::string> tiers{};  // of the caller
        std::optional<std::int64_t> prompt_tokens_min{}, prompt_tokens_max{};
        std::vector<std::string> use{};
    };
    // Who is asked where these fail; without `models` for all.
    struct fallback {
        std::vector<std::string> models{};
        std::vector<std::string> use{};
    };

    std::vector<alias> aliases{};
    std::vector<experiment> experiments{};
    std::vector<rule> rules{};
    std::vector<fallback> fallbacks{};
    std::array<std::string, 4> automatic{};  // by tier; empty: the cheapest of that tier that is set up
};

// What routing may go by.
struct routing_facts {
    std::string_view name{};  // as the caller gave it; empty: the default
    std::span<std::string const> fallbacks{};
    std::string_view purpose = "chat";
    std::string_view tier{};  // of the caller
    std::string_view sticky{};  // what stays with one variant of an experiment
    std::int64_t prompt_tokens = 0;
    std::span<message const> prompt{};  // for `auto`
};

// The names to ask, in order, and why where it was not the caller who chose.
struct routing_choice {
    std::vector<std::string> names{};
    std::size_t asked = 0;  // so many of them are what was asked for; the others are fallbacks
    std::string why{};
    bool may_be_poor = false;  // of the first
};

// Applies rules, then experiments and aliases, then `auto`, then adds fallbacks. `cheapest` gives the cheapest model of
// a tier that is set up, or nothing. Pure.
class route_book {
public:
    using cheapest_model = std::function<std::string(model_tier)>;

    explicit route_book(routing_rules rules = {}) : rules_(std::move(rules)) {}

    routing_choice choose(routing_facts const& facts, cheapest_model const& cheapest) const;

    // Whether a prompt's length may matter.
    bool has_rules() const { return !rules_.rules.empty(); }

    // Names that callers may use beside those of models.
    std::vector<std::string> names() const;
    bool knows(std::string_view name) const;

private:
    void expand(std::string name, routing_facts const& facts, cheapest_model const& cheapest, routing_choice& out,
                int depth) const;
    void choose_automatically(routing_facts const& facts, cheapest_model const& cheapest, routing_choice& out) const;

    routing_rules rules_;
};

}  // namespace llm
