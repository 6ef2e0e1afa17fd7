"""What a call costs that is not kept: OpenAI's shape in and out, a key, and nothing stored but the cost."""

import statistics

import accounts
import load_tool
import servers

CONNECTIONS = 64


class DropIn(servers.Server):
    """The same server as OpenAI's clients see it."""

    name = "parlance"

    def __init__(self, of):
        self.port, self.process = of.port, of.process


def cpu_per_call(bench, server, kind, model, tokens, requests, **options):
    """CPU of one call in µs, what is stored a moment later included, and the number of failures."""
    load_tool.run(bench, server, kind, model, tokens, connections=CONNECTIONS, requests=requests // 10, **options)
    server.process.settle()
    before = server.process.cpu_seconds()
    result = load_tool.run(bench, server, kind, model, tokens, connections=CONNECTIONS, requests=requests, **options)
    server.process.settle()
    return (server.process.cpu_seconds() - before) * 1e6 / requests, result["failures"]


def unkept(bench, results):
    requests = 3_000 if bench.quick else 10_000
    rows = {"json": ("fixed-10", 10, "JSON call, not kept, 64 connections", 100),
            "stream": ("fixed-60", 60, "fixed stream of 60 events, not kept, 64 connections", 250)}
    added = {}
    with bench.mock() as mock, bench.parlance(mock, accounts=True) as parlance, bench.nginx(mock) as nginx:
        key = accounts.credentials_file(bench, [accounts.Client(parlance).new_key(0)])
        server = DropIn(parlance)
        for kind, (model, tokens, label, goal) in rows.items():
            cost, failures = {"parlance": [], "nginx": []}, dict.fromkeys(("parlance", "nginx"), 0)
            for _ in range(1 if bench.quick else 3):
                for each, options in ((server, {"credentials": key}), (nginx, {})):
                    cpu, failed = cpu_per_call(bench, each, kind, model, tokens, requests, **options)
                    cost[each.name].append(cpu)
                    failures[each.name] += failed
            results.add(f"unkept_{kind}", label, "µs CPU",
                        {name: statistics.median(values) for name, values in cost.items()}, goal)
            results.add(f"unkept_{kind}_failures", "  failures", "", failures, 0)
        for each, options in ((mock, {}), (nginx, {}), (server, {"credentials": key})):
            run = load_tool.run(bench, each, "json", "fixed-10", 10, requests=100 if bench.quick else 500, **options)
            added[each.name] = run["latency_us"]["p50"] / 1000
    results.add("unkept_latency", "  added latency at one connection, p50", "ms",
                {name: value if name == "direct" else value - added["direct"] for name, value in added.items()}, 0.25,
                compared=False)
