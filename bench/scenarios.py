"""What is measured. Each scenario starts its own processes, so that none inherits another's memory or files."""

import contextlib
import pathlib
import resource
import shutil
import signal
import statistics
import tempfile

import accounts
import drop_in
import large_database
import load_tool
import servers

MIB = 1024 * 1024
CONNECTIONS = 64


class Bench:
    """One run: where things are, how thorough it is, what must be said under the table."""

    def __init__(self, build, quick):
        self.build = build.resolve()
        self.quick = quick
        self.remarks = []
        # On the disk of the build, because a memory file system would hide what durability costs.
        self.keep = self.build.parent / "bench"
        self.keep.mkdir(exist_ok=True)
        self.temporary = tempfile.TemporaryDirectory(dir=self.keep, prefix="run-")
        self.folder = pathlib.Path(self.temporary.name)
        self.counter = 0

    def new_folder(self):
        self.counter += 1
        folder = self.folder / str(self.counter)
        folder.mkdir()
        return folder

    def note_failures(self, server, result):
        if result["failures"]:
            self.remarks.append(f"{server.name}: {result['failures']} of {result['requests']} requests failed, "
                                f"first: {result['problems'][0]}")

    @contextlib.contextmanager
    def mock(self):
        mock = servers.Mock(self.build, self.folder)
        yield mock
        mock.stop()

    @contextlib.contextmanager
    def parlance(self, mock, **options):
        folder = self.new_folder()
        server = servers.Parlance(self.build, mock.port, folder / "data", folder / "parlance.log", **options)
        yield server
        server.stop()
        shutil.rmtree(folder)

    @contextlib.contextmanager
    def nginx(self, mock):
        server = servers.Nginx(mock.port, self.new_folder())
        yield server
        server.stop()


def start_fresh(bench, results):
    starts = []
    with bench.mock() as mock:
        for _ in range(3 if bench.quick else 7):
            with bench.parlance(mock) as server:
                starts.append(server.start_seconds)
                server.process.settle()
                idle = server.process.memory_bytes("Rss") / MIB
        with bench.nginx(mock) as nginx:
            nginx.process.settle()
            idle_nginx = nginx.process.memory_bytes("Rss") / MIB
    results.add("start_fresh", "start, fresh database", "s", {"parlance": statistics.median(starts)}, 0.5,
                slack=0.1)
    results.add("idle", "memory, idle", "MiB", {"parlance": idle, "nginx": idle_nginx}, 64)


def start_large(bench, results):
    starts = []
    if bench.quick and not large_database.cached_file(bench).exists():
        bench.remarks.append("start-large was left out: only a run without --quick makes its 1 GB database")
        return
    with bench.mock() as mock:
        data_folder = large_database.with_unfinished_turns(bench, mock)
        # A turn is taken over three times at most; a fourth start would have less to do.
        for _ in range(1 if bench.quick else 3):
            folder = bench.new_folder()
            server = servers.Parlance(bench.build, mock.port, data_folder, folder / "parlance.log")
            starts.append(server.start_seconds)
            server.stop(signal.SIGKILL)
        shutil.rmtree(data_folder)
    results.add("start_large", "start, 1 GB database, 100 unfinished turns", "s",
                {"parlance": statistics.median(starts)}, 0.5, slack=0.1)


def cpu_per_request(bench, server, kind, model, tokens, requests):
    """CPU of one request in µs, what is done after the reply included, and the number of failures."""
    load_tool.run(bench, server, kind, model, tokens, connections=CONNECTIONS, requests=requests // 10)
    server.process.settle()
    before = server.process.cpu_seconds()
    result = load_tool.run(bench, server, kind, model, tokens, connections=CONNECTIONS, requests=requests)
    server.process.settle()
    return (server.process.cpu_seconds() - before) * 1e6 / requests, result["failures"]


def closed_loop(bench, results, kind, model, tokens, label, goal):
    requests = 3_000 if bench.quick else 8_000
    cost = {"parlance": [], "nginx": []}
    failures = dict.fromkeys(cost, 0)
    with bench.mock() as mock, bench.parlance(mock) as parlance, bench.nginx(mock) as nginx:
        for _ in range(1 if bench.quick else 3):
            for server in (parlance, nginx):
                count = requests * (4 if server is nginx else 1)  # it does so little for each
                cpu, failed = cpu_per_request(bench, server, kind, model, tokens, count)
                cost[server.name].append(cpu)
                failures[server.name] += failed
    medians = {name: statistics.median(values) for name, values in cost.items()}
    results.add(kind, label, "µs CPU", medians, goal)
    results.add(kind + "_failures", "  failures", "", failures, 0)


def json_turn(bench, results):
    closed_loop(bench, results, "json", "fixed-10", 10, "stored JSON turn, 64 connections", 350)
    with bench.mock() as mock, bench.parlance(mock, titles=True) as parlance:
        cpu, _ = cpu_per_request(bench, parlance, "json", "fixed-10", 10, 3_000)
    results.add("json_titled", "  with a title, by a second question to the model", "µs CPU", {"parlance": cpu})


def fixed_stream(bench, results):
    closed_loop(bench, results, "stream", "fixed-60", 60, "fixed reply of 60 events, 64 connections", 600)


def latency(bench, results):
    requests = 100 if bench.quick else 500
    json_runs, stream_runs = {}, {}
    with bench.mock() as mock, bench.parlance(mock) as parlance, bench.nginx(mock) as nginx:
        for server in (mock, nginx, parlance):
            load_tool.run(bench, server, "json", "fixed-10", 10, requests=20)
            json_runs[server.name] = load_tool.run(bench, server, "json", "fixed-10", 10, requests=requests)
            stream_runs[server.name] = load_tool.run(bench, server, "stream", "fixed-60", 60, requests=requests)

    def added(runs, figure, share):
        values = {name: run[figure][share] / 1000 for name, run in runs.items()}
        return {name: value if name == "direct" else value - values["direct"] for name, value in values.items()}

    for share in ("p50", "p99"):
        results.add(f"latency_{share}", f"added latency of a JSON turn, {share}", "ms",
                    added(json_runs, "latency_us", share), compared=False)
        results.add(f"first_token_{share}", f"added time to the first token, {share}", "ms",
                    added(stream_runs, "first_token_us", share), compared=False)


def paced_load(bench, server, streams, rate, windows, window_seconds):
    """Holds the streams and measures while all of them run: CPU per token, memory per stream, gaps."""
    ramp = 1_000
    lasts = streams / ramp + windows * window_seconds + 3
    tokens = int(lasts * rate)
    server.process.settle()
    idle = server.process.memory_bytes()
    load = load_tool.start(bench, server, "stream", f"paced:rate={rate},tokens={tokens}", tokens,
                           connections=streams, ramp=ramp, windows=windows,
                           window_ms=int(window_seconds * 1000))
    samples, loaded, result = [], None, None
    for event in load_tool.events(load):
        if event["event"] == "result":
            result = event
            break
        samples.append((server.process.cpu_seconds(), event["tokens"]))
        if event["event"] == "window" and loaded is None:
            loaded = server.process.memory_bytes()
    bench.note_failures(server, result)
    per_token = [(cpu - cpu_before) * 1e6 / (tokens - tokens_before)
                 for (cpu_before, tokens_before), (cpu, tokens) in zip(samples, samples[1:])
                 if tokens > tokens_before]
    if not per_token:
        bench.remarks.append(f"{server.name}: the {streams:,} streams never all ran at the same time")
    return {"cpu": statistics.median(per_token) if per_token else None,
            "memory": (loaded - idle) / streams / 1024 if loaded else None,
            "gap": result["gap_us"]["p99"] / 1000,
            "failures": result["failures"]}


def paced(bench, results, streams, rate):
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    possible = (allowed - 500) // 2  # a stream has a client and a provider
    if possible < streams:
        bench.remarks.append(f"{allowed} descriptors are allowed here: {possible:,} streams instead of {streams:,}")
        streams = possible
    figures = {}
    windows, window_seconds = (1, 2) if bench.quick else (4, 2)
    with bench.mock() as mock:
        for open_server in (bench.parlance, bench.nginx):
            with open_server(mock) as server:
                figures[server.name] = paced_load(bench, server, streams, rate, windows, window_seconds)
        if not bench.quick:
            direct = paced_load(bench, mock, streams, rate, windows, window_seconds)
            figures["direct"] = {name: direct[name] for name in ("gap", "failures")}

    def column(name):
        return {server: figure[name] for server, figure in figures.items() if name in figure}

    key = f"paced_{rate}"
    results.add(key + "_cpu", f"{streams:,} streams × {rate} tokens/s, per token", "µs CPU", column("cpu"), 30)
    results.add(key + "_memory", "  memory per stream", "KiB", column("memory"), 40)
    results.add(key + "_gap", "  gap between tokens, p99", "ms", column("gap"), compared=False)
    results.add(key + "_failures", "  failures", "", column("failures"), 0)


ALL = {
    "start": start_fresh,
    "start-large": start_large,
    "json": json_turn,
    "fixed": fixed_stream,
    "latency": latency,
    "unkept": drop_in.unkept,
    "access": accounts.access,
    "logins": accounts.logins,
    "ledger": accounts.ledger,
    "paced-2000": lambda bench, results: paced(bench, results, 2_000, 20),
    "paced-9500": lambda bench, results: paced(bench, results, 9_500, 4),
}
