-- Whose access became less (or other): written with the change, read by every process within a second, so that nobody
-- acts on what was remembered. Columns are those of the .pg.sql twin.
CREATE TABLE access_changes (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
