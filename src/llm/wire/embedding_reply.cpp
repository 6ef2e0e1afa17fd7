#include "llm/wire/embedding_reply.hpp"

#include <boost/json/value.hpp>

namespace llm {

std::vector<float> read_vector(boost::json::array const& from) {
    std::vector<float> out;
    out.reserve(from.size());
    for (auto const& each : from) {
        if (!each.is_number()) return {};
        out.push_back(each.to_number<float>());
    }
    return out;
}

}  // namespace llm
