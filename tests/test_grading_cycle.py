"""Every exercise goes through the whole cycle with three hand-ins: a blank, a perfect and a mixed one.

`oped grade` grades them; points by hand, feedback and export are nbgrader's own, on what `oped grade` has left. That
`nbgrader autograde` comes to the same is held by `test_same_as_nbgrader.py`.
"""

import re

import pytest
from bs4 import BeautifulSoup

from oped.course.layout import Course
from oped.course.leaks import SHORTEST_IN_EXERCISE, secrets
from oped.course.notebooks import read_notebook
from oped.course.rules_graded import role
from tests.grading import BLANK, MIXED, PERFECT, Graded, export
from tests.made_class import STUDENTS
from tests.mixed_answers import MIXED_ANSWERS
from tests.small_course import REPOSITORY

ASSIGNMENTS = sorted(MIXED_ANSWERS)
A_CLASS = "02-fact-and-opinion"

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


def points_by_code(graded: Graded, assignment: str) -> dict[str, float]:
    """What every test cell of a solution is worth."""
    (path,) = (graded.course.root / "solutions" / assignment).glob("*.ipynb")
    tests = [cell for cell in read_notebook(path).cells if role(cell) == "test"]
    return {cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points) for cell in tests}


def test_every_exercise_has_mixed_answers() -> None:
    """No exercise of the course is left out of this test."""
    assert sorted(path.parent.name for path in Course(REPOSITORY).solutions()) == ASSIGNMENTS


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_blank_hand_in_earns_nothing(graded: Graded, assignment: str) -> None:
    """An exercise handed in as it was given has no point in any cell."""
    assert set(graded.scores(assignment, BLANK).values()) == {0.0}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_perfect_hand_in_earns_all_points_by_code(graded: Graded, assignment: str) -> None:
    """The solution's own answers earn the full worth of every test cell."""
    scores = graded.scores(assignment, PERFECT)
    worth = points_by_code(graded, assignment)
    assert {grade_id: scores[grade_id] for grade_id in worth} == worth


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_mixed_hand_in_earns_exactly_what_it_deserves(graded: Graded, assignment: str) -> None:
    """Partly right answers earn their share, and the points given by hand count."""
    mixed = MIXED_ANSWERS[assignment]
    full = points_by_code(graded, assignment)
    assert graded.scores(assignment, MIXED) == pytest.approx({**full, **mixed.points, **mixed.by_hand})


def test_the_csv_export_holds_the_sums(graded: Graded) -> None:
    """nbgrader's table has one row an assignment and student, with the sum of the points."""
    expected = {
        (assignment, student): sum(graded.scores(assignment, student).values())
        for assignment in ASSIGNMENTS
        for student in (BLANK, PERFECT, MIXED)
    }
    found = export(graded)
    assert {key: found[key] for key in expected} == pytest.approx(expected)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_feedback_shows_no_key(graded: Graded, assignment: str) -> None:
    """Neither hidden tests nor mark schemes nor the solution's answers stand in the page of one who left all blank."""
    (path,) = (graded.course.root / "solutions" / assignment).glob("*.ipynb")
    text = BeautifulSoup(graded.feedback(assignment, BLANK), "html.parser").get_text()
    kept = secrets(read_notebook(path).cells, SHORTEST_IN_EXERCISE)
    assert kept
    assert [line for line in kept if line in text] == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_feedback_explains_the_score(graded: Graded, assignment: str) -> None:
    """What the hidden tests printed about each item stays in the page."""
    notebook = next((graded.course.root / "gradebook/autograded" / MIXED / assignment).glob("*.ipynb"))
    printed = [
        output.text.splitlines()[0]
        for cell in read_notebook(notebook).cells
        if role(cell) == "test"
        for output in cell.outputs
        if output.output_type == "stream"
    ]
    text = BeautifulSoup(graded.feedback(assignment, MIXED), "html.parser").get_text()
    assert printed
    assert [line for line in printed if line not in text] == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
@pytest.mark.parametrize("student", [BLANK, PERFECT, MIXED])
def test_feedback_makes_no_outside_request(graded: Graded, assignment: str, student: str) -> None:
    """Nothing in the page loads from elsewhere, and the page itself forbids it."""
    page = graded.feedback(assignment, student)
    soup = BeautifulSoup(page, "html.parser")
    loaded = [
        str(tag[name]) for name in ("src", "data", "poster", "srcset") for tag in soup.find_all(None, {name: True})
    ]
    loaded += [str(tag["href"]) for tag in soup.find_all(["link", "image", "use"], href=True)]
    loaded += re.findall(r"url\(\s*['\"]?([^)'\"]+)|@import\s+['\"]([^'\"]+)", page)
    assert [address for address in loaded if re.match(r"(https?:)?//", str(address))] == []
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert "default-src 'none'" in str(policy["content"])


def test_the_debrief_tells_of_every_item_and_names_nobody(graded: Graded, monkeypatch: pytest.MonkeyPatch) -> None:
    """`oped insight` on a graded class: each item with its key, and no student."""
    from oped.grading.command import insight

    monkeypatch.chdir(graded.course.root)
    page = BeautifulSoup(insight(A_CLASS, names=False).read_text(encoding="utf-8"), "html.parser")
    words = " ".join(page.get_text(" ").split())
    assert f"Debrief: {A_CLASS}" in words
    assert [item for item in MIXED_ANSWERS[A_CLASS].answers["q1_levels"] if item not in words] == []
    named = [path.name for path in (graded.course.root / "gradebook" / "submitted").iterdir()]
    assert len(named) >= STUDENTS
    assert [student for student in named if f" {student} " in words] == []
