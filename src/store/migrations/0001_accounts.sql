-- Ids are UUIDs in their 36-character text form, times are milliseconds since the epoch, JSON is kept as text and flags
-- are 0 or 1, so that both databases store the same.
CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Whom requests act for until accounts exist; see store/local_user.hpp.
INSERT INTO organisations (id, name, created_at) VALUES ('00000000-0000-7000-8000-000000000001', 'Local', 0);
INSERT INTO users (id, organisation_id, name, created_at)
VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'Local user', 0);
