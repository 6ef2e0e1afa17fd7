"""What accounts cost: recognising a caller, and logins beside streams."""

import http.client
import json
import statistics
import subprocess

import load_tool

PERSON = {"name": "Bench", "email": "bench@example.org", "password": "correct horse battery"}


class Client:
    """A program with an account, for what is prepared before anything is measured."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.calls = 0
        self.headers = {"Content-Type": "application/json"}
        reply = self.post("/api/v1/auth/register", PERSON)
        self.refresh_token = reply["refresh_token"]
        self.use(reply["access_token"])
        server.lift_limits(reply["access_token"])

    def use(self, credential):
        self.headers["Authorization"] = f"Bearer {credential}"

    def post(self, path, body):
        # From another address each time: what nobody is signed in for is limited by address.
        self.calls += 1
        self.headers["X-Forwarded-For"] = f"10.{self.calls >> 16 & 255}.{self.calls >> 8 & 255}.{self.calls & 255}"
        self.connection.request("POST", path, json.dumps(body), self.headers)
        reply = self.connection.getresponse()
        text = reply.read()
        if reply.status not in (200, 201):
            raise RuntimeError(f"POST {path}: {reply.status} {text[:200]}")
        return json.loads(text)

    def next_access_token(self):
        reply = self.post("/api/v1/auth/refresh", {"refresh_token": self.refresh_token})
        self.refresh_token = reply["refresh_token"]
        return reply["access_token"]

    def new_key(self, number):
        return self.post("/api/v1/keys", {"name": f"bench {number}"})["key"]


def credentials_file(bench, lines):
    file = bench.new_folder() / "credentials"
    file.write_text("\n".join(lines) + "\n")
    return file


def cpu_per_read(bench, server, path, requests, file=None):
    """CPU of one GET in µs."""
    options = {"connections": 16, "requests": requests} | ({"credentials": file} if file else {})
    server.process.settle()
    before = server.process.cpu_seconds()
    load_tool.read(bench, server, path, **options)
    server.process.settle()
    return (server.process.cpu_seconds() - before) * 1e6 / requests


def access(bench, results):
    """The same reply to a caller with a credential, and to the local user of a server without accounts: what the
    credential adds. A credential's first use is cold: it is read, its signature checked, its account looked up; then it
    is known. The last row is over a reply that asks for nobody and counts against no limit; it holds what the reply
    itself costs, too."""
    fresh = 300 if bench.quick else 1_000
    repeated = 5_000 if bench.quick else 20_000
    rounds = 1 if bench.quick else 3
    path = "/api/v1/models"
    nobody, live, counted, warm, cold = [], [], [], {}, []
    with bench.mock() as mock, bench.parlance(mock, accounts=True) as server, bench.parlance(mock) as without:
        client = Client(server)
        for each in (server, without):
            cpu_per_read(bench, each, "/health/live", repeated // 4)
        kinds = {"token": client.next_access_token, "key": iter(map(client.new_key, range(10**6))).__next__}
        for _ in range(rounds):
            nobody.append(cpu_per_read(bench, without, path, repeated))
            live.append(cpu_per_read(bench, server, "/health/live", repeated))
            for kind, make in kinds.items():
                if kind == "token":   # an account has a hundred keys at most: too few to measure
                    file = credentials_file(bench, [make() for _ in range(fresh)])
                    cold.append(cpu_per_read(bench, server, path, fresh, file))
                one = credentials_file(bench, [make()])
                cpu_per_read(bench, server, path, 100, one)
                warm.setdefault(kind, []).append(cpu_per_read(bench, server, path, repeated, one))
            counted.append(warm["key"][-1])

    def added(figures, to=nobody):
        return {"parlance": statistics.median(figures) - statistics.median(to)}

    for kind in kinds:
        results.add(f"access_warm_{kind}", f"recognising a caller by {kind}, known", "µs CPU", added(warm[kind]), 15,
                    slack=3)
    results.add("access_cold", "  by token, its first use", "µs CPU", added(cold), 90, slack=10)
    results.add("access_counted", "  known, with limits, and the list of models itself", "µs CPU", added(counted, live),
                slack=3)


def logins(bench, results):
    """Gaps between the tokens of 500 streams, with and without 200 programs that log in at the same time."""
    streams, rate, windows, window_seconds = 500, 20, 3, 2
    model = f"paced:rate={rate},tokens={(windows * window_seconds + 8) * rate}"
    gaps = {}
    refused = None
    with bench.mock() as mock:
        for beside in ("nothing", "logins"):
            with bench.parlance(mock, accounts=True) as server:
                client = Client(server)
                file = credentials_file(bench, [client.new_key(0)])
                load = load_tool.start(bench, server, "stream", model, (windows * window_seconds + 8) * rate,
                                       connections=streams, ramp=500, windows=windows, credentials=file,
                                       window_ms=window_seconds * 1000)
                for event in load_tool.events(load):
                    if event["event"] == "steady" and beside == "logins":
                        result = load_tool.read(bench, server, "/api/v1/auth/login", method="POST",
                                                body=json.dumps({key: PERSON[key] for key in ("email", "password")}), connections=200,
                                                requests=400, tolerated=True)
                        refused = result["failures"]
                    if event["event"] == "result":
                        bench.note_failures(server, event)
                        gaps[beside] = event["gap_us"]["p99"] / 1000
    results.add("logins_gap", "gap between tokens of 500 streams, p99", "ms", {"parlance": gaps["nothing"]},
                compared=False)
    results.add("logins_gap_added", "  what 200 programs logging in add", "ms",
                {"parlance": gaps["logins"] - gaps["nothing"]}, 5, compared=False)
    results.add("logins_refused", "  logins refused, of 400", "", {"parlance": refused}, compared=False)


def ledger(bench, results):
    """64 threads reserve and settle against one budget until it is used up, and as often pass through a bare mutex."""
    program = bench.build / "bench" / "ledger_speed"
    runs = [json.loads(subprocess.run([program], cwd=bench.new_folder(), check=True, capture_output=True).stdout)
            for _ in range(1 if bench.quick else 3)]
    for key, label, goal in (("reservation_us", "64 threads at one budget, a reservation", 50),
                             ("mutex_us", "  the same through a bare mutex", None)):
        results.add(f"ledger_{key}", label, "µs", {"parlance": statistics.median(run[key] for run in runs)}, goal,
                    compared=False)
    results.add("ledger_charged", "  charged, of the budget", "%",
                {"parlance": max(100 * run["charged"] / run["budget"] for run in runs)}, 100, compared=False)
