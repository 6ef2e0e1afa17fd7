#pragma once

#include "support/api_client.hpp"

#include <string>

namespace support {

// A page that is signed in: its cookie, and what it sends along with whatever changes something.
struct page_session {
    std::string cookie;   // "parlance_session=…"
    std::string csrf;
    std::string user_id;

    extra_fields reading() const { return {{"Cookie", cookie}}; }
    extra_fields changing() const {
        return {{"Cookie", cookie}, {"X-CSRF-Token", csrf}, {"Origin", "http://localhost"}};
    }
};

inline constexpr char const* usual_password = "correct horse battery";

// As POST /auth/register and /auth/login answer with a cookie; empty where they refuse.
page_session register_page(api_client const& client, std::string const& email, std::string const& name = "Ann");
page_session sign_in_page(api_client const& client, std::string const& email,
                          std::string const& password = usual_password);

// What a reply set, without its attributes: "parlance_session=…".
std::string cookie_of(api_reply const& reply);

}  // namespace support
