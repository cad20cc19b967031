"""The sandbox under attack: an attack costs the answer that it stands in, and nothing else."""

import platform
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oped.grading.sandbox.bwrap import Start, start_within_bwrap
from oped.grading.sandbox.outside import Sandbox
from tests.sandbox_course import KEY, LIMITS, needs_bwrap, place, taken_in, text_of, watched
from tests.small_course import REPOSITORY

pytestmark = [
    needs_bwrap,
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the attacks name the system calls of x86-64"),
]

ATTACKS = tomllib.loads(Path(__file__).with_name("sandbox_attacks.toml").read_text(encoding="utf-8"))["attack"]
PLACES = [
    *(str(REPOSITORY / name) for name in ("solutions", "gradebook", "datasets", ".git")),
    "/etc/shadow",
    "/bin/sh",
]
RIGHT = {"q1-test": {"q1_count": 1}, "q3-test": {"q3_count": 3}}
# What a student does to the cells that follow is that student's own loss.
COSTS_MORE = {"transform every later cell", "replace what Python is made of", "replace what sends values"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm sandbox, started with a secret in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPED_SECRET", "42")
        with watched() as warm:
            yield warm


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["name"])
def test_an_attack_costs_one_answer(sandbox: Sandbox, attack: dict[str, Any]) -> None:
    """The answers before and after it come out, it finds nothing out, and it is over soon."""
    stopped = attack.get("stopped", "")
    begun = time.monotonic()
    run = sandbox.run(taken_in({"work": f"PLACES = {PLACES}", "q2-count": attack["code"]}))
    assert time.monotonic() - begun < 30
    assert [note.code for note in run.notes] == ([stopped] if stopped else [])
    assert run.values["q2-test"].get("q2_count") == attack.get("finds")
    if attack["name"] not in COSTS_MORE:
        assert {test: run.values[test] for test in RIGHT} == RIGHT
    assert (run.cells[place("q2-count")].status == "killed") == stopped.startswith("stopped")
    assert KEY not in repr(run)


def test_the_next_hand_in_is_untouched(sandbox: Sandbox) -> None:
    """After all attacks an honest hand-in gets what it would have got before, from the same process."""
    process = sandbox._running()
    run = sandbox.run(taken_in({}))
    assert run.values == RIGHT | {"q2-test": {"q2_count": 2}}
    assert run.notes == ()
    assert sandbox._running() is process


def test_every_wall_stands(sandbox: Sandbox) -> None:
    """Here, where the attacks are tried, all the walls are up."""
    assert sandbox.walls.enough
    assert sandbox.walls.calls == platform.machine()


def test_much_output_is_cut(sandbox: Sandbox) -> None:
    """Outputs are kept up to their limit, and the reader is told that there was more."""
    run = sandbox.run(taken_in({"q2-count": "for _ in range(20): display('x' * 10**5)"}))
    assert len(text_of(run, "q2-count")) < LIMITS.output_cell
    assert "left out" in text_of(run, "q2-count")


def test_output_takes_no_room_from_values(sandbox: Sandbox) -> None:
    """However much all cells put out, the answers are heard."""
    flood = "for _ in range(9): display('x' * 10**5)\n"
    run = sandbox.run(taken_in({f"q{number}-count": f"{flood}q{number}_count = {number}" for number in (1, 2, 3)}))
    assert {test: run.values[test] for test in RIGHT} == RIGHT


def test_several_broken_answers_cost_each_its_own(sandbox: Sandbox) -> None:
    """Two cells that end Python are both left out, and the third answer comes out."""
    run = sandbox.run(taken_in({"q1-count": "import os; os._exit(1)", "q2-count": "while True: pass"}))
    assert [note.code for note in run.notes] == ["stopped-ended", "stopped-cpu"]
    assert run.values["q3-test"] == RIGHT["q3-test"]


@pytest.mark.parametrize("caught", [False, True])
def test_a_cell_that_leaves_no_open_files_for_others_is_left_out(caught: bool) -> None:
    """Also where it goes on when it is refused another one; the answers after it come out."""
    hoard = "kept = []\nwhile True: kept.append(open('/dev/null'))"
    if caught:
        hoard = f"try:\n    {hoard.replace(chr(10), chr(10) + '    ')}\nexcept OSError: q1_count = 1"
    with watched() as sandbox:
        run = sandbox.run(taken_in({"q1-count": hoard, "q2-count": "q2_count = len(open('/dev/null').read())"}))
    assert [note.code for note in run.notes] == ["stopped-files"]
    assert run.values["q2-test"] == {"q2_count": 0}


def test_many_slow_cells_end_at_the_total() -> None:
    """Cells that each stay below their limit are ended where all together compute too much."""
    slow = "import time\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass\n"
    with watched(limits=replace(LIMITS, cpu_total=1.2)) as sandbox:
        run = sandbox.run(taken_in({f"q{number}-count": f"{slow}q{number}_count = {number}" for number in (1, 2, 3)}))
    assert run.values["q1-test"] == RIGHT["q1-test"]
    assert [note.code for note in run.notes] == ["stopped-cpu-total", "not-run"]
    assert run.cells[place("q3-form")].status == "skipped"


def test_restarts_come_to_an_end() -> None:
    """A hand-in that ends Python again and again is left where it stands."""
    answers = dict.fromkeys(("work", "q1-count", "q2-count", "q3-count"), "import os; os._exit(1)")
    with watched(limits=replace(LIMITS, restarts=1)) as sandbox:
        run = sandbox.run(taken_in(answers))
    assert [note.code for note in run.notes] == ["stopped-ended", "stopped-ended", "not-run"]


def test_landlock_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a hand-in can have no namespaces of its own, landlock keeps it from the files of others."""
    find = """
q2_count = []
for act in (lambda: open('/proc/1/environ'), lambda: os.listdir('/proc'), lambda: open('/course/x', 'w'),
            lambda: os.kill(os.getppid(), 9), lambda: os.listdir('/')):
    try: q2_count.append(str(act()))
    except OSError: pass
open('left-over', 'w').close()
"""
    monkeypatch.setattr("oped.grading.sandbox.outside.start_within_bwrap", _start_without_more_namespaces)
    with watched() as sandbox:
        assert not sandbox.walls.namespaces
        first = sandbox.run(taken_in({"q2-count": find}))
        second = sandbox.run(taken_in({"q2-count": "import os\nq2_count = os.listdir('.')"}))
    assert first.values["q2-test"] == {"q2_count": []}
    assert second.values["q2-test"] == {"q2_count": ["rows.csv"]}


def _start_without_more_namespaces(data: Path) -> Start:
    start = start_within_bwrap(data)
    program, *rest = start.command
    return replace(start, command=(program, "--disable-userns", *rest))
