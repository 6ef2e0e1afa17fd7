#include "api/aisdk/chat.hpp"
#include "api/aisdk/chat_types.hpp"
#include "api/anthropic/message_types.hpp"
#include "api/anthropic/messages.hpp"
#include "api/native/admin_user_types.hpp"
#include "api/native/admin_users.hpp"
#include "api/native/audit.hpp"
#include "api/native/audit_types.hpp"
#include "api/native/auth.hpp"
#include "api/native/auth_types.hpp"
#include "api/native/chat.hpp"
#include "api/native/chat_types.hpp"
#include "api/native/conversation_types.hpp"
#include "api/native/conversations.hpp"
#include "api/native/description.hpp"
#include "api/native/group_types.hpp"
#include "api/native/groups.hpp"
#include "api/native/health.hpp"
#include "api/native/health_types.hpp"
#include "api/native/key_types.hpp"
#include "api/native/keys.hpp"
#include "api/native/limit_types.hpp"
#include "api/native/limits.hpp"
#include "api/native/message_types.hpp"
#include "api/native/model_types.hpp"
#include "api/native/models.hpp"
#include "api/native/oidc.hpp"
#include "api/native/oidc_types.hpp"
#include "api/native/prompt_types.hpp"
#include "api/native/prompts.hpp"
#include "api/native/sharing.hpp"
#include "api/native/sharing_types.hpp"
#include "api/native/token_types.hpp"
#include "api/native/tokens.hpp"
#include "api/native/usage.hpp"
#include "api/native/usage_types.hpp"
#include "api/dropin/cursor_page.hpp"
#include "api/openai/chat.hpp"
#include "api/openai/chat_types.hpp"
#include "api/openai/embedding_types.hpp"
#include "api/openai/embeddings.hpp"
#include "api/openai/models.hpp"
#include "api/openai/rerank.hpp"
#include "api/openai/rerank_types.hpp"
#include "api/openai/response_types.hpp"
#include "api/openai/responses.hpp"
#include "api/openai/stored_response.hpp"
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
    {post, "/api/v1/chat", a::user, k::chat, o::writable_conversation, c::model_call, json, post_chat,
     "Ask, and wait for the whole answer", nullptr, type<chat_request>, type<chat_reply>, 200, repeats::turn},
    {post, "/api/v1/chat/stream", a::user, k::chat, o::writable_conversation, c::model_call, event_stream,
     post_chat_stream, "Ask, and read the answer as server-sent events", nullptr, type<chat_request>, nullptr, 200,
     repeats::turn},
    {get, "/api/v1/chat/streams/{turn_id}", a::user, k::chat, o::turn, c::request, event_stream, get_chat_stream,
     "Follow a turn, or resume behind Last-Event-ID", type<resume_query>},
    {post, "/api/v1/chat/streams/{turn_id}/cancel", a::user, k::chat, o::writable_turn, c::request, json,
     cancel_chat_stream, "Stop a turn; what was generated is kept", nullptr, nullptr, type<turn_view>},
    {get, "/api/v1/turns/{turn_id}", a::user, k::chat, o::turn, c::request, json, get_turn, "How a turn stands",
     nullptr, nullptr, type<turn_view>},

    {get, "/api/v1/conversations", a::user, k::conversations, o::callers, c::request, json, list_conversations,
     "List conversations", type<conversation_list_query>, nullptr, type<conversation_list_reply>},
    {post, "/api/v1/conversations", a::user, k::conversations, o::callers, c::request, json, post_conversation,
     "Begin a conversation", nullptr, type<create_conversation>, type<conversation_reply>, 201},
    {get, "/api/v1/conversations/{id}", a::user, k::conversations, o::conversation, c::request, json, get_conversation,
     "One conversation", nullptr, nullptr, type<conversation_reply>},
    {patch, "/api/v1/conversations/{id}", a::user, k::conversations, o::own_conversation, c::request, json,
     patch_conversation_by_id, "Change a conversation", nullptr, type<patch_conversation>, type<conversation_reply>},
    {delete_, "/api/v1/conversations/{id}", a::user, k::conversations, o::own_conversation, c::request, none,
     delete_conversation, "Delete a conversation; it can be restored for a while", nullptr, nullptr, nullptr, 204},
    {post, "/api/v1/conversations/{id}/restore", a::user, k::conversations, o::own_conversation, c::request, json,
     restore_conversation, "Restore a deleted conversation", nullptr, nullptr, type<conversation_reply>},
    {get, "/api/v1/conversations/{id}/messages", a::user, k::conversations, o::conversation, c::request, json,
     list_messages, "All messages of all branches", type<message_list_query>, nullptr, type<message_list_reply>},
    {get, "/api/v1/conversations/{id}/branch", a::user, k::conversations, o::conversation, c::request, json, get_branch,
     "The messages of one branch, from its end", type<branch_query>, nullptr, type<message_list_reply>},
    {post, "/api/v1/conversations/{id}/head", a::user, k::conversations, o::writable_conversation, c::request, json,
     post_head, "Show the newest branch through a message", nullptr, type<select_head>, type<head_reply>},
    {get, "/api/v1/conversations/{id}/grants", a::user, k::conversations, o::own_conversation, c::request, json,
     list_grants, "Whom a conversation is shared with", nullptr, nullptr, type<grant_list_reply>},
    {post, "/api/v1/conversations/{id}/grants", a::user, k::conversations, o::own_conversation, c::request, json,
     post_grant, "Share a conversation with a user or a group", nullptr, type<grant_request>, type<grant_view>, 201,
     repeats::reply, unknown_fields::refuse, identity::feature::sharing},
    {delete_, "/api/v1/conversations/{id}/grants/{grantee_id}", a::user, k::conversations, o::own_conversation,
     c::request, none, delete_grant, "Share it with them no longer", nullptr, nullptr, nullptr, 204},
    {get, "/api/v1/messages/{id}", a::user, k::conversations, o::message, c::request, json, get_message, "One message",
     nullptr, nullptr, type<message_reply>},
    {get, "/api/v1/search", a::user, k::conversations, o::callers, c::request, json, search_messages,
     "Search in own messages", type<search_query>, nullptr, type<search_reply>},

    {get, "/api/v1/prompts", a::user, k::conversations, o::callers, c::request, json, list_prompts,
     "Templates of system prompts: one's own, shared ones, and those that come with the program",
     type<prompt_list_query>, nullptr, type<prompt_list_reply>},
    {post, "/api/v1/prompts", a::user, k::conversations, o::callers, c::request, json, post_prompt, "Make a template",
     nullptr, type<create_prompt>, type<prompt_reply>, 201},
    {get, "/api/v1/prompts/{id}", a::user, k::conversations, o::callers, c::request, json, get_prompt,
     "One template, in its newest version", nullptr, nullptr, type<prompt_reply>},
    {patch, "/api/v1/prompts/{id}", a::user, k::conversations, o::callers, c::request, json, patch_prompt_by_id,
     "Change a template; another text is another version", nullptr, type<patch_prompt>, type<prompt_reply>},
    {delete_, "/api/v1/prompts/{id}", a::user, k::conversations, o::callers, c::request, none, delete_prompt,
     "Delete a template; conversations keep what it became", nullptr, nullptr, nullptr, 204},
    {get, "/api/v1/prompts/{id}/versions", a::user, k::conversations, o::callers, c::request, json,
     list_prompt_versions, "Its versions, the newest first", nullptr, nullptr, type<prompt_version_list>},
    {get, "/api/v1/prompts/{id}/versions/{version}", a::user, k::conversations, o::callers, c::request, json,
     get_prompt_version, "A template in one of its versions", nullptr, nullptr, type<prompt_reply>},
    {post, "/api/v1/prompts/{id}/render", a::user, k::conversations, o::callers, c::request, json, post_prompt_render,
     "What a template becomes with these values", nullptr, type<render_prompt>, type<rendered_prompt_reply>},

    {get, "/api/v1/auth/options", a::anyone, k::open, o::none, c::request, json, get_auth_options,
     "How to sign in here", nullptr, nullptr, type<auth_options_reply>},
    {post, "/api/v1/auth/register", a::anyone, k::open, o::none, c::request, json, post_register, "Make an account",
     nullptr, type<register_request>, type<signed_in_reply>, 201, repeats::nothing},
    {post, "/api/v1/auth/login", a::anyone, k::open, o::none, c::request, json, post_login, "Sign in", nullptr,
     type<login_request>, type<signed_in_reply>, 200, repeats::nothing},
    {post, "/api/v1/auth/refresh", a::anyone, k::open, o::none, c::request, json, post_refresh,
     "Change a refresh token for new tokens", nullptr, type<refresh_request>, type<token_reply>, 200, repeats::nothing},
    {post, "/api/v1/auth/logout", a::user, k::person, o::callers, c::request, none, post_logout, "Sign out", nullptr,
     nullptr, nullptr, 204, repeats::nothing},
    {get, "/api/v1/auth/me", a::user, k::person, o::callers, c::request, json, get_me, "Who is signed in", nullptr,
     nullptr, type<me_reply>},
    {patch, "/api/v1/auth/me", a::user, k::person, o::callers, c::request, json, patch_my_account, "Change one's name",
     nullptr, type<patch_me>, type<me_reply>},
    {delete_, "/api/v1/auth/me", a::user, k::person, o::callers, c::request, none, delete_my_account,
     "Delete one's account", nullptr, type<delete_me>, nullptr, 204},
    {post, "/api/v1/auth/password", a::user, k::person, o::callers, c::request, none, post_password,
     "Change one's password; every other session ends", nullptr, type<change_password_request>, nullptr, 204,
     repeats::nothing},
    {post, "/api/v1/auth/password/forgot", a::anyone, k::open, o::none, c::request, none, post_password_forgot,
     "Ask for a token that opens a password", nullptr, type<forgot_password_request>, nullptr, 202, repeats::nothing},
    {post, "/api/v1/auth/password/reset", a::anyone, k::open, o::none, c::request, none, post_password_reset,
     "Set a password with such a token", nullptr, type<reset_password_request>, nullptr, 204, repeats::nothing},
    {get, "/api/v1/auth/oidc/{provider}/start", a::anyone, k::open, o::none, c::request, none, start_sign_on,
     "Go to an identity provider to sign in", type<sign_on_query>, nullptr, nullptr, 302},
    {get, "/api/v1/auth/oidc/{provider}/callback", a::anyone, k::open, o::none, c::request, none, finish_sign_on,
     "Come back from it", nullptr, nullptr, nullptr, 302},
    {post, "/api/v1/auth/oidc/logout", a::user, k::person, o::callers, c::request, json, post_sign_on_logout,
     "Sign out, and learn where to sign out at the provider", nullptr, nullptr, type<sign_on_logout_reply>, 200,
     repeats::nothing},
    {get, "/api/v1/auth/sessions", a::user, k::person, o::callers, c::request, json, list_sessions,
     "Where one is signed in", nullptr, nullptr, type<session_list_reply>},
    {delete_, "/api/v1/auth/sessions/{id}", a::user, k::person, o::callers, c::request, none, delete_session,
     "End a session", nullptr, nullptr, nullptr, 204},

    {get, "/api/v1/keys", a::user, k::person, o::callers, c::request, json, list_keys, "One's API keys", nullptr,
     nullptr, type<key_list_reply>},
    {post, "/api/v1/keys", a::user, k::person, o::callers, c::request, json, post_key,
     "Make an API key; it is shown once", nullptr, type<create_key>, type<key_view>, 201, repeats::nothing,
     unknown_fields::refuse, identity::feature::api_keys},
    {patch, "/api/v1/keys/{id}", a::user, k::person, o::callers, c::request, json, patch_key, "Change an API key",
     nullptr, type<change_key>, type<key_view>},
    {delete_, "/api/v1/keys/{id}", a::user, k::person, o::callers, c::request, none, delete_key, "Revoke an API key",
     nullptr, nullptr, nullptr, 204},
    {get, "/.well-known/jwks.json", a::anyone, k::open, o::none, c::request, json, get_jwks,
     "The public keys of access tokens"},

    {get, "/api/v1/models", a::user, k::models, o::none, c::request, json, get_models, "The models to choose from",
     nullptr, nullptr, type<model_list_reply>},
    {get, "/api/v1/providers", a::user, k::models, o::none, c::request, json, get_providers,
     "The providers and how they do", nullptr, nullptr, type<provider_list_reply>},
    {get, "/api/v1/ws", a::user, k::chat, o::of_messages, c::request, websocket, open_socket,
     "Everything a page follows, over one WebSocket", nullptr, nullptr, nullptr, 101},

    {get, "/api/v1/admin/users", a::auditor, k::admin, o::organisation, c::request, json, list_users,
     "The organisation's users", type<user_list_query>, nullptr, type<user_list_reply>},
    {post, "/api/v1/admin/users", a::admin, k::admin, o::organisation, c::request, json, post_user, "Make a user",
     nullptr, type<create_user>, type<created_user>, 201, repeats::nothing},
    {get, "/api/v1/admin/users/{id}", a::auditor, k::admin, o::organisation, c::request, json, get_user, "One user",
     nullptr, nullptr, type<account_view>},
    {patch, "/api/v1/admin/users/{id}", a::admin, k::admin, o::organisation, c::request, json, patch_user_by_id,
     "Change a user's name, role or tier, or suspend them", nullptr, type<patch_user>, type<account_view>},
    {delete_, "/api/v1/admin/users/{id}", a::admin, k::admin, o::organisation, c::request, none, delete_user,
     "Delete a user", nullptr, nullptr, nullptr, 204},
    {post, "/api/v1/admin/users/{id}/reset", a::admin, k::admin, o::organisation, c::request, json, post_user_reset,
     "Make a token with which a user sets a new password", nullptr, nullptr, type<reset_view>, 200, repeats::nothing},
    {get, "/api/v1/admin/groups", a::auditor, k::admin, o::organisation, c::request, json, list_groups,
     "The organisation's groups", nullptr, nullptr, type<group_list_reply>},
    {post, "/api/v1/admin/groups", a::admin, k::admin, o::organisation, c::request, json, post_group, "Make a group",
     nullptr, type<group_name>, type<group_view>, 201},
    {patch, "/api/v1/admin/groups/{id}", a::admin, k::admin, o::organisation, c::request, json, patch_group,
     "Rename a group", nullptr, type<group_name>, type<group_view>},
    {delete_, "/api/v1/admin/groups/{id}", a::admin, k::admin, o::organisation, c::request, none, delete_group,
     "Delete a group, and what is shared with it", nullptr, nullptr, nullptr, 204},
    {get, "/api/v1/admin/groups/{id}/members", a::auditor, k::admin, o::organisation, c::request, json, list_members,
     "A group's members", nullptr, nullptr, type<member_list_reply>},
    {post, "/api/v1/admin/groups/{id}/members", a::admin, k::admin, o::organisation, c::request, none, post_member,
     "Make a user a member", nullptr, type<add_member>, nullptr, 204},
    {delete_, "/api/v1/admin/groups/{id}/members/{user_id}", a::admin, k::admin, o::organisation, c::request, none,
     delete_member, "Take a user out of a group", nullptr, nullptr, nullptr, 204},
    {get, "/api/v1/admin/organisations", a::auditor, k::admin, o::organisation, c::request, json, list_organisations,
     "The organisations that one administrates", nullptr, nullptr, type<organisation_list_reply>},
    {post, "/api/v1/admin/organisations", a::admin, k::admin, o::installation, c::request, json, post_organisation,
     "Make an organisation and its first administrator", nullptr, type<create_organisation>, type<created_organisation>,
     201, repeats::nothing},
    {get, "/api/v1/admin/audit", a::auditor, k::admin, o::organisation, c::request, json, list_audit, "Who did what",
     type<audit_list_query>, nullptr, type<audit_list_reply>},
    {get, "/api/v1/admin/audit/verify", a::auditor, k::admin, o::installation, c::request, json, verify_audit,
     "Whether the audit log is as it was written", nullptr, nullptr, type<audit_verify_reply>},
    {get, "/api/v1/usage", a::user, k::usage, o::callers, c::request, json, get_usage,
     "What you used, and how you stand with your limits", type<usage_report_query>, nullptr, type<usage_reply>},
    {get, "/api/v1/admin/costs", a::auditor, k::admin, o::organisation, c::request, json, get_costs,
     "What the organisation used; as JSON or CSV", type<cost_report_query>, nullptr, type<cost_reply>},
    {get, "/api/v1/admin/tiers", a::auditor, k::admin, o::none, c::request, json, list_tiers, "What each tier may use",
     nullptr, nullptr, type<tier_list_reply>},
    {patch, "/api/v1/admin/tiers/{name}", a::admin, k::admin, o::installation, c::request, json, patch_tier_by_name,
     "Change what a tier may use", nullptr, type<patch_tier>, type<tier_view>},
    {get, "/api/v1/admin/budgets", a::auditor, k::admin, o::organisation, c::request, json, list_budgets,
     "Budgets and how they stand", nullptr, nullptr, type<budget_list_reply>},
    {post, "/api/v1/admin/budgets", a::admin, k::admin, o::organisation, c::request, json, post_budget,
     "Give somebody a budget", nullptr, type<create_budget>, type<budget_view>, 201},
    {patch, "/api/v1/admin/budgets/{id}", a::admin, k::admin, o::organisation, c::request, json, patch_budget_by_id,
     "Change a budget", nullptr, type<patch_budget>, type<budget_view>},
    {delete_, "/api/v1/admin/budgets/{id}", a::admin, k::admin, o::organisation, c::request, none, delete_budget,
     "Take a budget away", nullptr, nullptr, nullptr, 204},

    {post, "/v1/chat/completions", a::user, k::chat, o::writable_conversation, c::model_call, json_or_stream,
     openai::post_chat_completion, "OpenAI's chat completions", nullptr, type<openai::chat_completion_request>, nullptr,
     200, repeats::turn, unknown_fields::ignore},
    {post, "/v1/responses", a::user, k::chat, o::writable_conversation, c::model_call, json_or_stream,
     openai::post_response, "OpenAI's responses", nullptr, type<openai::response_request>, nullptr, 200, repeats::turn,
     unknown_fields::ignore},
    {get, "/v1/responses/{id}", a::user, k::chat, o::turn, c::request, json_or_stream, openai::get_response,
     "A kept response, or its events", type<openai::response_query>, nullptr, nullptr, 200, repeats::reply,
     unknown_fields::ignore},
    {post, "/v1/embeddings", a::user, k::chat, o::none, c::model_call, json, openai::post_embeddings,
     "OpenAI's embeddings", nullptr, type<openai::embedding_request>, nullptr, 200, repeats::nothing,
     unknown_fields::ignore},
    {post, "/v1/rerank", a::user, k::chat, o::none, c::model_call, json, openai::post_rerank,
     "Documents in order, as Jina, Cohere, vLLM and llama.cpp have it", nullptr, type<openai::rerank_request>,
     type<openai::rerank_reply>, 200, repeats::nothing, unknown_fields::ignore},
    {post, "/v1/messages", a::user, k::chat, o::writable_conversation, c::model_call, json_or_stream,
     anthropic::post_message, "Anthropic's messages", nullptr, type<anthropic::message_request>, nullptr, 200,
     repeats::turn, unknown_fields::ignore},
    {post, "/v1/messages/count_tokens", a::user, k::chat, o::none, c::request, json, anthropic::count_tokens,
     "How many tokens a message would have", nullptr, type<anthropic::count_tokens_request>,
     type<anthropic::count_tokens_reply>, 200, repeats::nothing, unknown_fields::ignore},
    {post, "/api/chat", a::user, k::chat, o::by_any_name, c::model_call, event_stream, aisdk::post_chat,
     "The AI SDK's chat, as a UI message stream", nullptr, type<aisdk::chat_request>, nullptr, 200, repeats::turn,
     unknown_fields::ignore},
    {get, "/api/chat/{id}/stream", a::user, k::chat, o::by_any_name, c::request, event_stream, aisdk::resume_chat,
     "Resume the answer that is being written in a chat"},
    {get, "/v1/models", a::user, k::models, o::none, c::request, json, openai::get_models,
     "The models, as OpenAI or Anthropic lists them", type<cursor_query>, nullptr, nullptr, 200, repeats::reply,
     unknown_fields::ignore},
    {get, "/v1/models/{id}", a::user, k::models, o::none, c::request, json, openai::get_model, "One of them"},
    {get, "/v1/models/{provider}/{name}", a::user, k::models, o::none, c::request, json, openai::get_model,
     "One of them, by provider and name"},

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
