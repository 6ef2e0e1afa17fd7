"""A database of 1 GB, and turns that a crash left unfinished in it."""

import hashlib
import pathlib
import random
import shutil
import signal
import sqlite3
import time

import load_tool
import servers

BYTES_WANTED = 1_000_000_000
MESSAGES_PER_CONVERSATION = 20
TURNS = 100
SPAN_MS = 365 * 24 * 3600 * 1000
SOURCES = pathlib.Path(__file__).resolve().parent.parent / "src"


def cached_file(bench):
    """Where the filled database is kept: another schema is another file."""
    schema = hashlib.sha256()
    for migration in sorted((SOURCES / "store/migrations").glob("*.sql")):
        schema.update(migration.read_bytes())
    return bench.keep / f"large-{schema.hexdigest()[:12]}.db"


def with_unfinished_turns(bench, mock):
    """A data folder with a copy of the large database, whose server was killed while it answered TURNS questions."""
    cached = cached_file(bench)
    if not cached.exists():
        make(bench, mock, cached)
    folder = bench.new_folder()
    data_folder = folder / "data"
    data_folder.mkdir(mode=0o700)
    shutil.copyfile(cached, data_folder / "parlance.db")
    server = servers.Parlance(bench.build, mock.port, data_folder, folder / "parlance.log")
    load = load_tool.start(bench, server, "stream", "paced:rate=2,tokens=1000", 1000, connections=TURNS, windows=1)
    event = next(load_tool.events(load))
    server.stop(signal.SIGKILL)
    load.stop(signal.SIGKILL)
    if event["event"] != "steady" or event["streaming"] != TURNS:
        raise RuntimeError(f"the turns that should stay unfinished did not start: {event}")
    return data_folder


def make(bench, mock, target):
    folder = bench.new_folder()
    server = servers.Parlance(bench.build, mock.port, folder / "data", folder / "parlance.log")
    server.stop()  # it has made the schema
    database = sqlite3.connect(folder / "data/parlance.db", isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -500000")
    database.execute("BEGIN")
    fill(database)
    database.execute("COMMIT")
    database.close()
    shutil.move(folder / "data/parlance.db", target)
    for older in target.parent.glob("large-*.db"):
        if older != target:
            older.unlink()


def fill(database):
    """Conversations over the past year, until the file is as large as wanted."""
    chance = random.Random(1)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(20_000)]
    # Few words are frequent and most are rare, as in any language: that decides the size of the full-text index.
    prose = " ".join(words[int(20_000 * chance.random() ** 4)] for _ in range(100_000))
    user, = database.execute("SELECT id FROM users LIMIT 1").fetchone()
    page_size, = database.execute("PRAGMA page_size").fetchone()
    first_ms = int(time.time() * 1000) - SPAN_MS
    conversations = 0
    while database.execute("PRAGMA page_count").fetchone()[0] * page_size < BYTES_WANTED:
        for _ in range(500):
            # A step of 12 minutes: 40,000 conversations fill the year.
            insert_conversation(database, chance, prose, user, first_ms + conversations * 720_000)
            conversations += 1


def insert_conversation(database, chance, prose, user, began_ms):
    conversation = new_id(chance, began_ms)
    messages, parent = [], ""
    for n in range(MESSAGES_PER_CONVERSATION):
        at_ms = began_ms + n * 20_000
        size = chance.randint(40, 400) if n % 2 == 0 else chance.randint(400, 2_400)
        start = chance.randrange(len(prose) - size)
        messages.append((new_id(chance, at_ms), conversation, parent, "assistant" if n % 2 else "user",
                         prose[start:start + size], at_ms))
        parent = messages[-1][0]
    database.execute(
        "INSERT INTO conversations (id, user_id, title, title_source, head_message_id, message_count, created_at,"
        " updated_at) VALUES (?, ?, ?, 'automatic', ?, ?, ?, ?)",
        (conversation, user, messages[0][4][:40], parent, len(messages), began_ms, messages[-1][5]))
    database.executemany(
        "INSERT INTO messages (id, conversation_id, parent_id, role, content, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        messages)


def new_id(chance, at_ms):
    """A UUIDv7, as the server makes them."""
    time_part, tail = f"{at_ms:012x}", f"{chance.getrandbits(72):018x}"
    return f"{time_part[:8]}-{time_part[8:]}-7{tail[:3]}-8{tail[3:6]}-{tail[6:]}"
