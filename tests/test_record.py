"""The gradebook: every row as nbgrader writes it, nothing of a person's lost, nothing half written."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event

from oped.course.build import build
from oped.grading.assignment import Assignment, load_assignment
from oped.grading.database import GradebookError
from oped.grading.late import Terms
from oped.grading.record import Entry, Recorder
from oped.grading.standing import CellStanding, Standing
from tests.gradebook_rows import gradebook_rows
from tests.grading import MIXED, Graded, tools_on_path
from tests.mixed_answers import MIXED_ANSWERS
from tests.postgres import new_database, server
from tests.recording import COURSE, by_hand, entry, graded_notebook, grades, penalty, record_as_nbgrader
from tests.small_course import NAME, SLUG, write_course

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

DUE = datetime(2026, 5, 4, 10)
NewDatabase = Callable[[], str]


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The small course's exercise."""
    course = write_course(tmp_path_factory.mktemp("course"))
    with tools_on_path():
        build(course)
    return load_assignment(course.root, NAME)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """A PostgreSQL server, or the reason why there is none."""
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> NewDatabase:
    """What makes an empty gradebook and gives its address."""
    names = iter(f"{random.randrange(10**9)}-{number}" for number in range(9))
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / next(names)}.db"
    address = request.getfixturevalue("postgres")
    return lambda: new_database(address, next(names))


@pytest.fixture
def url(new_url: NewDatabase) -> str:
    """An empty gradebook."""
    return new_url()


def test_every_row_is_nbgraders_own(by_nbgrader: list[Graded], tmp_path: Path) -> None:
    """What nbgrader graded, recorded from its notebooks, and the same points by hand: the same rows."""
    root, mine = by_nbgrader[0].course.root, f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Recorder(mine, COURSE) as recorder:
        for name in MIXED_ANSWERS:
            recorder.prepare(load_assignment(root, name))
            for path in sorted((root / "gradebook" / "autograded").glob(f"*/{name}/*.ipynb")):
                recorder.record(name, entry(nbformat.read(path, as_version=4), path.parent.parent.name))
    with closing(Gradebook(mine, COURSE)) as gradebook:
        for name, mixed in MIXED_ANSWERS.items():
            (path,) = (root / "solutions" / name).glob("*.ipynb")
            for grade_id, points in mixed.by_hand.items():
                grade = gradebook.find_grade(grade_id, path.stem, name, MIXED)
                grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()
    theirs = gradebook_rows(f"sqlite:///{root / 'gradebook' / 'gradebook.db'}")
    assert len(theirs["submitted_assignment"]) > len(MIXED_ANSWERS)
    assert gradebook_rows(mine) == theirs


@pytest.mark.parametrize("answer", ["An answer.", ""])
@pytest.mark.parametrize("shown", ["6.0", "2.5", None])
def test_a_regrade_leaves_the_rows_that_nbgrader_leaves(
    assignment: Assignment, new_url: NewDatabase, shown: str | None, answer: str
) -> None:
    """Graded, looked at by a person and graded again, with other points: the same rows."""
    first, second = graded_notebook(assignment, "4.0"), graded_notebook(assignment, shown, answer)
    mine, theirs = new_url(), new_url()
    with Recorder(mine, COURSE) as recorder, Recorder(theirs, COURSE) as other:
        recorder.prepare(assignment)
        other.prepare(assignment)
        recorder.record(NAME, entry(first))
        record_as_nbgrader(theirs, first)
        by_hand(mine)
        by_hand(theirs)
        recorder.record(NAME, entry(second))
        record_as_nbgrader(theirs, second)
    assert gradebook_rows(mine) == gradebook_rows(theirs)


def test_a_regrade_keeps_what_a_person_gave(assignment: Assignment, url: str) -> None:
    """Points, extra points and comments by hand stay; only points by code follow the new hand-in."""
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")))
        by_hand(url)
        recorder.record(NAME, entry(graded_notebook(assignment, "6.0"), content="2"))
    assert grades(url)["q1-counts-test"] == (6.0, 5.0, 0.5, True)
    assert grades(url)["q3-weakest-step"] == (None, 2.0, 0.5, False)
    with closing(Gradebook(url, COURSE)) as gradebook:
        assert gradebook.find_comment("q2-fair-summary", SLUG, NAME, "ada").comment == "Well said."


def test_what_stands_in_the_gradebook_is_what_a_student_is_told(assignment: Assignment, url: str) -> None:
    """Points by code until a person gives others, nothing for what nobody read, comments, and what lateness took."""
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment, due=DUE)
        late = Terms(collected=DUE + timedelta(hours=1), per_day=0.5)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0", answer="")), late)
        first = recorder.standing(NAME, "ada")
        by_hand(url)
        second = recorder.standing(NAME, "ada")
        assert recorder.standing(NAME, "ben") == Standing({}, {}, 0.0)
        assert recorder.report(NAME, "ada") == {"items": {}}
    assert first.cells == {
        "q1-counts-test": CellStanding(4.0, 6.0, ""),
        "q2-fair-summary": CellStanding(0.0, 2.0, "No response."),
        "q3-weakest-step": CellStanding(None, 2.0, ""),
    }
    assert first.penalty == 2.0
    assert second.cells["q1-counts-test"].points == 5.5
    assert second.cells["q2-fair-summary"] == CellStanding(2.0, 2.0, "Well said.")
    assert second.comments == {"q1-counts": "No response.", "q2-fair-summary": "Well said."}


def test_points_that_nbgrader_would_refuse_go_to_a_person(assignment: Assignment, url: str) -> None:
    """A test cell that gives more than it has stops nobody: its points are left to a person."""
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        recorder.record(NAME, entry(graded_notebook(assignment, "7.0")))
    assert grades(url)["q1-counts-test"] == (None, None, None, True)


def test_a_rejected_hand_in_touches_no_grade(assignment: Assignment, url: str) -> None:
    """What was graded before stays; that and why the new hand-in was rejected is kept."""
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")))
        before = gradebook_rows(url)
        recorder.record(NAME, Entry("ada", "2", {"code": "empty"}))
        recorder.record(NAME, Entry("ben", "3", {"code": "empty"}))
        assert gradebook_rows(url) == before
        assert recorder.done(NAME, "ada", "2")
        assert not recorder.done(NAME, "ada", "1")
        assert recorder.reports(NAME) == {name: ("rejected", {"code": "empty"}) for name in ("ada", "ben")}


def test_only_the_same_content_is_done(assignment: Assignment, url: str) -> None:
    """A changed hand-in is graded again, and so is one whose rows somebody took out."""
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        assert not recorder.done(NAME, "ada", "1")
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")))
        assert recorder.done(NAME, "ada", "1")
        assert not recorder.done(NAME, "ada", "2")
        assert not recorder.done(NAME, "ben", "1")
        with closing(Gradebook(url, COURSE)) as gradebook:
            gradebook.remove_submission(NAME, "ada")
        assert not recorder.done(NAME, "ada", "1")


def test_a_hand_in_takes_few_statements(assignment: Assignment, tmp_path: Path) -> None:
    """The statements don't grow with the number of cells, so that the one writer keeps up with the workers."""
    seen: list[str] = []
    with Recorder(f"sqlite:///{tmp_path / 'gradebook.db'}", COURSE) as recorder:
        recorder.prepare(assignment)
        event.listen(recorder._engine, "before_cursor_execute", lambda *sent: seen.append(sent[2]))
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")))
        new = len(seen)
        recorder.record(NAME, entry(graded_notebook(assignment, "5.0")))
    assert new <= 14
    assert len(seen) - new <= 8


def test_an_assignment_that_did_not_change_is_left_alone(assignment: Assignment, url: str) -> None:
    """Getting ready a second time writes no row of nbgrader's."""
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        before = gradebook_rows(url)
        recorder.prepare(assignment)
    assert gradebook_rows(url) == before


def test_a_mended_text_comes_into_the_gradebook(assignment: Assignment, url: str) -> None:
    """Where a locked cell or a test was mended after some were graded, the gradebook has the new text."""
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")))
        recorder.prepare(replace(assignment, source=assignment.source.replace("2.0 * sum", "2 * sum")))
    assert any("2 * sum" in row for row in gradebook_rows(url)["source_cell"])
    assert grades(url)["q1-counts-test"][0] == 4.0


def test_cells_that_came_or_went_are_refused(assignment: Assignment, url: str) -> None:
    """As nbgrader has it, the cells of an assignment are settled once a hand-in is graded."""
    renamed = replace(
        assignment,
        source=assignment.source.replace("q3-weakest-step", "q3-other"),
        release=assignment.release.replace("q3-weakest-step", "q3-other"),
    )
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")))
        with pytest.raises(GradebookError, match="put the old cells back"):
            recorder.prepare(renamed)
    assert grades(url)["q1-counts-test"][0] == 4.0


def test_lateness_is_reckoned_by_the_collectors_clock(assignment: Assignment, url: str) -> None:
    """A day and an hour late at a tenth a day costs a fifth; a longer time for one student takes that away."""
    terms = Terms(collected=DUE + timedelta(days=1, hours=1), per_day=0.1)
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment, due=DUE)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")), terms)
        assert penalty(url) == pytest.approx(0.8)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")), replace(terms, extension=timedelta(days=2)))
        assert penalty(url) == 0
    with closing(Gradebook(url, COURSE)) as gradebook:
        submission = gradebook.find_submission(NAME, "ada")
        assert (submission.timestamp, submission.duedate) == (terms.collected, DUE + timedelta(days=2))


def test_a_penalty_follows_the_points_that_a_person_gives(assignment: Assignment, url: str) -> None:
    """Reckoned again after the written answers were read, it is a share of all points, and never more than them."""
    terms = Terms(collected=DUE + timedelta(days=1), per_day=0.1)
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment, due=DUE)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")), terms)
        by_hand(url)
        recorder.penalise(NAME, {"ada": terms, "nobody": terms})
        assert penalty(url) == pytest.approx(1.0)
        recorder.penalise(NAME, {"ada": replace(terms, per_day=1.0)})
        assert penalty(url) == pytest.approx(10.0)


def test_an_extension_given_in_nbgrader_counts(assignment: Assignment, url: str) -> None:
    """Where the file says nothing, the gradebook's own due date and extension hold, and are left as they are."""
    terms = Terms(collected=DUE + timedelta(days=1), per_day=0.1)
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")), terms)
        assert penalty(url) == 0
        with closing(Gradebook(url, COURSE)) as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate=DUE)
            gradebook.grant_extension(NAME, "ada", hours=12)
        recorder.prepare(assignment)
        recorder.record(NAME, entry(graded_notebook(assignment, "4.0")), terms)
    assert penalty(url) == pytest.approx(0.4)


def test_a_gradebook_that_is_held_is_told(
    assignment: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another program does not let go of the file, one sentence says so, and nothing is written."""
    monkeypatch.setattr("oped.grading.database.WAIT_SECONDS", 0.05)
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Recorder(url, COURSE) as recorder, Recorder(url, COURSE) as holder:
        recorder.prepare(assignment)
        with holder._engine.begin(), pytest.raises(GradebookError, match="locked"):
            recorder.record(NAME, entry(graded_notebook(assignment, "4.0")))
        assert not recorder.done(NAME, "ada", "1")


def test_a_db_url_that_names_nothing_is_told(tmp_path: Path) -> None:
    """A folder that is not there and a database that is not known give a plain sentence."""
    for url in (f"sqlite:///{tmp_path}/none/gradebook.db", "nosuch://there"):
        with pytest.raises(GradebookError):
            Recorder(url, COURSE)
