"""What is known of a run so far: outputs, values, and which cells have to be left out of the next attempt."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from oped.grading.messages import Note
from oped.grading.sandbox.frames import DONE, END, START, STOPPED, VALUES, Frame
from oped.grading.sandbox.limits import MEGABYTE, Limits
from oped.grading.sandbox.outputs import rebuilt, stopped
from oped.grading.sandbox.run import CellRun, Run, Step
from oped.grading.sandbox.supervisor import Why
from oped.grading.sandbox.values import NotPlainError, from_json, has_odd_parts

_SHORT_OF: tuple[Why, ...] = ("memory", "files")
_USED_UP: tuple[Why, ...] = ("cpu-total", "wall")


class Story:
    """Hears attempt after attempt at one hand-in."""

    def __init__(self, steps: Iterable[Step], limits: Limits) -> None:
        """Begin with what is to be done."""
        self._steps = {step.cell: step for step in steps}
        self._limits = limits
        self._before: set[int] = set()
        self._cells: dict[int, CellRun] = {}
        self._values: dict[str, dict[str, Any]] = {}
        self._odd: dict[str, None] = {}
        self._stopped: dict[int, Why] = {}
        self._now: int | None = None
        self._restless: int | None = None
        self._short: int | None = None
        self._lost = False
        self.over = False
        self.cpu = 0.0

    def ran_before(self, ran: Sequence[Mapping[str, Any]]) -> None:
        """Take over what became of the locked first cells."""
        for step in self._steps.values():
            if step.prefix is not None:
                self._cells[step.cell] = _cell_run(ran[step.prefix], step)
                self._before.add(step.cell)

    def to_do(self) -> list[dict[str, Any]]:
        """What the next attempt is to do."""
        return [
            step.told() for cell, step in self._steps.items() if cell not in self._stopped and cell not in self._before
        ]

    def hear(self, frames: Iterable[Frame]) -> None:
        """Take in an attempt."""
        self._now = self._restless = self._short = None
        why: Why | None = None
        for frame in frames:
            step = self._steps.get(frame.cell)
            if frame.kind == END:
                self.cpu += float(frame.body)
            elif frame.kind == STOPPED:
                why = _why(frame.body)
            elif step is not None:
                self._hear_of(frame, step)
        self.over = why is None or why in _USED_UP or len(self._stopped) >= self._limits.restarts
        if why is not None:
            self._blame(why)

    def lose(self) -> None:
        """Give up: nothing more will be heard."""
        self._lost = self.over = True

    def run(self) -> Run:
        """What became of the hand-in."""
        cells = {step.cell: self._cell(step) for step in self._steps.values() if step.source}
        tests = {step.cell: step.test for step in self._steps.values() if step.test}
        return Run(
            cells={cell: ran for cell, ran in cells.items() if cell not in tests},
            values=self._values,
            beside={tests[cell]: ran.outputs for cell, ran in cells.items() if cell in tests},
            notes=tuple(self._notes()),
            cpu=self.cpu,
        )

    def _hear_of(self, frame: Frame, step: Step) -> None:
        if frame.kind == START:
            self._now = step.cell
            return
        try:
            body = json.loads(frame.body)
            if frame.kind == DONE and step.source:
                self._cells[step.cell] = _cell_run(body, step)
                self._restless = step.cell if body["restless"] is True else self._restless
                self._short = step.cell if body["short"] is True and self._short is None else self._short
            elif frame.kind == VALUES and step.test:
                self._values[step.test] = self._decoded(step, body)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return  # made up: nothing is known of this cell

    def _decoded(self, step: Step, body: Any) -> dict[str, Any]:
        found = {}
        odd = [name for name in body["odd"] if name in step.reads]
        parts: list[str] = []
        for name in step.reads:
            try:
                if name in body["plain"]:
                    found[name] = from_json(body["plain"][name])
                    parts += [f"a part of {name}"] * has_odd_parts(body["plain"][name])
            except NotPlainError:
                odd.append(name)
        self._odd |= dict.fromkeys([*odd, *parts])
        return found

    def _blame(self, why: Why) -> None:
        """Stop the cell that was running, or the one that had left something running or too little for the others."""
        cell = self._now if self._restless is None else self._restless
        if why in _SHORT_OF and self._short is not None:
            cell = self._short
        if cell is None or cell in self._stopped:
            self.lose()
        else:
            self._stopped[cell] = why

    def _cell(self, step: Step) -> CellRun:
        if step.cell in self._stopped:
            message = f"This cell was stopped: {_reason(self._stopped[step.cell], self._limits)}."
            return CellRun((stopped(message),), "killed", step.count)
        return self._cells.get(step.cell, CellRun((), "skipped"))

    def _notes(self) -> list[Note]:
        told = []
        for cell, why in self._stopped.items():
            reason = _reason(why, self._limits)
            told.append(
                Note(f"stopped-{why}", f"The cell {self._steps[cell].label} was stopped: {reason}.", why == "disturbed")
            )
        if self._odd:
            names = ", ".join(sorted(self._odd))
            told.append(
                Note("not-plain", f"No number, text, list, dict or table, so that no test could read it: {names}.")
            )
        if self._lost:
            told.append(
                Note("run-lost", "This hand-in ended the sandbox that it ran in; a person should look at it.", True)
            )
        elif any(self._cell(step).status == "skipped" for step in self._steps.values() if step.source):
            told.append(Note("not-run", "This hand-in used up what it may use before all of its cells had run."))
        return told


def _cell_run(found: Mapping[str, Any], step: Step) -> CellRun:
    return CellRun(rebuilt(found["outputs"], step.count), "ok" if found["ok"] is True else "error", step.count)


def _why(body: bytes) -> Why:
    return next(why for why in get_args(Why) if why == body.decode())


def _reason(why: Why, limits: Limits) -> str:
    return {
        "cpu": f"it computed for more than {limits.cpu_cell:g} seconds",
        "cpu-total": f"all cells together computed for more than {limits.cpu_total:g} seconds",
        "idle": f"it did nothing for more than {limits.idle_cell:g} seconds",
        "wall": f"all cells together took more than {limits.wall_total:g} seconds",
        "memory": f"it needs more than {limits.memory // MEGABYTE} MB of memory",
        "files": "it left so many files open that the cells after it could open none",
        "threads": f"it started more than {limits.threads} threads",
        "ended": "it ended Python",
        "disturbed": "it tampered with the way in which results are handed on",
    }[why]
