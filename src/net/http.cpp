#include "net/http.hpp"

namespace net {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

bool same_name(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::string const* headers::find(std::string_view name) const {
    for (auto const& field : fields_)
        if (same_name(field.name, name)) return &field.value;
    return nullptr;
}

std::string_view headers::get(std::string_view name, std::string_view otherwise) const {
    auto const* const found = find(name);
    return found ? std::string_view(*found) : otherwise;
}

void headers::set(std::string_view name, std::string value) {
    std::erase_if(fields_, [&](field const& f) { return same_name(f.name, name); });
    add(std::string(name), std::move(value));
}

std::string const* request::parameter(std::string_view name) const {
    for (auto const& p : query)
        if (p.name == name) return &p.value;
    return nullptr;
}

}  // namespace net
