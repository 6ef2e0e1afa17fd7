#include "net/cookie.hpp"

#include <algorithm>

namespace net {

std::optional<std::string> cookie_of(request const& from, std::string_view name) {
    for (auto const& field : from.fields) {
        if (!same_name(field.name, "Cookie")) continue;
        std::string_view rest = field.value;
        while (!rest.empty()) {
            auto pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            while (pair.starts_with(' ')) pair.remove_prefix(1);
            auto const equals = pair.find('=');
            if (equals == pair.npos || pair.substr(0, equals) != name) continue;
            if (auto const value = pair.substr(equals + 1); !value.empty()) return std::string(value);
        }
    }
    return std::nullopt;
}

}  // namespace net
