#include "llm/wire/caller.hpp"

#include "core/log.hpp"
#include "core/unicode.hpp"
#include "llm/wire/answer_stream.hpp"
#include "llm/wire/failure.hpp"
#include "llm/wire/retry_after.hpp"
#include "llm/wire/whole_body.hpp"

#include <utility>

namespace llm {
namespace {

constexpr std::size_t refusal_bytes_max = 64 * 1024;
constexpr std::size_t list_bytes_max = 8u << 20;
constexpr std::chrono::milliseconds list_timeout{10'000};

}  // namespace

caller::caller(net::http_client& client, core::clock const& time, upstream const& to, net::headers fields)
    : client_(client), time_(time), to_(to), fields_(std::move(fields)) {}

net::client_request caller::asking(std::string url, std::optional<std::string> body, deadlines const& limits) const {
    net::client_request out{.method = body ? "POST" : "GET", .url = std::move(url), .fields = fields_, .body = {}};
    if (body) {
        out.body = std::move(*body);
        out.fields.set("Content-Type", "application/json");
    }
    out.connect_timeout = limits.connect;
    out.first_byte_timeout = limits.first_token;
    out.silence_timeout = limits.silence;
    out.total_timeout = limits.total;
    return out;
}

core::task<core::result<std::unique_ptr<stream>>> caller::ask(std::string url, std::string body, deadlines limits,
                                                              std::string model,
                                                              std::unique_ptr<answer_reader> reader) const {
    auto reply = co_await open(std::move(url), std::move(body), limits, std::move(model));
    if (!reply) co_return reply.error();
    co_return std::make_unique<answer_stream>(std::move(*reply), to_, std::move(reader));
}

core::task<core::result<std::unique_ptr<net::client_response>>> caller::open(
    std::string url, std::optional<std::string> body, deadlines limits, std::string model) const {
    auto asked = asking(std::move(url), std::move(body), limits);
    asked.fields.set("Accept", "text/event-stream");
    auto reply = co_await client_.open(std::move(asked));
    if (!reply) co_return unreachable(to_, reply.error());
    if ((*reply)->status() != 200) co_return co_await refusal(**reply, model);
    co_return std::move(*reply);
}

core::task<core::result<std::string>> caller::post(std::string url, std::string body, deadlines limits,
                                                   std::string model, std::size_t bytes_max) const {
    auto reply = co_await client_.open(asking(std::move(url), std::move(body), limits));
    if (!reply) co_return unreachable(to_, reply.error());
    if ((*reply)->status() != 200) co_return co_await refusal(**reply, model);
    auto whole = co_await read_whole_body(**reply, bytes_max);
    if (whole) co_return std::move(*whole);
    if (whole.error().code == core::errc::timeout) co_return late(to_, whole.error());
    co_return cut(to_);
}

core::task<core::result<std::string>> caller::get(std::string url) const {
    net::client_request asked{.url = std::move(url), .fields = fields_, .body = {}};
    asked.first_byte_timeout = asked.silence_timeout = asked.total_timeout = list_timeout;

    auto reply = co_await client_.open(std::move(asked));
    if (!reply) co_return unreachable(to_, reply.error());
    if ((*reply)->status() != 200) co_return co_await refusal(**reply, {});
    auto body = co_await read_whole_body(**reply, list_bytes_max);
    if (!body) co_return unreachable(to_, body.error());
    co_return std::move(*body);
}

core::task<core::error> caller::refusal(net::client_response& reply, std::string_view model) const {
    auto const body = co_await read_whole_body(reply, refusal_bytes_max);
    auto said = read_complaint(reply.status(), body ? std::string_view(*body) : std::string_view());
    auto const without_key = [this](std::string_view words) {
        return !to_.api_key.empty() && words.contains(to_.api_key) ? std::string_view() : words;
    };
    core::log(core::level::debug, "llm", "refused",
              {{"provider", to_.name},
               {"status", std::int64_t(said.status)},
               {"code", without_key(said.code)},
               {"words", core::first_bytes(without_key(said.message), 500)}});
    if (auto const told = parse_retry_after(reply.fields().get("retry-after"), time_.now())) said.retry_after = told;
    co_return refused(said, to_, model);
}

}  // namespace llm
