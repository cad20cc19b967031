"""Every row of the gradebook is the one that `nbgrader autograde` writes: for sixty made hand-ins of three exercises.

Right, wrong, partly right, blank and mistyped answers; own cells, some of which fail; cells run out of order. And of
every other exercise one that is partly right, with points by hand. No table and no column is left out; a random id is
compared by what it stands for. One thing would be apart: nbgrader takes the time of a hand-in from a file that the
student may write (`timestamp.txt`), `oped grade` from the collector alone. So no such file is handed in here.
"""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.gradebook_rows import gradebook_rows
from tests.grading import Graded
from tests.made_class import ASSIGNMENTS, STUDENTS
from tests.mixed_answers import MIXED_ANSWERS
from tests.recording import COURSE

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

DATABASE = Path("gradebook", "gradebook.db")


def students(graded: Graded) -> set[str]:
    """Who handed in."""
    return {path.name for path in (graded.course.root / "gradebook" / "submitted").iterdir()}


@pytest.mark.parametrize("half", [0, 1])
def test_every_row_is_nbgraders(graded: Graded, by_nbgrader: list[Graded], half: int, tmp_path: Path) -> None:
    """Both gradebooks, cut down to the same students, hold the same rows in every table."""
    theirs = by_nbgrader[half]
    copy = f"sqlite:///{shutil.copy(graded.course.root / DATABASE, tmp_path)}"
    with closing(Gradebook(copy, COURSE)) as gradebook:
        for student in students(graded) - students(theirs):
            gradebook.remove_student(student)
    rows, expected = gradebook_rows(copy), gradebook_rows(f"sqlite:///{theirs.course.root / DATABASE}")
    assert rows.keys() == expected.keys()
    for table, found in expected.items():
        assert rows[table] == found, table


def test_the_compared_hand_ins_are_many_and_of_every_kind(by_nbgrader: list[Graded]) -> None:
    """Sixty made ones, of each exercise right, blank and partly right ones, and a mixed one of every exercise."""
    points: dict[str, list[float]] = {name: [] for name in MIXED_ANSWERS}
    for graded in by_nbgrader:
        with closing(Gradebook(f"sqlite:///{graded.course.root / DATABASE}", COURSE)) as gradebook:
            for name, found in points.items():
                found += [row.score for row in gradebook.assignment_submissions(name)]
    for name, found in points.items():
        assert len(found) == 1 + (STUDENTS if name in ASSIGNMENTS else 0)
    for name in ASSIGNMENTS:
        assert min(points[name]) == 0
        assert max(points[name]) >= 6
        assert len(set(points[name])) > STUDENTS / 3
