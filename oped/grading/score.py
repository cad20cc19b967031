"""Score a hand-in's values in a clean process that holds the keys and has never met a student's code."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from oped.errors import OpedError
from oped.grading.assignment import Assignment, plan
from oped.grading.sandbox.values import to_json
from oped.library import data_root

CPU_SECONDS = 10
MOST_OF_VALUES = 8_000_000
_PACKAGE_HOME = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from oped.grading.score_server import main; main()"


class ScoreError(OpedError):
    """A solution that can't score: its own cells fail, or the scoring process does."""


@dataclass(frozen=True)
class Score:
    """What became of one test cell.

    Attributes:
        outputs: what the cell put out, in nbformat's form.
        score: the points; None where the test gave no points that nbgrader accepts, so that a person is asked.
        max: the most that the cell gives.
        items: one dict an item of its verdict: id, given, outcome, label, why, accepted.
    """

    outputs: tuple[dict[str, Any], ...]
    score: float | None
    max: float
    items: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Scored:
    """The scores of one hand-in by the test cell's grade id, without tests that run beside the student's code."""

    cells: Mapping[str, Score]


class Scorer:
    """Keeps a scoring process for one assignment; to be used in a `with` statement.

    The process is warm: the solution's locked first cells have run. Each hand-in is scored in a child of it.
    """

    def __init__(self, assignment: Assignment, data: Path | None = None, cpu_seconds: int = CPU_SECONDS) -> None:
        """Get ready; the process starts with the `with` statement.

        Args:
            assignment: whose solution scores.
            data: the folder of the course's datasets, keys and all; None for the course's own.
            cpu_seconds: the most that the test cells may take for one hand-in.
        """
        self._assignment, self._data, self._cpu_seconds = assignment, data or data_root(), cpu_seconds
        self._reads = {cell.id: cell.reads for cell in plan(assignment).of_kind("test")}
        self._folder = ""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start the process.

        Raises:
            ScoreError: one of the solution's locked first cells fails.
        """
        self._folder = tempfile.mkdtemp(prefix="oped-score-")
        for name, content in self._assignment.files.items():
            path = Path(self._folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self._stop()

    def score(self, values: Mapping[str, Mapping[str, Any]]) -> Scored:
        """Score one hand-in.

        Args:
            values: plain values by name, as they stood at each test cell, by the test cell's grade id; names that a
                test doesn't read from the student are left out.

        Raises:
            ScoreError: the process ended and could not be started again.
        """
        request = {
            test: _texts({name: values[test][name] for name in reads if name in values[test]})
            for test, reads in self._reads.items()
            if test in values
        }
        try:
            reply = self._ask(request)
        except (OSError, EOFError):
            self._kill()
            self._start()
            reply = self._ask(request)
        return Scored(
            {
                test: Score(tuple(cell["outputs"]), cell["score"], cell["max"], tuple(cell["items"]))
                for test, cell in reply.items()
            }
        )

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-c", _START, str(_PACKAGE_HOME)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=_environment(self._folder, self._data),
            start_new_session=True,
        )
        try:
            failed = self._ask(
                {"solution": self._assignment.source, "reads": self._reads, "cpu_seconds": self._cpu_seconds}
            )["failed"]
        except (OSError, EOFError) as error:
            raise ScoreError(f"The scoring process of {self._assignment.name} does not start; run it again.") from error
        if failed:
            raise ScoreError(
                f"The cell {failed} in the solution of {self._assignment.name} fails; mend it, then grade again."
            )

    def _ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _kill(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None

    def _stop(self) -> None:
        self._kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def _environment(home: str, data: Path) -> dict[str, str]:
    """A clean environment: where programs, the course's data and a home to write to are, and nothing else."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
        "HOME": home,
        "IPYTHONDIR": str(Path(home) / ".ipython"),
        "LANG": "C.UTF-8",
        "OPED_DATA": str(data),
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
    }


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    """A test cell's values as they travel, by name; a value that can't travel is left out."""
    texts = {name: text for name, value in values.items() if (text := _text(value))}
    return texts if sum(map(len, texts.values())) <= MOST_OF_VALUES else {}


def _text(value: object) -> str:
    try:
        return to_json(value)
    except (ValueError, TypeError, RecursionError, OverflowError):
        return ""
