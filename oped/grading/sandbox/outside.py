"""`Sandbox`: run hand-ins of one assignment where they can reach neither keys, nor each other, nor the machine."""

import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from oped.grading.assignment import Assignment
from oped.grading.sandbox.bwrap import SandboxError, Start, start_within_bwrap, start_without_walls
from oped.grading.sandbox.data import copy_student_data
from oped.grading.sandbox.limits import Limits
from oped.grading.sandbox.process import LostError, WarmProcess, encoded
from oped.grading.sandbox.run import Run, first_cells, released_cells, steps
from oped.grading.sandbox.story import Story
from oped.grading.sandbox.walls import Walls
from oped.grading.take_in import TakenIn
from oped.library import data_root

_TRIES = 2


class Sandbox:
    """Keeps a warm process for one assignment; to be used in a `with` statement, by one thread at a time.

    The process ends when the thread that started it ends.
    """

    def __init__(
        self, assignment: Assignment, limits: Limits | None = None, *, data: Path | None = None, trust: bool = False
    ) -> None:
        """Get ready; the process starts with the `with` statement.

        Args:
            assignment: whose hand-ins are run; of it only the release enters the sandbox.
            limits: what a hand-in may use.
            data: the course's datasets; where the library finds them if left out.
            trust: run without any wall, where bubblewrap is missing and every hand-in is trusted.
        """
        self._assignment, self._limits, self._trust = assignment, limits or Limits(), trust
        self._data = data or data_root()
        self._folder = tempfile.TemporaryDirectory(prefix="oped-sandbox-")
        self._process: WarmProcess | None = None

    def __enter__(self) -> Self:
        """Start the process.

        Raises:
            SandboxError: bubblewrap is missing or doesn't start, this machine has not the walls that are needed, or a
                locked first cell of the exercise fails.
        """
        try:
            copy_student_data(self._data, Path(self._folder.name, "datasets"))
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process and all that it started."""
        self._stop()

    @property
    def walls(self) -> Walls:
        """What shuts a hand-in in, beside its limits and bubblewrap."""
        return self._running().walls

    def run(self, taken_in: TakenIn) -> Run:
        """Run one hand-in, without those of its cells that end the process that runs it.

        Args:
            taken_in: the rebuilt notebook and the answer files.

        Raises:
            SandboxError: the warm process ended and doesn't start again.
        """
        story = Story(steps(self._assignment, taken_in.notebook), self._limits)
        from_the_top = bool(taken_in.answer_files)  # one of the first cells may read them
        if not from_the_top:
            story.ran_before(self._running().ran)
        files = encoded({**self._assignment.files, **taken_in.answer_files})
        end = time.monotonic() + self._limits.wall_total
        lost = 0
        while not story.over:
            left = replace(self._limits, wall_total=max(0.0, end - time.monotonic()))
            cpu = self._limits.cpu_total - story.cpu
            job = {
                "cells": story.to_do(),
                "files": files,
                "limits": asdict(left),
                "cpu": cpu,
                "from_the_top": from_the_top,
            }
            try:
                story.hear(self._running().attempt(job))
            except LostError:
                self._start()
                lost += 1
                if lost == _TRIES:
                    story.lose()
        return story.run()

    def _start(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None
        start = self._how()
        setup = self._setup(start)
        process = self._process = WarmProcess(start, setup, self._limits)
        if not (self._trust or process.walls.enough):
            raise SandboxError(
                "This system can't shut a student's code in well enough (it needs Linux on x86-64 or ARM64, and "
                "namespaces or landlock): grade on another machine, or give --trust if you trust every hand-in."
            )
        failed = [cell for cell, ran in zip(setup["prefix"], process.ran, strict=True) if not ran["ok"]]
        if failed:
            first = failed[0]["source"].strip().split("\n")[0]
            raise SandboxError(
                f"A locked first cell of {self._assignment.name} fails, the one that begins with {first!r}: mend it."
            )

    def _how(self) -> Start:
        data = Path(self._folder.name, "datasets")
        if not self._trust:
            return start_within_bwrap(data)
        root = Path(self._folder.name, "hand-in")
        root.mkdir(exist_ok=True)
        return start_without_walls(data, root)

    def _setup(self, start: Start) -> dict[str, Any]:
        return {
            "root": start.root,
            "work": f"{start.root}/{self._assignment.name}",
            "readable": start.readable,
            "walls": not self._trust,
            "files": encoded(self._assignment.files),
            "release": released_cells(self._assignment),
            "prefix": first_cells(self._assignment),
        }

    def _running(self) -> WarmProcess:
        if self._process is None:
            raise SandboxError("The sandbox is not running: use it in a with statement.")
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None
        self._folder.cleanup()
