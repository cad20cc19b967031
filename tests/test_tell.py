"""The feedback page: what a student reads, and what never gets onto it."""

from dataclasses import asdict

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from oped.course.leaks import SHORTEST_IN_EXERCISE, secrets
from oped.course.notebooks import read_notebook
from oped.grading.clean import MOST_OF_A_TEXT
from oped.grading.tell import Mark, feedback_page, refusal_page
from oped.teaching.verdict import Item, judge
from tests.small_course import REPOSITORY

SOLUTION = REPOSITORY / "solutions" / "02-fact-and-opinion" / "fact-and-opinion.ipynb"
KEY = {"p01s1": Item("FACT", "'counted' can be looked up."), "p01s2": Item("OPINION", "'shameful' judges.", ("MIXED",))}
HOSTILE = (
    '<script>alert(1)</script><p onclick="x()" style="position:fixed;top:0;color:red">Hi</p><img src="https://a.b/c">'
)


@pytest.fixture
def notebook() -> NotebookNode:
    """A solution as if it had been handed in, with an output under the first answer."""
    return read_notebook(SOLUTION)


def cells_with_tests(notebook: NotebookNode) -> list[NotebookNode]:
    """The test cells."""
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]


def words(page: str) -> str:
    """What a reader sees of the page."""
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


def test_each_item_is_told_with_what_was_answered_and_why(notebook: NotebookNode) -> None:
    """A row an item: what was written, the outcome, the course's label and the deciding words."""
    verdict = judge({"p01s1": "OPINION", "p01s2": "M"}, KEY)
    grade_id = cells_with_tests(notebook)[0].metadata.nbgrader.grade_id
    page = feedback_page(notebook, {grade_id: Mark(1.0, 2.0, "Look again.", [asdict(item) for item in verdict.items])})
    assert "p01s1 OPINION not this one; the course says FACT. 'counted' can be looked up." in words(page)
    assert "p01s2 MIXED accepted; the course says OPINION. 'shameful' judges." in words(page)
    assert "1 of 2 points" in words(page)
    assert "Look again." in words(page)


def test_keys_stay_out(notebook: NotebookNode) -> None:
    """Neither hidden tests nor mark schemes stand in the page, though the graded notebook holds them."""
    kept = secrets(notebook.cells, SHORTEST_IN_EXERCISE)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "q = {}"
    page = words(feedback_page(notebook, {}))
    assert kept
    assert [line for line in kept if line in page] == []


@pytest.mark.parametrize("place", ["markdown", "answer", "html", "text", "comment", "item", "note", "error"])
def test_nothing_that_a_student_wrote_is_live(notebook: NotebookNode, place: str) -> None:
    """HTML in an answer, an output, an error, a comment or a note is text, or is left without script and address."""
    test = cells_with_tests(notebook)[0]
    mark = Mark(1.0, 2.0)
    notes: list[str] = []
    cell = new_code_cell("1")
    match place:
        case "markdown":
            notebook.cells.append(new_markdown_cell(HOSTILE))
        case "answer":
            notebook.cells.append(
                new_code_cell(HOSTILE, metadata={"nbgrader": {"solution": True, "grade": False, "grade_id": "x"}})
            )
        case "html":
            cell.outputs = [new_output("display_data", {"text/html": HOSTILE, "text/plain": ""})]
        case "text":
            cell.outputs = [new_output("stream", text=HOSTILE)]
        case "error":
            cell.outputs = [new_output("error", ename=HOSTILE, evalue=HOSTILE, traceback=[HOSTILE])]
        case "comment":
            mark = Mark(1.0, 2.0, HOSTILE)
        case "item":
            items = judge({"p01s1": HOSTILE, "p01s2": "M"}, KEY).items
            mark = Mark(1.0, 2.0, items=[asdict(item) for item in items])
        case "note":
            notes = [HOSTILE]
    notebook.cells.append(cell)
    page = BeautifulSoup(feedback_page(notebook, {test.metadata.nbgrader.grade_id: mark}, notes), "html.parser")
    assert "Hi" in page.get_text()
    assert page.find_all(["script", "img", "iframe", "form", "link", "object", "embed", "a", "base", "svg"]) == []
    body = page.body
    assert body is not None
    attributes = {name for tag in body.find_all() for name in tag.attrs}
    assert {name for name in attributes if name.startswith("on") or name in {"src", "href", "action"}} == set()
    assert [tag for tag in body.find_all(style=True) if "position" in str(tag["style"])] == []


def test_a_long_answer_is_cut() -> None:
    """A page stays small whatever a student prints or writes."""
    cell = new_code_cell("1", outputs=[new_output("stream", text="x" * 10_000_000)])
    page = feedback_page(NotebookNode(cells=[cell]), {})
    assert len(page) < MOST_OF_A_TEXT + 10_000
    assert "cut here" in page


@pytest.mark.parametrize(("penalty", "total"), [(0.0, "3 of 5 points"), (1.5, "1.5 of 5"), (9.0, "0 of 5")])
def test_a_penalty_comes_off_the_sum_but_not_below_nothing(notebook: NotebookNode, penalty: float, total: str) -> None:
    """The sum at the top is what the gradebook says."""
    marks = {"a": Mark(2.0, 3.0), "b": Mark(1.0, 2.0)}
    assert total in words(feedback_page(notebook, marks, penalty=penalty))


def test_what_a_person_must_still_read_is_said(notebook: NotebookNode) -> None:
    """A question without a person's points is told as not read yet, and counted at the top."""
    task = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("task"))
    page = words(feedback_page(notebook, {task.metadata.nbgrader.grade_id: Mark(None, 2.0)}))
    assert "0 of 2 points, with 1 question still to be read by a person" in page
    assert "Not read yet: up to 2 points, given by a person." in page


def test_a_refused_hand_in_gets_a_page_that_says_why() -> None:
    """One sentence, as text, and no points."""
    page = words(refusal_page("02-facts", "<b>x.ipynb</b> is empty; save it and hand it in again."))
    assert "could not be graded. <b>x.ipynb</b> is empty; save it" in page
    assert "points" not in page


def test_a_test_that_ran_beside_the_students_code_says_so(notebook: NotebookNode) -> None:
    """Whoever reads the page knows which points could have been tampered with."""
    test = cells_with_tests(notebook)[0]
    marks = {test.metadata.nbgrader.grade_id: Mark(1.0, 2.0)}
    assert "Scored beside" not in words(feedback_page(notebook, marks))
    test.metadata["tags"] = ["beside-code"]
    assert "1 of 2 points Scored beside the student's code." in words(feedback_page(notebook, marks))
