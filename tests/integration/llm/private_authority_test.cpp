#include "support/certificate.hpp"
#include "support/fake_provider.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_application.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <string>

// A provider whose certificate nobody vouches for but an authority of the operator's own.

namespace {

core::task<> play_openai(net::request const& request, net::exchange& exchange) {
    net::response reply;
    if (request.path == "/v1/models") {
        reply.fields.add("Content-Type", "application/json");
        reply.body = R"({"object": "list", "data": [{"id": "m"}]})";
    } else {
        reply.fields.add("Content-Type", "text/event-stream");
        reply.body = support::text_event("over TLS") + support::finish_event() + support::usage_event(3, 2) +
                     support::done_event();
    }
    co_await exchange.reply(std::move(reply));
}

class private_authority : public testing::Test {
protected:
    net::http_config tls() const {
        net::http_config out;
        out.tls = net::tls_files{pem.certificate_path, pem.key_path};
        return out;
    }

    support::api_reply ask(std::string const& authorities) {
        support::test_application server([&](core::settings& settings) {
            settings.models.provider = "openai";
            settings.models.openai_base_url = "https://localhost:" + std::to_string(provider.port) + "/v1";
            settings.models.default_model = "m";
            settings.models.retries = 0;
            settings.chat.titles_enabled = false;
            settings.access.outbound_ca = authorities;
        });
        return server.client().post("/api/v1/chat", R"({"message": "hi"})");
    }

    support::temporary_folder folder;
    support::certificate pem{folder.path()};
    support::test_server provider{play_openai, tls()};
};

TEST_F(private_authority, is_believed_where_the_operator_names_it) {
    auto const reply = ask(pem.certificate_path);

    ASSERT_EQ(reply.status, 200) << reply.text;
    EXPECT_EQ(reply.string("content"), "over TLS");
}

TEST_F(private_authority, is_not_believed_by_itself) {
    auto const reply = ask("");

    EXPECT_EQ(reply.status, 502) << reply.text;
    EXPECT_NE(reply.text.find("certificate"), std::string::npos) << reply.text;
}

}  // namespace
