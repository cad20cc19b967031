"""Scoring: what nbgrader would give, in a process that has the keys and never meets a student's code."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from oped.course.notebooks import parse_notebook, read_notebook
from oped.grading.assignment import Assignment, load_assignment, plan
from oped.grading.marks import is_test
from oped.grading.score import ScoreError, Scorer
from oped.grading.shell import MOST_OF_AN_OUTPUT
from tests.grading import MIXED, Graded
from tests.made_class import ALL_BLANK, ALL_RIGHT, ASSIGNMENTS
from tests.mixed_answers import MIXED_ANSWERS
from tests.small_course import REPOSITORY, code, notebook
from tests.small_course import graded as role

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

LOCKED = {"nbgrader": {"grade": False, "solution": False, "locked": True, "schema_version": 3, "task": False}}


def locked(name: str, source: str) -> dict[str, Any]:
    """A locked cell."""
    return code(source, nbgrader={**LOCKED["nbgrader"], "grade_id": name})


def answer(name: str, source: str) -> dict[str, Any]:
    """A cell for an answer, with the solution's."""
    return code(source, **role(name, solution=True))


def scoring(name: str, source: str, points: float = 2, **metadata: Any) -> dict[str, Any]:
    """A test cell."""
    return code(source, **role(name, points), **metadata)


def made(*cells: dict[str, Any]) -> Assignment:
    """An assignment of these cells."""
    text = notebook(list(cells))
    return Assignment("01-made", "made", text, text, {})


TWO = made(
    locked("setup", "key = {'a': 1}\nwanted = ['a']"),
    answer("q1-one", "q1 = {'a': 1}\nshared = 1"),
    scoring("q1-one-test", "2.0 * all(q1[name] == key[name] for name in wanted)"),
    answer("q2-two", "q2 = 7"),
    scoring("q2-two-test", "2.0 * (q2 == 7 and shared == 1)"),
)


@pytest.fixture(scope="module")
def two() -> Iterator[Scorer]:
    """A scorer of two small questions."""
    with Scorer(TWO) as scorer:
        yield scorer


def points(scorer: Scorer, values: Mapping[str, Mapping[str, Any]]) -> list[float | None]:
    """What each test cell gives."""
    return [cell.score for cell in scorer.score(values).cells.values()]


def joined(outputs: Any) -> list[dict[str, Any]]:
    """Outputs with neighbouring pieces of one stream as one: where nbgrader's kernel cuts them depends on its speed."""
    found: list[dict[str, Any]] = []
    for output in map(dict, outputs):
        if output["output_type"] == "stream" and found and found[-1].get("name") == output["name"]:
            found[-1]["text"] += output["text"]
        else:
            found.append(output)
    return found


def values_of(assignment: Assignment, handed_in: NotebookNode) -> dict[str, dict[str, Any]]:
    """The values that the test cells read, after a hand-in's other cells ran."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in handed_in.cells:
            if cell.cell_type == "code" and not is_test(cell):
                exec(cell.source, names)
    return {cell.id: {name: names[name] for name in cell.reads} for cell in plan(assignment).of_kind("test")}


@pytest.mark.parametrize("name", sorted(MIXED_ANSWERS))
def test_outputs_and_points_are_nbgraders(by_nbgrader: list[Graded], name: str) -> None:
    """Of a partly right hand-in (of three exercises a right and a blank one too) every test does what it does there."""
    graded = by_nbgrader[0]
    root = graded.course.root
    assignment = load_assignment(root, name)
    with Scorer(assignment) as scorer:
        for student in (MIXED, *((ALL_RIGHT, ALL_BLANK) if name in ASSIGNMENTS else ())):
            (path,) = (root / "gradebook" / "autograded" / student / name).glob("*.ipynb")
            theirs = read_notebook(path)
            ours = scorer.score(values_of(assignment, theirs)).cells
            outputs = {cell.metadata.nbgrader.grade_id: cell.outputs for cell in filter(is_test, theirs.cells)}
            assert {test: joined(cell.outputs) for test, cell in ours.items()} == {
                test: joined(found) for test, found in outputs.items()
            }
            scores = graded.scores(name, student)
            assert {test: cell.score for test, cell in ours.items()} == {test: scores[test] for test in ours}


def test_items_come_from_the_verdict() -> None:
    """Each item of a judged answer is told with what was given, what holds and why."""
    assignment = load_assignment(REPOSITORY, "05-number-in-context")
    with Scorer(assignment) as scorer:
        scored = scorer.score({"q1-numbers-test": {"q1_numbers": {"both_2024": 92, "both_2025": 46}}}).cells
    first, second, *_ = scored["q1-numbers-test"].items
    assert {"id": "both_2024", "given": "92", "outcome": "not this one", "label": "50"}.items() <= first.items()
    assert second["outcome"] == "right"
    assert first.keys() == {"id", "given", "outcome", "label", "why", "accepted"}
    assert scored["q2-shares-test"].items == ()


def test_a_value_that_is_not_there_earns_nothing(two: Scorer) -> None:
    """A test that reads a missing value fails as in a student's kernel; neither the solution's value stands there."""
    scored = two.score({}).cells
    assert [cell.score for cell in scored.values()] == [0.0, 0.0]
    assert scored["q1-one-test"].outputs[0]["evalue"] == "name 'q1' is not defined"


def test_each_hand_in_starts_afresh(two: Scorer) -> None:
    """Nothing of one hand-in is there for the next one."""
    right: dict[str, dict[str, Any]] = {"q1-one-test": {"q1": {"a": 1}}, "q2-two-test": {"q2": 7, "shared": 1}}
    assert points(two, right) == [2.0, 2.0]
    assert points(two, {}) == [0.0, 0.0]


def test_each_test_sees_the_values_of_its_own_moment() -> None:
    """A variable that was deleted or changed before the second test is so for the second test alone."""
    reads_shared = made(
        answer("q1-one", "shared = 1"),
        scoring("q1-one-test", "2.0 * (shared == 1)"),
        scoring("q2-two-test", "2.0 * (shared == 1)"),
    )
    with Scorer(reads_shared) as scorer:
        assert points(scorer, {"q1-one-test": {"shared": 1}}) == [2.0, 0.0]
        assert points(scorer, {"q1-one-test": {"shared": 1}, "q2-two-test": {"shared": 2}}) == [2.0, 0.0]
        assert points(scorer, {"q1-one-test": {"shared": 2}, "q2-two-test": {"shared": 1}}) == [0.0, 2.0]


def test_nobody_replaces_what_the_exercise_sets(two: Scorer) -> None:
    """Values under the names of keys, of locked variables or of Python's own functions are not looked at."""
    forged = {"q1": {"a": 0}, "key": {"a": 0}, "wanted": [], "all": 1, "__builtins__": {}}
    assert points(two, {"q1-one-test": forged}) == [0.0, 0.0]


def test_locked_cells_between_the_questions_run() -> None:
    """A test may use what a locked cell makes, of the exercise's own things and of the student's value."""
    between = made(
        answer("q1-one", "q1 = 2"),
        locked("own", "factor = 3"),
        locked("form", "print(q1)\ndoubled = 2 * q1"),
        scoring("q1-one-test", "2.0 * (factor * doubled == 12 and q1 == 2)"),
    )
    with Scorer(between) as scorer:
        assert points(scorer, {"q1-one-test": {"q1": 2}}) == [2.0]
        assert points(scorer, {}) == [0.0]


@pytest.mark.parametrize(
    ("source", "score"),
    [
        ("q1", 1.5),
        ("q1;", 2.0),
        ("print(q1)", 2.0),
        ("print(q1)\n0.5", 0.5),
        ("'well done'", 2.0),
        ("import sys\nprint('no', file=sys.stderr)", 0.0),
        ("import warnings\nwarnings.warn('no')\n2.0", 0.0),
        ("assert q1 > 2", 0.0),
        ("raise SystemExit", 0.0),
        ("3.0", None),
        ("from IPython.display import display\ndisplay(q1)\n1.0", 1.0),
    ],
)
def test_points_follow_nbgraders_rules(source: str, score: float | None) -> None:
    """A number is partial credit, anything else is all, an error or any warning nothing; too much goes to a person."""
    with Scorer(made(answer("q1-one", "q1 = 1.5"), scoring("q1-one-test", source))) as scorer:
        assert points(scorer, {"q1-one-test": {"q1": 1.5}}) == [score]


@pytest.mark.parametrize(
    "source",
    ["while q1: pass", "'a' * q1", "import os\nos.kill(os.getpid(), 9)", "import os\nos._exit(0)", "q1 ** q1 ** q1"],
)
def test_one_answer_that_costs_too_much_costs_that_answer(source: str) -> None:
    """A value made to take time or memory, or to end the process, leaves the other questions their points."""
    both = made(
        answer("q1-one", "q1 = 10 ** 12"),
        scoring("q1-one-test", source),
        answer("q2-two", "q2 = 7"),
        scoring("q2-two-test", "2.0 * (q2 == 7)"),
    )
    values = {"q1-one-test": {"q1": 10**12}, "q2-two-test": {"q2": 7}}
    with Scorer(both, cpu_seconds=1) as scorer:
        assert points(scorer, values) == [0.0, 2.0]
        assert points(scorer, {"q2-two-test": {"q2": 7}}) == [0.0, 2.0]


def deep() -> dict[str, Any]:
    """A dict of many dicts in each other."""
    found: dict[str, Any] = {}
    for _ in range(100_000):
        found = {"a": found}
    return found


@pytest.mark.parametrize(
    "value",
    [10**100_000, deep(), "a" * 5_000_000, float("nan"), "\ud800", {"a": object()}],
    ids=["long number", "bottomless", "long text", "no number", "half a character", "no value"],
)
def test_odd_values_disturb_nobody(two: Scorer, value: object) -> None:
    """A number without a decimal text, a bottomless dict, a page that never ends: no points, and the rest is scored."""
    values: dict[str, dict[str, Any]] = {"q1-one-test": {"q1": value}, "q2-two-test": {"q2": 7, "shared": 1}}
    assert points(two, values) == [0.0, 2.0]


def test_what_a_test_puts_out_is_capped() -> None:
    """A test that prints a student's value prints no more of it than a page can hold."""
    prints = made(answer("q1-one", "q1 = 'a'"), scoring("q1-one-test", "print(q1 * 1000)\nq1 * 1000"))
    with Scorer(prints) as scorer:
        (cell,) = scorer.score({"q1-one-test": {"q1": "a" * 10_000}}).cells.values()
    assert cell.score == 2.0
    assert [len(str(output)) < MOST_OF_AN_OUTPUT + 1000 for output in cell.outputs] == [True, True]


def test_a_test_beside_the_code_is_not_run_here() -> None:
    """A question whose answer is code is scored elsewhere."""
    beside = made(
        answer("q1-one", "def q1(): pass"),
        scoring("q1-one-test", "q1()", tags=["beside-code"]),
        scoring("q2-two-test", "2.0"),
    )
    with Scorer(beside) as scorer:
        assert list(scorer.score({}).cells) == ["q2-two-test"]


def test_a_solution_whose_own_cells_fail_is_told() -> None:
    """Where the imports fail, nobody is scored nothing: the instructor is told which cell to mend."""
    broken = made(locked("imports", "import no_such_module"), answer("q1-one", "q1 = 1"), scoring("q1-one-test", "q1"))
    with pytest.raises(ScoreError, match=r"The cell imports in the solution of 01-made fails; mend it"), Scorer(broken):
        pass


def test_a_cell_that_is_meant_to_fail_may_fail() -> None:
    """An exercise may show an error; its stored output says so."""
    shown = locked("error", "1 / 0")
    shown["outputs"] = [{"output_type": "error", "ename": "ZeroDivisionError", "evalue": "", "traceback": []}]
    with Scorer(made(shown, answer("q1-one", "q1 = 1"), scoring("q1-one-test", "q1"))) as scorer:
        assert points(scorer, {"q1-one-test": {"q1": 1}}) == [1.0]


def test_the_process_has_a_clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the caller's environment, home or folder is there."""
    monkeypatch.setenv("A_SECRET", "x")
    looks = "import os\nfrom pathlib import Path\nprint(sorted(os.environ), Path.home() == Path.cwd())\n1.0"
    with Scorer(made(answer("q1-one", "q1 = 1"), scoring("q1-one-test", looks))) as scorer:
        (cell,) = scorer.score({}).cells.values()
    assert "A_SECRET" not in cell.outputs[0]["text"]
    assert cell.outputs[0]["text"].endswith("True\n")


def test_a_scoring_process_that_died_is_started_again() -> None:
    """Short of memory, a machine ends processes; the hand-in is scored all the same."""
    with Scorer(TWO) as scorer:
        assert scorer._process is not None
        os.kill(scorer._process.pid, signal.SIGKILL)
        assert points(scorer, {"q2-two-test": {"q2": 7, "shared": 1}}) == [0.0, 2.0]


def test_no_process_is_left() -> None:
    """When the one that scores is killed in the middle of a long test, the scoring process and its child end."""
    program = (
        "from tests.test_score import Scorer, answer, made, scoring\n"
        "long = made(answer('q1-one', 'q1 = 1'), scoring('q1-one-test', 'while True: pass'))\n"
        "with Scorer(long, cpu_seconds=60) as scorer:\n"
        "    print(scorer._process.pid, flush=True)\n"
        "    scorer.score({})\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        session = int(caller.stdout.readline())
        until = time.monotonic() + 20
        while len(members(session)) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        assert len(members(session)) == 2
        caller.kill()
    while members(session) and time.monotonic() < until:
        time.sleep(0.1)
    assert members(session) == []


def members(session: int) -> list[int]:
    """The processes of a session that run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, of_session = path.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[:4]
            found += [int(path.parent.name)] if int(of_session) == session and state != "Z" else []
    return found


def test_a_step_that_shares_nothing_runs_once() -> None:
    """A locked cell that has nothing to do with any answer is not run again for every hand-in."""
    from oped.grading.scoring import steps_of

    cells = parse_notebook(
        made(
            locked("setup", "a = 1"),
            answer("q1-one", "q1 = 1"),
            locked("table", "table = a + 1"),
            locked("form", "print(q1)"),
            scoring("q1-one-test", "key = 1\nq1 == key"),
            locked("again", "key2 = key"),
            locked("other", "b = table"),
            scoring("q2-two-test", "b"),
            locked("last", "c = 1"),
        ).source
    )
    steps = steps_of(cells, {"q1-one-test": ["q1"], "q2-two-test": []})
    named = [[step.grade_id for step in part] for part in (steps.first, steps.once, steps.each)]
    assert named == [["setup"], ["table", "other"], ["form", "q1-one-test", "again", "q2-two-test"]]
