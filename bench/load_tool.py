"""Running the load generator against a server and reading what it reports."""

import json
import subprocess

from processes import Process


def command(bench, server, kind, model, tokens, **options):
    """`kind` is "json" or "stream"; `options` are those of `load`."""
    words = [bench.build / "bench/load", "--port", server.port, "--path", server.paths[kind],
             "--body", server.body(model, kind == "stream"),
             "--reply", server.stream_reply if kind == "stream" else "json", "--tokens", tokens]
    for name, value in options.items():
        words += [f"--{name}", value]
    return words


def start(*arguments, **options):
    return Process(command(*arguments, **options), stdout=subprocess.PIPE)


def events(process):
    """What the load reports while it runs, the result last."""
    for line in process.child.stdout:
        yield json.loads(line)
    process.stop()


def read(bench, server, path, method="GET", body="", tolerated=False, **options):
    """Requests of another kind, of which only the status is checked; `tolerated` failures are the caller's to judge."""
    words = [bench.build / "bench/load", "--port", server.port, "--method", method, "--path", path, "--body", body,
             "--reply", "any", "--tokens", 0]
    for name, value in options.items():
        words += [f"--{name}", value]
    result = None
    for event in events(Process(words, stdout=subprocess.PIPE)):
        result = event
    if result is None:
        raise RuntimeError("the load generator ended without a result")
    if not tolerated:
        bench.note_failures(server, result)
    return result


def run(bench, server, *arguments, **options):
    """Runs to the end and returns the result."""
    result = None
    for event in events(start(bench, server, *arguments, **options)):
        result = event
    if result is None or result["event"] != "result":
        raise RuntimeError("the load generator ended without a result")
    bench.note_failures(server, result)
    return result
