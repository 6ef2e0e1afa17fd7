#pragma once

#include "api/call.hpp"
#include "core/described.hpp"
#include "core/json_parse.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace api {

// Reads the body of a drop-in API: what its type does not have is ignored, but for fields that would send the call, or
// a key, to where only the operator may send them: those are refused.
core::result<void> read_dropin_body(std::string_view body, core::described_object const& type, void* out);

template <class T>
core::result<T> dropin_body_of(call const& c) {
    T out;
    auto const read = read_dropin_body(c.request.body, core::described<T>(), &out);
    if (!read) return read.error();
    return out;
}

// The first thing that is wrong with those parts of a body that no described struct fits.
class body_problems {
public:
    void add(std::string at, std::string problem) {
        if (!first_) first_ = core::invalid_fields({{std::move(at), std::move(problem)}});
    }
    bool any() const { return first_.has_value(); }
    core::error const& first() const { return *first_; }

private:
    std::optional<core::error> first_;
};

// A member that must be a text; empty, and a problem where it is something else or, if `required`, absent.
std::string text_member(boost::json::object const& from, std::string_view name, std::string const& at,
                        body_problems& problems, bool required = true);

// The same of an object that is required; null where it is absent or wrong.
boost::json::object const* object_member(boost::json::object const& from, std::string_view name, std::string const& at,
                                         body_problems& problems);

}  // namespace api
