-- Accounts. Secrets (of sessions, keys, tokens) are stored as SHA-256 only; see identity/README.md.

-- `local` is whom requests act for without a login; the first account that is made becomes this row, so that nothing
-- that was said before is lost. A deleted account keeps its row, without its name, for what refers to it.
ALTER TABLE users ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN password_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'user';
ALTER TABLE users ADD COLUMN tier TEXT NOT NULL DEFAULT 'free';
ALTER TABLE users ADD COLUMN status TEXT NOT NULL DEFAULT 'active';
ALTER TABLE users ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN last_login_at BIGINT;
UPDATE users SET role = 'admin', tier = 'enterprise', status = 'local';

CREATE UNIQUE INDEX users_by_email ON users (email) WHERE email <> '';
CREATE INDEX users_of_organisation ON users (organisation_id, created_at);

-- One login: of a browser (kind `page`, the secret is the cookie's) or of a program (kind `tokens`, whose refresh tokens
-- follow one another).
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL DEFAULT '',
    user_agent TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- A token that is used twice was stolen: its session ends.
CREATE TABLE refresh_tokens (
    secret_hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);

-- `prefix` is public and finds the row; the hash is of the whole key.
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL,
    scopes TEXT NOT NULL DEFAULT '[]',
    models TEXT NOT NULL DEFAULT '[]',
    requests_per_minute BIGINT,
    tokens_per_minute BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_keys_of_user ON api_keys (user_id);

CREATE TABLE password_resets (
    secret_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX password_resets_of_user ON password_resets (user_id);

-- Who a user is elsewhere. Accounts are linked by issuer and subject only, never by an e-mail address.
CREATE TABLE external_identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX external_identities_of_user ON external_identities (user_id);

-- A single sign-on that is under way; removed when it comes back.
CREATE TABLE oidc_flows (
    state_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    provider TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    return_to TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX oidc_flows_by_expiry ON oidc_flows (expires_at);

-- Private keys are sealed under APP_SECRET_KEY.
CREATE TABLE signing_keys (
    id TEXT PRIMARY KEY,
    algorithm TEXT NOT NULL,
    sealed_key TEXT NOT NULL,
    public_jwk TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);

CREATE TABLE user_groups (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (organisation_id, name)
);

-- `source` is `local`, or the issuer whose claims keep this membership.
CREATE TABLE group_members (
    group_id TEXT NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id),
    source TEXT NOT NULL DEFAULT 'local',
    created_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_members_of_user ON group_members (user_id);

-- Who else may read (`read`) or also write (`write`) a conversation: a user or a group.
CREATE TABLE conversation_grants (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    grantee_kind TEXT NOT NULL,
    grantee_id TEXT NOT NULL,
    may TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, grantee_kind, grantee_id)
);
-- 1 while there is a grant, so that the many that are not shared cost no look at them.
ALTER TABLE conversations ADD COLUMN shared SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX conversation_grants_of_grantee ON conversation_grants (grantee_kind, grantee_id);
