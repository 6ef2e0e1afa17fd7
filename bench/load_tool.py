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


def run(bench, server, *arguments, **options):
    """Runs to the end and returns the result."""
    result = None
    for event in events(start(bench, server, *arguments, **options)):
        result = event
    if result is None or result["event"] != "result":
        raise RuntimeError("the load generator ended without a result")
    bench.note_failures(server, result)
    return result
