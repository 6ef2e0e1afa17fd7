#pragma once

#include "llm/provider.hpp"
#include "llm/wire/answer_reader.hpp"
#include "net/http_client.hpp"

#include <memory>
#include <optional>

namespace llm {

// The body of one chat completion while it arrives.
class answer_stream : public stream {
public:
    // `by` must outlive it.
    answer_stream(std::unique_ptr<net::client_response> body, upstream const& by,
                  std::unique_ptr<answer_reader> reader);

    core::task<core::result<std::vector<delta>>> read_some() override;

protected:
    answer_reader& reader() { return *reader_; }

    // Reads on in another body, which begins behind what the last one gave.
    void go_on(std::unique_ptr<net::client_response> body);

private:
    // Reads what arrives next into `out`; false at the end of the body.
    core::task<core::result<bool>> read_piece(std::vector<delta>& out);

    // Reads on past the end of the answer, for a moment, so that the connection can be used again.
    core::task<> drain();
    core::task<> read_rest();

    std::unique_ptr<net::client_response> body_;
    upstream const& by_;
    std::unique_ptr<answer_reader> reader_;
    std::optional<core::error> failure_;   // to be told once what came before it was
    bool whole_;                           // one JSON text instead of a stream
};

}  // namespace llm
