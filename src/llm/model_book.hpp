#pragma once

#include "core/guarded.hpp"
#include "core/result.hpp"
#include "llm/pricing.hpp"
#include "llm/tokens/tokenizer.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

enum class model_tier : std::uint8_t { ultra_cheap, standard, premium, ultra_premium };

char const* to_string(model_tier tier);

// What is known of a model by its name. Where something is absent nobody said, and the provider, or the defaults of an
// unlisted model, decide: a window of 8192 tokens, text only, tools, the approximate tokenizer, no price.
struct model_facts {
    std::optional<std::int64_t> context_tokens{};   // prompt and answer together
    std::optional<std::int64_t> output_tokens{};
    std::vector<std::string> modalities{};          // of what it takes: text, image, audio, video
    std::optional<bool> tools{}, prefill{};
    std::optional<llm::tokenizer> tokenizer{};
    std::optional<model_tier> tier{};
    std::optional<price> costs{};

    bool operator==(model_facts const&) const = default;
};

// Models by provider and name. A value.
class model_book {
    // "provider/model", whole or in two parts.
    struct parts {
        std::string_view provider, model;
    };
    struct by_name {
        using is_transparent = void;

        bool operator()(std::string const& a, std::string const& b) const { return a < b; }
        bool operator()(std::string const& a, parts b) const { return compare(a, b) < 0; }
        bool operator()(parts a, std::string const& b) const { return compare(b, a) > 0; }
        static int compare(std::string_view whole, parts with);
    };

public:
    // Reads {"models": [{"id": "openai/gpt-…", "context_tokens": 128000, "input": 2.5, "output": 10, …}]}; prices are
    // in dollars per million tokens. Fails with invalid_input, naming the place.
    static core::result<model_book> parse(std::string_view text);

    // Well-known models, from a file in the program.
    static model_book built_in();

    // What `over` says of a model counts from now on; what it does not mention stays.
    void merge(model_book const& over);

    // Nothing where the model is not listed. A model that carries a date at its end is the model without, and the
    // demo's scripts are the demo.
    model_facts const* find(std::string_view provider, std::string_view model) const;

    // The provider and name of each, in alphabetical order.
    std::map<std::string, model_facts, by_name> const& all() const { return by_id_; }

private:
    std::map<std::string, model_facts, by_name> by_id_;
};

// The book that counts now. Thread-safe.
class known_models {
public:
    explicit known_models(model_book book = model_book::built_in())
        : now_(std::make_shared<model_book const>(std::move(book))) {}
    known_models(known_models const&) = delete;

    void replace(model_book book);

    std::shared_ptr<model_book const> now() const;

    // No facts where the model is not listed.
    model_facts find(std::string_view provider, std::string_view model) const;

    // By what the book says, else by the name.
    llm::tokenizer tokenizer_of(std::string_view provider, std::string_view model) const;

private:
    core::guarded<std::shared_ptr<model_book const>> now_;
};

}  // namespace llm
