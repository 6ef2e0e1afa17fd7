#include "core/json_read.hpp"
#include "core/json_write.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdlib>

namespace {

enum class colour { red, green };
BOOST_DESCRIBE_ENUM(colour, red, green)

struct node {
    bool flag = false;
    std::int16_t small = 0;
    std::int64_t large = 0;
    double ratio = 0;
    std::string text;
    colour paint = colour::red;
    std::chrono::milliseconds wait{0};
    core::timestamp when{};
    boost::json::value anything;
    boost::json::object metadata;
    std::vector<std::string> tags;
    std::vector<node> children;
    std::optional<std::optional<std::string>> title;
    std::map<std::string, double> map;
};
BOOST_DESCRIBE_STRUCT(
    node, (), (flag, small, large, ratio, text, paint, wait, when, anything, metadata, tags, children, title, map))
auto rules(node const*) {
    return core::fields(core::length(&node::text, 0, 100), core::range(&node::ratio, -1e300, 1e300));
}

}  // namespace

// What is read can be written, and read again to the same text.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    node once;
    if (!core::read_json({reinterpret_cast<char const*>(bytes), size}, once)) return 0;
    auto const text = core::write_json(once);
    node twice;
    if (!core::read_json(text, twice) || core::write_json(twice) != text) std::abort();
    return 0;
}
