#!/usr/bin/env python3
"""Kills the server (SIGKILL) again and again while it writes answers and clients read them, and checks that nobody can tell.

Of every turn several clients read the stream; whenever their connection breaks they reconnect with Last-Event-ID. In the
end each must have seen the same events: ids from 1 without gap or repetition, `start` first, one terminal event, and last;
and the text they show must be the stored message, byte for byte what an answer without a kill would have been.

PARLANCE_BIN names the server. --expect-violation turns the outcome round, for a server that is known to be wrong.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

TOKENS = 300
TURNS_AT_ONCE = 2
FOLLOWERS = 2          # of each turn, besides the client that asked


class Violation(Exception):
    """What a client saw can't be a prefix of one log."""


class Server:
    """The process under test, on one port and one data folder for all its lives."""

    def __init__(self, binary, folder):
        self.binary, self.folder, self.process = binary, folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self):
        settings = {"HOST": "127.0.0.1", "PORT": str(self.port), "DATA_DIR": os.path.join(self.folder, "data"),
                    "LLM_PROVIDER": "demo", "TITLES_ENABLED": "false", "TURN_TAKEOVERS_MAX": "100", "LOG_LEVEL": "error"}
        log = open(os.path.join(self.folder, "log"), "ab")
        self.process = subprocess.Popen([self.binary, "serve"], stdout=log, stderr=log, cwd=self.folder,
                                        env={"PATH": os.environ.get("PATH", ""), "RATE_LIMIT_REQUESTS": "1000000",
                                             **settings})
        while self.process.poll() is None:
            try:
                if self.request("GET", "/health/live")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.01)
        sys.exit("the server does not start:\n" + open(os.path.join(self.folder, "log")).read()[-2000:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def request(self, method, path, body=None):
        connection = self.connect()
        try:
            connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json"})
            reply = connection.getresponse()
            return reply.status, json.loads(reply.read() or "null")
        finally:
            connection.close()


class Reader:
    """One client of one turn: reads, loses its connection, comes back behind the last event that it saw."""

    def __init__(self, server, counts):
        self.server, self.counts, self.events, self.turn, self.message = server, counts, [], None, None

    def ended(self):
        return bool(self.events) and self.events[-1][1] in ("complete", "error")

    def read(self, open_request):
        """Follows the turn to its end, through any number of the server's deaths."""
        while not self.ended():
            connection = self.server.connect()
            try:
                self.take(open_request(connection))
            except (OSError, http.client.HTTPException):
                pass                       # the server died
            finally:
                connection.close()
            if not self.ended():
                time.sleep(0.01)

    def take(self, reply):
        if reply.status != 200:
            problem = reply.read().decode()
            if reply.status == 503:
                return                     # it is about to die
            raise Violation(f"a client behind event {len(self.events)} is refused with {reply.status}: {problem}")
        self.counts["reconnects"] += bool(self.events)
        self.turn, self.message = reply.headers["X-Turn-Id"], reply.headers["X-Message-Id"]
        unread = b""
        while True:
            more = reply.read1(65536)
            if not more:
                return
            *blocks, unread = (unread + more).split(b"\n\n")
            for block in blocks:
                self.add(block.decode())

    def add(self, block):
        if block.startswith(":"):
            return
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        number = int(fields["id"])
        if number != len(self.events) + 1:
            raise Violation(f"event {number} follows event {len(self.events)}")
        if self.ended():
            raise Violation(f"event {number} follows the terminal event")
        if (fields["event"] == "start") != (number == 1):
            raise Violation(f"event {number} is {fields['event']}")
        self.events.append((number, fields["event"], fields["data"]))
        self.counts["events"] += 1

    def ask(self, body, key):
        def send(connection):
            if self.turn:
                return self.resume(connection)
            connection.request("POST", "/api/v1/chat/stream", json.dumps(body),
                               {"Content-Type": "application/json", "Idempotency-Key": key})
            return connection.getresponse()
        self.read(send)

    def resume(self, connection):
        headers = {"Last-Event-ID": str(len(self.events))} if self.events else {}
        connection.request("GET", f"/api/v1/chat/streams/{self.turn}", headers=headers)
        return connection.getresponse()

    def shown_text(self):
        shown = []
        for number, kind, data in self.events:
            if kind == "token":
                shown.append((number, json.loads(data)["token"]))
            elif kind == "restarted":
                last = json.loads(data)["truncate_to"]
                shown = [each for each in shown if each[0] <= last]
        return "".join(text for _, text in shown)


class Turn:
    """One question, the client that asked it, and those who follow."""

    def __init__(self, server, seed, counts):
        self.server, self.seed = server, seed
        self.readers = [Reader(server, counts) for _ in range(1 + FOLLOWERS)]
        self.failures = []
        self.question = {"message": f"question {seed}", "model": f"demo:tokens={TOKENS},delay_ms=3,seed={seed}"}

    def run(self):
        threads = [threading.Thread(target=self.guarded, args=(each,), daemon=True) for each in self.readers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def guarded(self, reader):
        try:
            if reader is self.readers[0]:
                reader.ask(self.question, f"kill-{self.seed}")
                return
            while not self.readers[0].turn and not self.failures:
                time.sleep(0.005)
            reader.turn = self.readers[0].turn
            reader.read(reader.resume)
        except Violation as violation:
            self.failures.append(f"turn {self.seed}: {violation}")

    def check(self):
        """After the last kill: all readers agree with each other, with the store, and with an undisturbed answer."""
        if self.failures:
            return
        first = self.readers[0]
        if any(other.events != first.events for other in self.readers[1:]):
            self.failures.append(f"turn {self.seed}: its clients saw different events")
        text = first.shown_text()
        status, message = self.server.request("GET", f"/api/v1/messages/{first.message}")
        if status != 200 or message["content"] != text:
            self.failures.append(f"turn {self.seed}: the stored message is not what its clients show")
        if first.events[-1][1] != "complete":
            self.failures.append(f"turn {self.seed}: ended with {first.events[-1]}")
        undisturbed = {**self.question, "model": f"demo:tokens={TOKENS},seed={self.seed}"}
        if self.server.request("POST", "/api/v1/chat", undisturbed)[1].get("content") != text:
            self.failures.append(f"turn {self.seed}: the answer differs from one without kills")


def run(server, kills, chance):
    counts = {"events": 0, "reconnects": 0}
    turns, running, done, seeds = [], [], threading.Event(), itertools.count()

    def keep_asking():
        while not done.is_set():
            turn = Turn(server, next(seeds), counts)
            turns.append(turn)
            turn.run()

    server.start()
    for _ in range(TURNS_AT_ONCE):
        running.append(threading.Thread(target=keep_asking, daemon=True))
        running[-1].start()
    killed = 0
    while killed < kills and not any(turn.failures for turn in turns):
        time.sleep(chance.uniform(0.05, 0.45))
        server.kill()
        killed += 1
        server.start()
    done.set()
    for thread in running:
        thread.join(timeout=60)
        if thread.is_alive():
            turns[-1].failures.append("a turn does not end")
    for turn in turns:
        turn.check()
    server.kill()
    print(f"{killed} kills, {counts['reconnects']} reconnects, {counts['events']} events read, {len(turns)} turns")
    return [failure for turn in turns for failure in turn.failures]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--kills", type=int, default=60)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options.add_argument("--expect-violation", action="store_true")
    chosen = options.parse_args()
    binary = os.path.abspath(os.environ.get("PARLANCE_BIN", "build/release/parlance"))
    print(f"seed {chosen.seed}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="parlance-kill-") as folder:
        failures = run(Server(binary, folder), chosen.kills, random.Random(chosen.seed))
    print(f"{time.monotonic() - began:.0f} s")
    for failure in failures[:10]:
        print(("noticed, as it must be: " if chosen.expect_violation else "VIOLATION: ") + failure)
    if chosen.expect_violation and not failures:
        print("a server that is known to be wrong was not found out")
    return 0 if bool(failures) == chosen.expect_violation else 1


if __name__ == "__main__":
    sys.exit(main())
