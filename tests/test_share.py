"""Hand-ins shared out among threads: each graded once, few on their way, an error told, nothing left running."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from oped.errors import OpedError
from oped.grading import share
from oped.grading.take_in import HandIn

PACKAGE: Any = SimpleNamespace()
WORKERS = 3


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The threads that ended what they kept warm; grading fails for the student "bad"."""

    def grade_one(package: Any, hand_in: HandIn) -> Any:
        if hand_in.student == "bad":
            raise OpedError("The solution fails.")
        return SimpleNamespace(student=hand_in.student)

    ended: list[str] = []
    monkeypatch.setattr(share, "grade_one", grade_one)
    monkeypatch.setattr(share, "close_warm", lambda: ended.append(threading.current_thread().name))
    return ended


def test_every_hand_in_is_graded_once(closed: list[str]) -> None:
    """The results come with their hand-ins, and each thread ends what it kept warm."""
    students = [f"s{number}" for number in range(40)]
    done = list(share.graded_here(PACKAGE, (HandIn(student, {}) for student in students), WORKERS))
    assert sorted(hand_in.student for hand_in, _ in done) == sorted(students)
    assert all(hand_in.student == graded.student for hand_in, graded in done)
    assert len(set(closed)) == WORKERS


def test_few_hand_ins_are_read_ahead(closed: list[str]) -> None:
    """Memory does not grow with the class: a hand-in is read when an earlier one is done."""
    read: list[str] = []

    def hand_ins() -> Iterator[HandIn]:
        for number in range(100):
            read.append(str(number))
            yield HandIn(str(number), {})

    for done, _ in enumerate(share.graded_here(PACKAGE, hand_ins(), WORKERS)):
        assert len(read) <= done + 1 + 3 * WORKERS


@pytest.mark.parametrize("place", [0, 30])
def test_an_error_is_raised_and_nothing_goes_on(closed: list[str], place: int) -> None:
    """Where nothing can be graded, the reason reaches the caller, and all threads end."""
    students = [f"s{number}" for number in range(60)]
    students[place] = "bad"
    with pytest.raises(OpedError, match="The solution fails"):
        list(share.graded_here(PACKAGE, (HandIn(student, {}) for student in students), WORKERS))
    assert len(set(closed)) == WORKERS


def test_whoever_stops_listening_stops_the_work(closed: list[str]) -> None:
    """Closed in mid-class, as by Ctrl and C, all threads end."""
    graded = share.graded_here(PACKAGE, (HandIn(str(number), {}) for number in range(1000)), WORKERS)
    next(graded)
    graded.close()
    assert len(set(closed)) == WORKERS
