"""Scores in the forms that other systems take in."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from oped.errors import OpedError
from oped.grading.export import scores, to_csv
from tests.grading import tools_on_path

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


ROSTER = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Old work (17)\n"
    '"    Points Possible",,,,,10\n'
    '"Reader, A",4001,u1,ada,Monday,7\n'
    '"Reader, B",4002,u2,ben,Tuesday,\n'
)


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two students in one assignment: one late and read by a person, one still waiting."""
    from nbgrader.api import Gradebook

    with tools_on_path(), Gradebook(f"sqlite:///{tmp_path_factory.mktemp('book') / 'gradebook.db'}") as book:
        book.add_assignment("03-voices")
        book.add_assignment("02-facts")
        book.add_notebook("facts", "02-facts")
        book.add_grade_cell("q1-test", "facts", "02-facts", max_score=6, cell_type="code")
        book.add_task_cell("q2-task", "facts", "02-facts", max_score=4, cell_type="markdown")
        book.add_student("ada", first_name="A", last_name="Reader")
        book.add_student("ben")
        for student, points in (("ada", 4.5), ("ben", 1.0 / 3)):
            notebook = book.add_submission("02-facts", student).notebooks[0]
            for grade in notebook.grades:
                if grade.name == "q1-test":
                    grade.auto_score = points
                grade.needs_manual_grade = grade.name == "q2-task" and student == "ben"
                if grade.name == "q2-task" and student == "ada":
                    grade.manual_score = 2.0
            for comment in notebook.comments:
                comment.manual_comment = "=HYPERLINK(1)" if student == "ada" else None
            notebook.late_submission_penalty = 1.0 if student == "ada" else None
        book.db.commit()
        yield book


def table(text: str) -> list[list[str]]:
    """The rows of a CSV text."""
    return list(csv.reader(io.StringIO(text)))


def test_the_plain_table_has_a_column_a_question(gradebook: Any) -> None:
    """The sum is less the penalty; what a person has not read is empty and counted."""
    head, ada, ben = table(to_csv(scores(gradebook, "02-facts"), "02-facts", "csv"))
    assert head == [
        *("student", "assignment", "score", "max_score", "late_penalty", "not_read_yet"),
        *("q1-test", "q2-task"),
    ]
    assert ada == ["ada", "02-facts", "5.5", "10", "1", "0", "4.5", "2"]
    assert ben == ["ben", "02-facts", "0.33", "10", "0", "1", "0.33", ""]


def test_canvas_gets_its_own_columns_and_the_possible_points(gradebook: Any) -> None:
    """The second row holds the possible points, and each student has name, ids and section from the roster."""
    head, possible, ada, ben = table(to_csv(scores(gradebook, "02-facts"), "02-facts", "canvas", ROSTER))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "02-facts"]
    assert possible == ["    Points Possible", "", "", "", "", "10"]
    assert ada == ["Reader, A", "4001", "u1", "ada", "Monday", "5.5"]
    assert ben == ["Reader, B", "4002", "u2", "ben", "Tuesday", "0.33"]


def test_canvas_without_a_roster_takes_the_folder_for_the_login(gradebook: Any) -> None:
    """A class that names its folders by login needs no roster."""
    *_, ada, ben = table(to_csv(scores(gradebook, "02-facts"), "02-facts", "canvas"))
    assert ada == ["Reader, A", "", "", "ada", "", "5.5"]
    assert ben[0] == "ben"


@pytest.mark.parametrize(
    ("roster", "told"),
    [("name,points\nada,3\n", "not a gradebook"), (ROSTER.replace("ben", "bea"), "no login or id ben")],
)
def test_a_wrong_roster_is_told_plainly(gradebook: Any, roster: str, told: str) -> None:
    """No score goes to nobody."""
    with pytest.raises(OpedError, match=told):
        to_csv(scores(gradebook, "02-facts"), "02-facts", "canvas", roster)


def test_moodle_gets_user_name_score_and_feedback(gradebook: Any) -> None:
    """A comment that a spreadsheet would take for a formula is made harmless."""
    head, ada, ben = table(to_csv(scores(gradebook, "02-facts"), "02-facts", "moodle"))
    assert head == ["Username", "02-facts", "02-facts (feedback)"]
    assert ada == ["ada", "5.5", " =HYPERLINK(1)"]
    assert ben == ["ben", "0.33", ""]


def test_an_assignment_that_nobody_handed_in_is_told(gradebook: Any) -> None:
    """The message names the command to run first."""
    with pytest.raises(OpedError, match="run `oped grade 03-voices` first"):
        scores(gradebook, "03-voices")
