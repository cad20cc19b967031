"""The scoring process: it runs what is the same for every hand-in once, then forks one child a hand-in.

It is started by `oped.grading.score`, speaks one JSON line a message over standard input and output, and never meets
a student's code; but a student's values may be made to cost time and memory, so each child has limits.
"""

import gc
import json
import os
import resource
import select
import signal
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import nbformat

from oped.grading.sandbox.values import from_json
from oped.grading.scoring import Reads, Steps, run_each, run_once, steps_of
from oped.grading.shell import CellShell

MEMORY = 1_000_000_000
MOST_ON_DISK = 10_000_000
WALL_PER_CPU = 6
_STOPPED = "This answer took too much time or memory to score."

Results = dict[str, dict[str, Any]]
Sent = Mapping[str, Mapping[str, str]]


def main() -> None:
    """Serve until standard input ends: first a solution, then one message of values for each hand-in."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    first = json.loads(requests.readline())
    solution = nbformat.reads(first["solution"], as_version=4)
    server = Server(CellShell(), steps_of(solution, first["reads"]), first["reads"], first["cpu_seconds"], requests)
    _reply(replies, {"failed": run_once(server.shell, server.steps)})
    gc.collect()
    gc.freeze()
    while line := requests.readline():
        _reply(replies, server.score(json.loads(line)))


def _reply(replies: BinaryIO, message: Mapping[str, Any]) -> None:
    replies.write(json.dumps(message).encode() + b"\n")
    replies.flush()


@dataclass(frozen=True)
class Server:
    """What children are forked with; `cpu` is in seconds, and `requests` ends when the client is gone."""

    shell: CellShell
    steps: Steps
    reads: Reads
    cpu: int
    requests: BinaryIO

    def score(self, sent: Sent) -> Results:
        """Score every test; one that ends its child scores nothing, and the others are run again without it."""
        done: Results = {}
        stopped: Results = {}
        tests = {step.grade_id: float(step.cell.metadata.nbgrader.points) for step in self.steps.tests()}
        while left := [test for test in tests if test not in done and test not in stopped]:
            done |= self._in_child(sent, stopped)
            guilty = next((test for test in left if test not in done), None)
            stopped |= {guilty: _stopped(tests[guilty])} if guilty else {}
        return {test: (done | stopped)[test] for test in tests}

    def _in_child(self, sent: Sent, skip: Collection[str]) -> Results:
        """What a forked child scores before it ends or is ended."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            self._be_child(writer, sent, skip)
        os.close(writer)
        try:
            answer = self._read_all(reader, time.monotonic() + WALL_PER_CPU * self.cpu)
        finally:
            os.close(reader)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        return dict(json.loads(line) for line in answer.split(b"\n")[:-1])

    def _be_child(self, writer: int, sent: Sent, skip: Collection[str]) -> None:
        """Score in this process, one line a test as soon as it is scored, and end it."""
        try:
            _limit(self.cpu)
            with os.fdopen(writer, "wb") as replies:
                values = {test: _decoded(texts) for test, texts in sent.items()}
                for scored in run_each(self.shell, self.steps, lambda test: values.get(test, {}), self.reads, skip):
                    replies.write(json.dumps(scored).encode() + b"\n")
                    replies.flush()
        finally:
            os._exit(0)

    def _read_all(self, reader: int, until: float) -> bytes:
        """What a child writes until it ends, until its time is over, or until the client is gone."""
        pieces = []
        client = self.requests.fileno()
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([reader, client], [], [], left)
            piece = os.read(reader, 1 << 16) if ready == [reader] else b""
            if not piece:
                break
            pieces.append(piece)
        return b"".join(pieces)


def _decoded(texts: Mapping[str, str]) -> dict[str, Any]:
    """A student's values by name, without those that don't come through."""
    found = {}
    for name, text in texts.items():
        with suppress(ValueError, RecursionError, OverflowError, MemoryError):
            found[name] = from_json(text)
    return found


def _limit(cpu: int) -> None:
    now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    for kind, most in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, now + MEMORY),
        (resource.RLIMIT_FSIZE, MOST_ON_DISK),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _stopped(points: float) -> dict[str, Any]:
    error = {"output_type": "error", "ename": "ScoringStopped", "evalue": _STOPPED, "traceback": [_STOPPED]}
    return {"outputs": [error], "score": 0.0, "max": points, "items": []}
