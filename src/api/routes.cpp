#include "api/native/chat.hpp"
#include "api/native/chat_types.hpp"
#include "api/native/conversation_types.hpp"
#include "api/native/conversations.hpp"
#include "api/native/description.hpp"
#include "api/native/health.hpp"
#include "api/native/health_types.hpp"
#include "api/native/limit_types.hpp"
#include "api/native/limits.hpp"
#include "api/native/message_types.hpp"
#include "api/native/models.hpp"
#include "api/native/model_types.hpp"
#include "api/native/usage.hpp"
#include "api/native/usage_types.hpp"
#include "api/route.hpp"
#include "api/socket/socket_session.hpp"

namespace api {

namespace {

using enum verb;
using enum reply_shape;
using a = access;
using k = core::scope;
using o = object;
using c = counted;

constexpr route table[] = {
    {post, "/api/v1/chat", a::user, k::chat, o::conversation, c::model_call, json, post_chat,
     "Ask, and wait for the whole answer", nullptr, type<chat_request>, type<chat_reply>, 200, repeats::turn},
    {post, "/api/v1/chat/stream", a::user, k::chat, o::conversation, c::model_call, event_stream, post_chat_stream,
     "Ask, and read the answer as server-sent events", nullptr, type<chat_request>, nullptr, 200, repeats::turn},
    {get, "/api/v1/chat/streams/{turn_id}", a::user, k::chat, o::turn, c::request, event_stream, get_chat_stream,
     "Follow a turn, or resume behind Last-Event-ID", type<resume_query>},
    {post, "/api/v1/chat/streams/{turn_id}/cancel", a::user, k::chat, o::turn, c::request, json, cancel_chat_stream,
     "Stop a turn; what was generated is kept", nullptr, nullptr, type<turn_view>},
    {get, "/api/v1/turns/{turn_id}", a::user, k::chat, o::turn, c::request, json, get_turn, "How a turn stands",
     nullptr, nullptr, type<turn_view>},

    {get, "/api/v1/conversations", a::user, k::conversations, o::callers, c::request, json, list_conversations,
     "List conversations", type<conversation_list_query>, nullptr, type<conversation_list_reply>},
    {post, "/api/v1/conversations", a::user, k::conversations, o::callers, c::request, json, post_conversation,
     "Begin a conversation", nullptr, type<create_conversation>, type<conversation_reply>, 201},
    {get, "/api/v1/conversations/{id}", a::user, k::conversations, o::conversation, c::request, json, get_conversation,
     "One conversation", nullptr, nullptr, type<conversation_reply>},
    {patch, "/api/v1/conversations/{id}", a::user, k::conversations, o::conversation, c::request, json,
     patch_conversation_by_id, "Change a conversation", nullptr, type<patch_conversation>, type<conversation_reply>},
    {delete_, "/api/v1/conversations/{id}", a::user, k::conversations, o::conversation, c::request, none,
     delete_conversation, "Delete a conversation; it can be restored for a while", nullptr, nullptr, nullptr, 204},
    {post, "/api/v1/conversations/{id}/restore", a::user, k::conversations, o::conversation, c::request, json,
     restore_conversation, "Restore a deleted conversation", nullptr, nullptr, type<conversation_reply>},
    {get, "/api/v1/conversations/{id}/messages", a::user, k::conversations, o::conversation, c::request, json,
     list_messages, "All messages of all branches", type<message_list_query>, nullptr, type<message_list_reply>},
    {get, "/api/v1/conversations/{id}/branch", a::user, k::conversations, o::conversation, c::request, json, get_branch,
     "The messages of one branch, from its end", type<branch_query>, nullptr, type<message_list_reply>},
    {post, "/api/v1/conversations/{id}/head", a::user, k::conversations, o::conversation, c::request, json, post_head,
     "Show the newest branch through a message", nullptr, type<select_head>, type<head_reply>},
    {get, "/api/v1/messages/{id}", a::user, k::conversations, o::message, c::request, json, get_message, "One message",
     nullptr, nullptr, type<message_reply>},
    {get, "/api/v1/search", a::user, k::conversations, o::callers, c::request, json, search_messages,
     "Search in own messages", type<search_query>, nullptr, type<search_reply>},

    {get, "/api/v1/models", a::user, k::models, o::none, c::request, json, get_models, "The models to choose from",
     nullptr, nullptr, type<model_list_reply>},
    {get, "/api/v1/providers", a::user, k::models, o::none, c::request, json, get_providers,
     "The providers and how they do", nullptr, nullptr, type<provider_list_reply>},
    {get, "/api/v1/ws", a::user, k::chat, o::turn, c::request, websocket, open_socket,
     "Everything a page follows, over one WebSocket", nullptr, nullptr, nullptr, 101},

    {get, "/api/v1/usage", a::user, k::usage, o::callers, c::request, json, get_usage,
     "What you used, and how you stand with your limits", type<usage_report_query>, nullptr, type<usage_reply>},
    {get, "/api/v1/admin/costs", a::auditor, k::admin, o::organisation, c::request, json, get_costs,
     "What the organisation used; as JSON or CSV", type<cost_report_query>, nullptr, type<cost_reply>},
    {get, "/api/v1/admin/tiers", a::auditor, k::admin, o::none, c::request, json, list_tiers, "What each tier may use",
     nullptr, nullptr, type<tier_list_reply>},
    {patch, "/api/v1/admin/tiers/{name}", a::admin, k::admin, o::none, c::request, json, patch_tier_by_name,
     "Change what a tier may use", nullptr, type<patch_tier>, type<tier_view>},
    {get, "/api/v1/admin/budgets", a::auditor, k::admin, o::organisation, c::request, json, list_budgets,
     "Budgets and how they stand", nullptr, nullptr, type<budget_list_reply>},
    {post, "/api/v1/admin/budgets", a::admin, k::admin, o::organisation, c::request, json, post_budget,
     "Give somebody a budget", nullptr, type<create_budget>, type<budget_view>, 201},
    {patch, "/api/v1/admin/budgets/{id}", a::admin, k::admin, o::organisation, c::request, json, patch_budget_by_id,
     "Change a budget", nullptr, type<patch_budget>, type<budget_view>},
    {delete_, "/api/v1/admin/budgets/{id}", a::admin, k::admin, o::organisation, c::request, none, delete_budget,
     "Take a budget away", nullptr, nullptr, nullptr, 204},

    {get, "/health", a::anyone, k::open, o::none, c::nothing, json, get_health, "Whether the server is well", nullptr,
     nullptr, type<health_reply>},
    {get, "/health/live", a::anyone, k::open, o::none, c::nothing, json, get_live, "Whether the process runs", nullptr,
     nullptr, type<live_reply>},
    {get, "/health/ready", a::anyone, k::open, o::none, c::nothing, json, get_ready, "Whether it can serve", nullptr,
     nullptr, type<ready_reply>},
    {get, "/ready", a::anyone, k::open, o::none, c::nothing, json, get_ready, "Whether it can serve", nullptr, nullptr,
     type<ready_reply>},
    {get, "/metrics", a::operator_, k::metrics, o::none, c::nothing, text, get_metrics,
     "Metrics in Prometheus' text format"},
    {get, "/openapi.json", a::anyone, k::open, o::none, c::nothing, json, get_openapi, "This description"},
    {get, "/docs", a::anyone, k::open, o::none, c::nothing, page, get_docs,
     "This description as a page to try things on"},
    {get, "/redoc", a::anyone, k::open, o::none, c::nothing, page, get_docs, "The same page"},
    {get, "/api/v1/health", a::anyone, k::open, o::none, c::nothing, json, get_health, "Whether the server is well",
     nullptr, nullptr, type<health_reply>},
    {get, "/api/v1/health/live", a::anyone, k::open, o::none, c::nothing, json, get_live, "Whether the process runs",
     nullptr, nullptr, type<live_reply>},
    {get, "/api/v1/health/ready", a::anyone, k::open, o::none, c::nothing, json, get_ready, "Whether it can serve",
     nullptr, nullptr, type<ready_reply>},
    {get, "/api/v1/ready", a::anyone, k::open, o::none, c::nothing, json, get_ready, "Whether it can serve", nullptr,
     nullptr, type<ready_reply>},
    {get, "/api/v1/metrics", a::operator_, k::metrics, o::none, c::nothing, text, get_metrics,
     "Metrics in Prometheus' text format"},
    {get, "/api/v1/openapi.json", a::anyone, k::open, o::none, c::nothing, json, get_openapi, "This description"},
    {get, "/api/v1/docs", a::anyone, k::open, o::none, c::nothing, page, get_docs,
     "This description as a page to try things on"},
    {get, "/api/v1/redoc", a::anyone, k::open, o::none, c::nothing, page, get_docs, "The same page"},
};

}  // namespace

std::span<route const> routes() { return table; }

char const* to_string(verb method) {
    switch (method) {
    case get:     return "GET";
    case post:    return "POST";
    case patch:   return "PATCH";
    case delete_: return "DELETE";
    }
    return "GET";
}

}  // namespace api
