#pragma once

#include "matrix_cast.hpp"

#include "api/route.hpp"

#include <string>

namespace negative {

// A request, or a message of the socket, with marks such as "{conversation}" where the ids of a scene go.
struct request_text {
    std::string target, body{};
    support::extra_fields fields{};

    bool names_an_object() const;
};

// A well-formed request to this route. Fails the test where it has no example.
request_text request_of(api::route const& row);

request_text filled(request_text what, scene_ids const& ids);

// The same shape, and nothing that exists.
scene_ids nobodys(scene_ids ids);

}  // namespace negative
