"""Starting, measuring and stopping processes."""

import contextlib
import pathlib
import signal
import subprocess
import sys
import time

running = []


class Process:
    """A program that runs until stop(), at the latest until this script ends, however it ends."""

    def __init__(self, command, env=None, cwd=None, stdout=subprocess.DEVNULL, log=None):
        self.log = log
        with open(log, "ab") if log else contextlib.nullcontext(subprocess.DEVNULL) as errors:
            self.child = subprocess.Popen([str(part) for part in command], env=env, cwd=cwd, text=True,
                                          stdin=subprocess.DEVNULL, stdout=stdout, stderr=errors,
                                          preexec_fn=die_with_parent)
        running.append(self)

    @property
    def pid(self):
        return self.child.pid

    def pids(self):
        """The process and its children (nginx works in children)."""
        children = pathlib.Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def cpu_seconds(self):
        """Time on a processor of all threads that live, to the nanosecond: none of these programs ends threads."""
        return sum(int(statistics.read_text().split()[0])
                   for pid in self.pids()
                   for statistics in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9

    def memory_bytes(self, kind="Pss"):
        """Pss counts pages shared with other processes by share, Rss in full: it does not depend on what else runs."""
        total = 0
        for pid in self.pids():
            for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith(kind + ":"):
                    total += int(line.split()[1]) * 1024
        return total

    def settle(self, quiet_seconds=0.3, at_most_seconds=5):
        """Waits until it uses no CPU any more: what a request leaves behind to do is part of its price."""
        deadline = time.monotonic() + at_most_seconds
        before = self.cpu_seconds()
        while time.monotonic() < deadline:
            time.sleep(quiet_seconds)
            now = self.cpu_seconds()
            if now - before <= 0.01:
                return
            before = now

    def stop(self, how=signal.SIGTERM):
        if self in running:
            running.remove(self)
        if self.child.poll() is None:
            self.child.send_signal(how)
        try:
            self.child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def die_with_parent():
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: even if this script is killed


@contextlib.contextmanager
def stopped_on_exit():
    def interrupt(*_):
        sys.exit(130)
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        for process in list(running):
            process.stop()
