-- Columns are those of the .pg.sql twin. Amounts are tokens or billionths of a dollar.

-- What accounts of a tier may use; NULL is no limit.
CREATE TABLE tiers (
    name TEXT PRIMARY KEY,
    rank BIGINT NOT NULL,
    requests_per_minute BIGINT,
    tokens_per_minute BIGINT,
    streams BIGINT,
    daily_tokens BIGINT,
    monthly_tokens BIGINT,
    daily_nano_usd BIGINT,
    monthly_nano_usd BIGINT,
    models TEXT NOT NULL DEFAULT '[]',
    features TEXT NOT NULL DEFAULT '[]'
);
INSERT INTO tiers (name, rank, requests_per_minute, tokens_per_minute, streams) VALUES
    ('free', 1, 10, 10000, 5), ('starter', 2, 60, 60000, 10), ('professional', 3, 300, 300000, 25),
    ('enterprise', 4, 1000, 1000000, 50);

-- Limits beyond those of the tier: of a user, key, group, organisation, conversation, or of the whole installation.
CREATE TABLE budgets (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    amount BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (subject_kind, subject_id, unit, period)
);

-- Raised with every change of a tier or a budget, so that every process notices: one row.
CREATE TABLE limit_changes (
    id INTEGER PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO limit_changes (id, version) VALUES (1, 1);

-- What processes took out of a budget in one day or month. `leased` never exceeds the limit that held when it grew.
-- `warned`: somebody was told that four fifths are gone.
CREATE TABLE budget_windows (
    budget_id TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    leased BIGINT NOT NULL DEFAULT 0,
    warned INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (budget_id, window_start)
);

-- Starts of a server. What a dead one had leased and not spent goes back; `spent` of a lease counts the cost events up
-- to usage_summed.
CREATE TABLE incarnations (
    id TEXT PRIMARY KEY,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE TABLE budget_leases (
    incarnation_id TEXT NOT NULL,
    budget_id TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    spent BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (incarnation_id, budget_id, window_start)
);

-- One row per call of a model, in order of arrival, with no other index: reports read the daily sums, which only what
-- is newer is added to. `charges` is [[budget, start of its window, amount], …]; `day` is that of `created_at`.
CREATE TABLE cost_events (
    position INTEGER PRIMARY KEY,
    incarnation_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    key_id TEXT NOT NULL DEFAULT '',
    conversation_id TEXT NOT NULL DEFAULT '',
    turn_id TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    outcome TEXT NOT NULL,
    prompt_tokens BIGINT NOT NULL DEFAULT 0,
    completion_tokens BIGINT NOT NULL DEFAULT 0,
    cached_tokens BIGINT NOT NULL DEFAULT 0,
    estimated INTEGER NOT NULL DEFAULT 0,
    nano_usd BIGINT,
    ttft_ms BIGINT,
    duration_ms BIGINT,
    charges TEXT NOT NULL DEFAULT '[]',
    day TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE usage_days (
    day TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    purpose TEXT NOT NULL,
    requests BIGINT NOT NULL DEFAULT 0,
    errors BIGINT NOT NULL DEFAULT 0,
    prompt_tokens BIGINT NOT NULL DEFAULT 0,
    completion_tokens BIGINT NOT NULL DEFAULT 0,
    cached_tokens BIGINT NOT NULL DEFAULT 0,
    nano_usd BIGINT NOT NULL DEFAULT 0,
    duration_ms BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (day, organisation_id, user_id, key_id, provider, model, purpose)
);
-- Up to which event usage_days counts: one row.
CREATE TABLE usage_summed (
    id INTEGER PRIMARY KEY,
    position BIGINT NOT NULL
);
INSERT INTO usage_summed (id, position) VALUES (1, 0);
