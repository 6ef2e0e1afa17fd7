CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL DEFAULT '{}',
    state TEXT NOT NULL DEFAULT 'queued',
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    attempts_max BIGINT NOT NULL DEFAULT 5,
    last_error TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);

-- run_at of a running job is the end of its lease, so that one index finds both what is due and what was abandoned.
CREATE INDEX jobs_due ON jobs (run_at) WHERE state <> 'failed';
