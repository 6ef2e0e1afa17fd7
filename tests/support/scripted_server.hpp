#pragma once

#include "support/fake_provider.hpp"
#include "support/test_application.hpp"

#include <utility>

namespace support {

// The whole server, whose default model "m" says what a script tells it. For fixtures to inherit.
struct scripted_server {
    explicit scripted_server(test_application::settings_change change = {})
        : server([&](core::settings& settings) {
              settings.models.provider = "openai";
              settings.models.openai_base_url = upstream.url() + "/v1";
              settings.models.default_model = "m";
              settings.chat.titles_enabled = false;
              if (change) change(settings);
          }) {}

    fake_provider upstream;
    test_application server;
    api_client const& client = server.client();
};

}  // namespace support
