#pragma once

#include <memory>
#include <string>
#include <vector>

namespace support {

// One thing that a fake_provider does with a request.
struct step {
    enum class kind { send, gate, hang, close, reset };
    kind what = kind::send;
    std::string bytes{};
};
step send(std::string bytes);   // exactly these, in one write
step gate();                    // waits for fake_provider::open_gate()
step hang();                    // says nothing more until the client goes away
step close();   // in the orderly way; what comes after the last step, too, unless the reply ended by itself
step reset();                   // with RST

using script = std::vector<step>;

// The pieces of a usual reply.
std::string stream_head();                      // its body ends with the connection
std::string chunked_stream_head();
std::string chunk(std::string_view bytes);      // of a chunked body; of nothing: the last one
std::string text_event(std::string_view text);  // text must need no escape in JSON
std::string finish_event(std::string_view why = "stop");
std::string usage_event(int prompt_tokens, int completion_tokens);
std::string done_event();
// A whole reply that is not a stream, with its length.
std::string whole_reply(int status, std::string_view body, std::string_view more_fields = {});

struct received_request {
    std::string head;
    std::string body;
};

// A server for tests that plays OpenAI's API as its scripts say, byte for byte, on a thread and a port of its own.
class fake_provider {
public:
    fake_provider();
    fake_provider(fake_provider const&) = delete;
    ~fake_provider();

    std::string url() const;   // "http://127.0.0.1:<port>", without a path

    // The next request without a script gets this one. The last script given serves all requests after it, too.
    void answer(script steps);

    // Lets one script go on past one gate().
    void open_gate();

    std::vector<received_request> requests() const;
    int connections() const;

    // Waits until the client of some hang() has gone away; false when none does within five seconds.
    bool client_left();
    // Waits until so many requests have come; false when they don't within five seconds.
    bool received(std::size_t count);

private:
    struct server;
    std::unique_ptr<server> server_;
};

}  // namespace support
