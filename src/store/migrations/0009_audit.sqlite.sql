-- Who did what to which object, from where: written in the transaction of what it records, never changed but to be
-- sealed once (hash = SHA-256 over the row and the hash before it), never deleted. Columns are those of the .pg.sql twin.
CREATE TABLE audit_log (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    organisation_id TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL DEFAULT '',
    object_id TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT 'done',
    address TEXT NOT NULL DEFAULT '',
    request_id TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    hash TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_log_unsealed ON audit_log (position) WHERE hash = '';

CREATE TRIGGER audit_log_keep BEFORE DELETE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_log_seal_only BEFORE UPDATE ON audit_log
WHEN old.hash <> '' OR new.position <> old.position OR new.id <> old.id OR new.organisation_id <> old.organisation_id
    OR new.actor_kind <> old.actor_kind OR new.actor_id <> old.actor_id OR new.action <> old.action
    OR new.object_kind <> old.object_kind OR new.object_id <> old.object_id OR new.outcome <> old.outcome
    OR new.address <> old.address OR new.request_id <> old.request_id OR new.details <> old.details
    OR new.created_at <> old.created_at
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
