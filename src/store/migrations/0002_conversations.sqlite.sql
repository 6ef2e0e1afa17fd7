-- Columns are those of the .pg.sql twin but for `position`, the row's order of arrival, which SQLite keeps as the rowid:
-- full-text indexes refer to it, and an index on other columns carries it for nothing.
CREATE TABLE conversations (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES users (id),
    title TEXT NOT NULL DEFAULT '',
    title_source TEXT NOT NULL DEFAULT 'none',
    status TEXT NOT NULL DEFAULT 'active',
    provider TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    system_prompt TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    entities TEXT NOT NULL DEFAULT '[]',
    topics TEXT NOT NULL DEFAULT '[]',
    metadata TEXT NOT NULL DEFAULT '{}',
    pinned INTEGER NOT NULL DEFAULT 0,
    archived INTEGER NOT NULL DEFAULT 0,
    folder TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    head_message_id TEXT NOT NULL DEFAULT '',
    message_count BIGINT NOT NULL DEFAULT 0,
    total_input_tokens BIGINT NOT NULL DEFAULT 0,
    total_output_tokens BIGINT NOT NULL DEFAULT 0,
    cost_nano_usd BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);

CREATE INDEX conversations_of_owner ON conversations (user_id, updated_at) WHERE deleted_at IS NULL;
CREATE INDEX conversations_deleted ON conversations (deleted_at) WHERE deleted_at IS NOT NULL;

-- parent_id is empty, not NULL, for a first message, so that siblings are found by plain equality.
CREATE TABLE messages (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    parent_id TEXT NOT NULL DEFAULT '',
    turn_id TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    thinking TEXT NOT NULL DEFAULT '',
    attachments TEXT NOT NULL DEFAULT '[]',
    tool_calls TEXT NOT NULL DEFAULT '[]',
    sources TEXT NOT NULL DEFAULT '[]',
    metadata TEXT NOT NULL DEFAULT '{}',
    prompt_tokens BIGINT NOT NULL DEFAULT 0,
    token_count BIGINT NOT NULL DEFAULT 0,
    model TEXT NOT NULL DEFAULT '',
    provider TEXT NOT NULL DEFAULT '',
    finish_reason TEXT NOT NULL DEFAULT '',
    ttft_ms BIGINT,
    duration_ms BIGINT,
    cost_nano_usd BIGINT,
    level TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);

-- The only index beside the keys: it serves the whole conversation, a message's children and its siblings.
CREATE INDEX messages_of_parent ON messages (conversation_id, parent_id);

-- Full text refers to the rows instead of repeating them, and keeps no sizes: hits are shown newest first, not ranked.
CREATE VIRTUAL TABLE message_search USING fts5 (
    content, content = 'messages', content_rowid = 'position', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
);
-- Merging the index in larger steps than by default costs a tenth less of a whole turn's CPU.
INSERT INTO message_search (message_search, rank) VALUES ('automerge', 8);
CREATE TRIGGER message_search_insert AFTER INSERT ON messages WHEN new.content <> '' BEGIN
    INSERT INTO message_search (rowid, content) VALUES (new.position, new.content);
END;
CREATE TRIGGER message_search_delete AFTER DELETE ON messages WHEN old.content <> '' BEGIN
    INSERT INTO message_search (message_search, rowid, content) VALUES ('delete', old.position, old.content);
END;

CREATE VIRTUAL TABLE title_search USING fts5 (
    title, content = 'conversations', content_rowid = 'position', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER title_search_insert AFTER INSERT ON conversations WHEN new.title <> '' BEGIN
    INSERT INTO title_search (rowid, title) VALUES (new.position, new.title);
END;
CREATE TRIGGER title_search_forget AFTER UPDATE OF title ON conversations
WHEN old.title <> '' AND old.title <> new.title BEGIN
    INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.position, old.title);
END;
CREATE TRIGGER title_search_renew AFTER UPDATE OF title ON conversations
WHEN new.title <> '' AND old.title <> new.title BEGIN
    INSERT INTO title_search (rowid, title) VALUES (new.position, new.title);
END;
CREATE TRIGGER title_search_delete AFTER DELETE ON conversations WHEN old.title <> '' BEGIN
    INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.position, old.title);
END;
