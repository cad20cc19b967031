"""The parts of the sandbox that need no bubblewrap: messages, outputs, the story of a run, what is shown inside."""

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from oped.grading.sandbox import bwrap
from oped.grading.sandbox.bwrap import SandboxError, start_within_bwrap
from oped.grading.sandbox.data import copy_student_data
from oped.grading.sandbox.frames import (
    DONE,
    END,
    START,
    STOPPED,
    VALUES,
    Frame,
    Inbox,
    Malformed,
    pack,
    receive,
    receive_by,
    send_by,
)
from oped.grading.sandbox.limits import Limits
from oped.grading.sandbox.outputs import rebuilt
from oped.grading.sandbox.run import Step, first_cells, steps
from oped.grading.sandbox.story import Story
from oped.grading.sandbox.supervisor import NO_CELL
from oped.library import data_root
from tests.sandbox_course import HEADER, KEY, assignment, place, taken_in

STEPS = [Step(1, "q1", 1, "a = 1"), Step(2, "test", 2, reads=("a",), test="q1-test"), Step(3, "q2", 3, "b = 2")]


def _done(cell: int, *, restless: bool = False) -> Frame:
    return Frame(DONE, cell, json.dumps({"ok": True, "restless": restless, "short": False, "outputs": []}).encode())


def _end(cpu: float = 0.5) -> Frame:
    return Frame(END, 0, str(cpu).encode())


def test_messages_are_read_whole_and_no_byte_more() -> None:
    """What follows a message stays in the pipe for who reads next."""
    reader, writer = os.pipe()
    os.write(writer, pack(DONE, 7, b"body") + b"rest")
    assert receive(reader) == Frame(DONE, 7, b"body")
    assert os.read(reader, 9) == b"rest"
    os.close(writer)
    assert receive(reader) is None
    os.close(reader)


def test_a_message_that_is_too_long_is_refused_at_its_head() -> None:
    """Nobody waits for, or keeps, a body that may not be."""
    with pytest.raises(Malformed):
        list(Inbox(most=10).take(pack(DONE, 0, b"x" * 11)[:9]))


def test_nobody_waits_for_ever() -> None:
    """A writer that says nothing and a reader that reads nothing are given up at the time that was set."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with pytest.raises(TimeoutError):
        next(receive_by(reader, Inbox(10), time.monotonic() + 0.01))
    with pytest.raises(TimeoutError):
        send_by(writer, bytes(10**6), time.monotonic() + 0.01)
    os.close(writer)
    with pytest.raises(EOFError):
        list(receive_by(reader, Inbox(10**6), time.monotonic() + 1))
    os.close(reader)


@pytest.mark.parametrize(
    "forged",
    [
        None, 5, {}, {"output_type": "x"}, {"output_type": "stream", "name": "stdout", "text": 5},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": [5]},
        {"output_type": "display_data", "data": {"not a kind": "x"}, "metadata": {}},
        {"output_type": "display_data", "data": {"text/plain": {}}, "metadata": {}},
        {"output_type": "display_data", "data": {"application/json": float("nan")}, "metadata": {}},
    ],
    ids=repr,
)  # fmt: skip
def test_outputs_that_no_notebook_holds_are_left_out(forged: object) -> None:
    """A forged output is dropped, and the one after it is kept."""
    good = {"output_type": "stream", "name": "stdout", "text": "4"}
    assert rebuilt([forged, good], 1) == (good,)


def test_outputs_keep_only_what_belongs_there() -> None:
    """Half characters are replaced, the count is the cell's own, and foreign keys are dropped."""
    found = {
        "output_type": "execute_result",
        "data": {"text/plain": "\ud800"},
        "metadata": {},
        "execution_count": 99,
        "x": 1,
    }
    assert rebuilt([found], 4) == (
        {"output_type": "execute_result", "data": {"text/plain": "?"}, "metadata": {}, "execution_count": 4},
    )


def test_an_attempt_that_ends_well_is_the_last() -> None:
    """Values and computing time are kept, and nothing is left to do again."""
    story = Story(STEPS, Limits())
    values = Frame(VALUES, 2, json.dumps({"plain": {"a": "1"}, "odd": []}).encode())
    story.hear([Frame(START, 1, b""), _done(1), values, Frame(START, 3, b""), _done(3), _end()])
    run = story.run()
    assert (story.over, run.cpu, run.notes, run.values) == (True, 0.5, (), {"q1-test": {"a": 1}})


def test_the_cell_that_was_running_is_left_out() -> None:
    """The next attempt goes without it, and the reader of the notebook is told why."""
    story = Story(STEPS, Limits())
    story.hear([Frame(START, 1, b""), _done(1), Frame(START, 3, b""), Frame(STOPPED, 3, b"idle"), _end()])
    assert [told["cell"] for told in story.to_do()] == [1, 2]
    assert "did nothing for more than 20 seconds" in story.run().cells[3].outputs[0]["evalue"]


def test_the_cell_that_left_something_running_is_blamed() -> None:
    """Where an earlier cell left a thread behind, it is that cell which goes."""
    story = Story(STEPS, Limits())
    story.hear(
        [Frame(START, 1, b""), _done(1, restless=True), Frame(START, 3, b""), Frame(STOPPED, 3, b"ended"), _end()]
    )
    assert [told["cell"] for told in story.to_do()] == [2, 3]


def test_an_end_before_any_cell_is_nobodys_fault() -> None:
    """It isn't tried again, and a person is told."""
    story = Story(STEPS, Limits())
    story.hear([Frame(STOPPED, NO_CELL, b"ended"), _end()])
    assert story.over
    assert [note.code for note in story.run().notes] == ["run-lost"]


@pytest.mark.parametrize("body", [b"", b"5", b"{}", b"[" * 10**5, b'{"plain": {"a": 5}, "odd": []}'], ids=repr)
def test_forged_messages_leave_a_cell_without_result(body: bytes) -> None:
    """What can't be read says nothing, about values or about outputs."""
    story = Story(STEPS, Limits())
    story.hear([Frame(START, 1, b""), Frame(DONE, 1, body), Frame(VALUES, 2, body), Frame(DONE, 77, body), _end()])
    run = story.run()
    assert run.cells[1].status == "skipped"
    assert run.values.get("q1-test", {}) == {}


def test_the_sandbox_is_told_no_key() -> None:
    """Neither the first cells nor the steps hold a word of the tests, and tests name only what they read."""
    of = assignment()
    told = [step.told() for step in steps(of, taken_in({}).notebook)]
    assert KEY in of.source
    assert KEY not in json.dumps(told)
    assert {"cell": place("q1-test"), "names": ("q1_count",)} in told
    assert first_cells(of) == [{"source": HEADER, "count": 1}]


def test_the_keys_of_practice_texts_are_not_copied(tmp_path: Path) -> None:
    """A student's copy of the data has the texts and tables, and no table of labels."""
    copy_student_data(data_root(), tmp_path / "datasets")
    assert list(tmp_path.rglob("practice/*.md"))
    assert list(tmp_path.rglob("practice/data/*.csv"))
    assert not list(tmp_path.rglob("practice/*.csv"))


def test_nothing_of_the_checkout_is_shown_but_the_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of the library itself the maintainer's and the instructor's parts are left out."""
    program = tmp_path / "bwrap"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    start = start_within_bwrap(tmp_path)
    checkout = str(Path(bwrap.__file__).parents[3])
    shown = [argument for argument in start.command if argument.startswith(checkout)]
    allowed = (f"{checkout}/oped/", f"{checkout}/.venv/lib")
    assert all(path.startswith(allowed) for path in shown)
    assert not [
        path for path in shown if path.startswith((f"{checkout}/oped/course", f"{checkout}/oped/grading/score"))
    ]


def test_a_course_inside_a_shown_folder_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the system's own libraries are is no place for a course with its solutions."""
    (tmp_path / "bwrap").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bwrap, "_package", lambda: Path("/usr/lib/course/oped"))
    with pytest.raises(SandboxError, match="move the course"):
        start_within_bwrap(tmp_path)


def test_limits_are_for_a_whole_hand_in() -> None:
    """By default a slow machine is waited for: ten times longer by the clock than may be computed."""
    limits = Limits()
    assert limits.wall_total >= 10 * limits.cpu_total
    assert replace(limits, restarts=0).restarts == 0
