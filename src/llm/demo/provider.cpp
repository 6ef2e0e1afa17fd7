#include "llm/demo/provider.hpp"

#include "core/async.hpp"
#include "llm/demo/embedding.hpp"
#include "llm/demo/failure.hpp"
#include "llm/demo/options.hpp"
#include "llm/demo/rerank.hpp"
#include "llm/demo/stream.hpp"

#include <boost/asio/this_coro.hpp>

namespace llm {
namespace {

constexpr std::size_t ranked_at_once_bytes_max = 32u << 10;   // well within a millisecond

}  // namespace

features demo_provider::can(std::string const& model) const {
    auto const options = parse_demo_options(model);
    if (!options) return {};
    return {.prefill = options->prefill, .tools = true};
}

core::task<core::result<std::unique_ptr<stream>>> demo_provider::open(completion_request request, deadlines limits) {
    auto options = parse_demo_options(request.model);
    if (!options) co_return options.error();
    if (!options->prefill && !request.prefill.empty())
        co_return core::error{core::errc::invalid_input, "This model can't go on from a given text."};
    if (options->error && !options->cut_at) co_return demo_failure(*options->error);
    if (request.purpose == "title") options = demo_options{};   // a title is neither delayed nor broken

    auto const executor = co_await core::asio::this_coro::executor;
    co_return std::make_unique<demo_stream>(executor, request, *options, limits);
}

core::task<core::result<embeddings>> demo_provider::embed(embedding_request request, core::pool&, deadlines) {
    auto const options = parse_demo_options(request.model);
    if (!options) co_return options.error();
    if (options->error) co_return demo_failure(*options->error);
    co_return demo_embeddings(request);
}

core::task<core::result<ranking>> demo_provider::rerank(rerank_request request, core::pool& reading, deadlines) {
    auto const options = parse_demo_options(request.model);
    if (!options) co_return options.error();
    if (options->error) co_return demo_failure(*options->error);
    auto rank = [&] { return demo_ranking(request); };
    auto bytes = request.query.size();
    for (auto const& text : request.documents) bytes += text.size();
    if (bytes <= ranked_at_once_bytes_max) co_return rank();
    co_return co_await core::offload(reading, rank);
}

core::task<core::result<std::vector<model_info>>> demo_provider::models() {
    co_return std::vector{model_info{
        .id = "demo/demo", .name = "Built-in demo", .provider = name_, .can = {.prefill = true, .tools = true}}};
}

}  // namespace llm
