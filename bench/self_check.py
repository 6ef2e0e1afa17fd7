"""A yardstick that cannot fail is none: before anything is measured, the load generator must notice every fault
that the mock can make."""

import load_tool
import servers

FAULTS = {
    "fixed-60:cut_at=30": "a reply cut in the middle",
    "fixed-60:cut_at=60": "a reply without its end",
    "fixed-60:error_at=30": "an error event",
    "fixed-60:status=503": "a refusal",
    "fixed-61": "a token too many",
    "fixed-59": "a token too few",
}


def run(bench):
    mock = servers.Mock(bench.build, bench.folder)
    result = load_tool.run(bench, mock, "stream", "fixed-60", 60, requests=10)
    if result["failures"]:
        raise RuntimeError(f"the mock's own replies do not pass: {result['problems']}")
    for model, fault in FAULTS.items():
        *_, result = load_tool.events(load_tool.start(bench, mock, "stream", model, 60, requests=10))
        if result["failures"] != 10:
            raise RuntimeError(f"the load generator does not notice {fault}")
    mock.stop()
