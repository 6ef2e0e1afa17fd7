#pragma once

#include <memory>
#include <string_view>

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;

namespace llm {

// Cuts a text into the pieces (words with the blank before them, up to three digits, runs of signs or blanks) that
// tokens never cross. Immutable and thread-safe; a cursor belongs to whoever made it.
class piece_splitter {
public:
    // `pattern` is PCRE2's, for UTF-8 with Unicode properties, and matches at every place of any text. Throws
    // runtime_error when it is no pattern.
    explicit piece_splitter(char const* pattern);
    ~piece_splitter();

    // Walks over the pieces of `text`, which is valid UTF-8 and outlives the cursor, as does the splitter.
    class cursor {
    public:
        cursor(piece_splitter const& splitter, std::string_view text);
        ~cursor();

        // The next piece; empty after the last.
        std::string_view next();

    private:
        int match();

        piece_splitter const& splitter_;
        std::string_view text_;
        std::size_t at_ = 0;
        std::unique_ptr<pcre2_real_match_data_8, void (*)(pcre2_real_match_data_8*)> found_;
        std::size_t const* ends_;
    };

private:
    std::unique_ptr<pcre2_real_code_8, void (*)(pcre2_real_code_8*)> code_;
    bool compiled_ = false;   // to machine code
};

}  // namespace llm
