"""The sandbox from outside: what comes out of an honest hand-in, and what one hand-in leaves for the next."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from oped.grading.sandbox.bwrap import SandboxError
from oped.grading.sandbox.outside import Sandbox
from tests.sandbox_course import LIMITS, assignment, needs_bwrap, place, taken_in, text_of, watched

pytestmark = needs_bwrap


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm sandbox."""
    with watched() as warm:
        yield warm


def test_values_of_right_answers_come_out(sandbox: Sandbox) -> None:
    """Each test cell gets the values that it reads, as they stood there, and nobody is told anything."""
    run = sandbox.run(taken_in({}))
    assert run.values == {"q1-test": {"q1_count": 1}, "q2-test": {"q2_count": 2}, "q3-test": {"q3_count": 3}}
    assert run.notes == ()


def test_a_value_is_the_one_at_its_test(sandbox: Sandbox) -> None:
    """What a later cell does to a variable doesn't count for an earlier test."""
    run = sandbox.run(taken_in({"q3-count": "q1_count = 99\nq3_count = 3"}))
    assert run.values["q1-test"] == {"q1_count": 1}


def test_tables_come_out_as_tables(sandbox: Sandbox) -> None:
    """A table, a numpy number and a tuple keep their types."""
    table = "pd.DataFrame({'town': ['Ambel', 'Orle'], 'count': [1, 2]})"
    values = sandbox.run(taken_in({"q1-count": f"q1_count = ({table}, np.int64(4))"})).values
    found, number = values["q1-test"]["q1_count"]
    pd.testing.assert_frame_equal(found, pd.DataFrame({"town": ["Ambel", "Orle"], "count": [1, 2]}))
    assert type(number) is np.int64


def test_outputs_are_those_of_a_kernel(sandbox: Sandbox) -> None:
    """Streams, results, displays and errors come out in order, in the form of a notebook."""
    source = "import sys\nprint('one')\nprint('two', file=sys.stderr)\ndisplay(base)\nq1_count = 1\nq1_count + base"
    run = sandbox.run(taken_in({"q1-count": source, "q2-count": "1 / 0"}))
    first, failed = run.cells[place("q1-count")], run.cells[place("q2-count")]
    assert [output["output_type"] for output in first.outputs] == ["stream", "stream", "display_data", "execute_result"]
    assert first.outputs[3] == {
        "output_type": "execute_result", "data": {"text/plain": "11"}, "metadata": {}, "execution_count": 3,
    }  # fmt: skip
    assert (first.status, failed.status) == ("ok", "error")
    assert failed.outputs[0]["ename"] == "ZeroDivisionError"


def test_a_chart_comes_out_as_a_picture(sandbox: Sandbox) -> None:
    """A chart is shown below its cell as it is in JupyterLab."""
    run = sandbox.run(taken_in({"q1-count": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nq1_count = 1"}))
    assert "image/png" in run.cells[place("q1-count")].outputs[-1]["data"]


def test_locked_cells_run_where_they_stand(sandbox: Sandbox) -> None:
    """A locked cell below an answer shows what it makes of that answer."""
    assert "form str" in text_of(sandbox.run(taken_in({"q2-count": "q2_count = 'two'"})), "q2-form")


def test_random_numbers_are_the_same_for_all(sandbox: Sandbox) -> None:
    """Both kinds of random numbers begin anew with each hand-in."""
    drawn = taken_in({"q1-count": "q1_count = [random.random(), float(np.random.rand())]"})
    assert sandbox.run(drawn).values == sandbox.run(drawn).values


def test_answers_of_widgets_are_read(sandbox: Sandbox) -> None:
    """Answer files and released files lie beside the notebook, and the locked first cells are run with them there."""
    source = "q1_count = [open('quiz.json').read(), open('rows.csv').read()[:3], base]"
    run = sandbox.run(taken_in({"q1-count": source}, quiz_json=b"{}"))
    assert run.values["q1-test"] == {"q1_count": ["{}", "a,b", 10]}


def test_a_name_without_a_value_is_absent(sandbox: Sandbox) -> None:
    """A test of which the answer was never given sees no value, and an honest failure needs no note."""
    run = sandbox.run(taken_in({"q2-count": "q2_count = undefined"}))
    assert run.values["q2-test"] == {}
    assert run.notes == ()


def test_what_is_not_plain_stays_inside(sandbox: Sandbox) -> None:
    """An object that claims to equal everything doesn't come out, and a person is told."""
    source = "class Any(int):\n    def __eq__(self, other):\n        return True\nq2_count = Any()"
    run = sandbox.run(taken_in({"q2-count": source}))
    assert run.values["q2-test"] == {}
    (note,) = run.notes
    assert (note.code, "q2_count" in note.message) == ("not-plain", True)


def test_what_is_not_plain_inside_a_dict_costs_that_item(sandbox: Sandbox) -> None:
    """Beside an object that is not plain the other items of a dict come out, and a person is told."""
    run = sandbox.run(taken_in({"q2-count": "q2_count = {'a': 2, 'b': object()}"}))
    values = run.values
    assert [(note.code, "a part of q2_count" in note.message) for note in run.notes] == [("not-plain", True)]
    assert values["q2-test"]["q2_count"]["a"] == 2
    assert values["q2-test"]["q2_count"]["b"] != values["q2-test"]["q2_count"]["b"]


def test_a_test_beside_the_code_runs_there() -> None:
    """A test that is tagged so is run with the student's functions, and its outputs come out."""
    beside = assignment(beside=True)
    with watched(beside) as sandbox:
        run = sandbox.run(taken_in({}, beside))
    assert run.beside["q3-test"][0]["data"] == {"text/plain": "2"}
    assert "q3-test" not in run.values


def test_all_of_a_hand_in_is_gone_for_the_next(sandbox: Sandbox) -> None:
    """Files, shared memory, patched modules and variables of one hand-in are not there for the next."""
    first = """
import os, json, builtins
for folder in (".", "/tmp", os.environ["HOME"], "/dev/shm"):
    open(os.path.join(folder, "left-over"), "w").close()
builtins.left_over = pd.left_over = left_over = 1
os.environ["left_over"] = "1"
json.dumps = None
q1_count = os.listdir("/dev/shm")
"""
    second = """
import os, json, builtins
folders = (".", "/tmp", os.environ["HOME"], "/dev/shm")
q1_count = [name for folder in folders for name in os.listdir(folder) if "left" in name]
q1_count += [hasattr(builtins, "left_over"), hasattr(pd, "left_over"), "left_over" in os.environ, json.dumps is None]
"""
    run = sandbox.run(taken_in({"q1-count": first}))
    assert run.notes == ()
    assert "left-over" in run.values["q1-test"]["q1_count"]
    assert sandbox.run(taken_in({"q1-count": second})).values["q1-test"]["q1_count"] == [False] * 4


def test_source_of_one_hand_in_is_not_in_the_memory_of_the_next(sandbox: Sandbox) -> None:
    """The process from which the next child is forked has never read the hand-in before it."""
    word = "".join(("pass", "word", "of", "the", "first"))
    sandbox.run(taken_in({"q1-count": f"q1_count = '{word}'"}))
    hunt = """
import gc
parts = ("pass", "word", "of", "the", "first")
q1_count = [type(found).__name__ for found in gc.get_objects() if isinstance(found, (dict, list))
            and any(isinstance(text, (str, bytes)) and "".join(parts) in str(text) for text in list(found))]
"""
    assert sandbox.run(taken_in({"q1-count": hunt})).values["q1-test"]["q1_count"] == []


def test_a_lost_process_is_started_again(sandbox: Sandbox) -> None:
    """Where the warm process is gone, the hand-in is run in a new one."""
    process = sandbox._running()._process
    process.kill()
    process.wait()
    assert sandbox.run(taken_in({})).values["q3-test"] == {"q3_count": 3}


def test_a_failing_first_cell_is_told_at_once() -> None:
    """An exercise whose locked first cell fails is the instructor's to mend."""
    broken = assignment()
    broken = replace(broken, release=broken.release.replace("base = 10", "base = 1 / 0"))
    with pytest.raises(SandboxError, match="fails"), Sandbox(broken, LIMITS):
        pass


def test_trust_runs_without_bubblewrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With trust the same cells run without any wall, limits apart, and the sandbox says so."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with Sandbox(assignment(), LIMITS, trust=True) as sandbox:
        run = sandbox.run(taken_in({"q1-count": "while True: pass"}))
        assert not sandbox.walls.enough
    assert run.values["q2-test"] == {"q2_count": 2}
    assert [note.code for note in run.notes] == ["stopped-cpu"]


def test_missing_bubblewrap_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without bubblewrap nothing is run, and the message says how to get it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="install it"), Sandbox(assignment(), LIMITS):
        pass
