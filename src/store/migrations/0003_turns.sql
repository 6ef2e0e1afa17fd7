CREATE TABLE turns (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    conversation_id TEXT NOT NULL DEFAULT '',
    user_message_id TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'running',
    request TEXT NOT NULL DEFAULT '{}',
    principal TEXT NOT NULL DEFAULT '{}',
    provider TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    attempt BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    finish_reason TEXT NOT NULL DEFAULT '',
    error_code TEXT NOT NULL DEFAULT ''
);

-- Only the few that run, so that a start finds them at once among millions.
CREATE INDEX turns_running ON turns (user_id, conversation_id) WHERE state = 'running';
