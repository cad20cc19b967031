"""The hostile corpus: each hand-in gets what it deserves, and nobody else notices it.

`OPED_WRITE_DOCS=1 python -m pytest tests/test_hostile.py` writes the table in `docs/hostile.md` anew.
"""

import os
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from markupsafe import escape

from oped.grading.sandbox.bwrap import SandboxError, start_within_bwrap
from tests.hand_ins import NUMBERS
from tests.hostile_cases import Case, cases
from tests.hostile_class import CANARY, HONEST, LEFT_BEHIND, LIMITS, Class, graded_class
from tests.hostile_results import deserved
from tests.mixed_answers import MIXED_ANSWERS
from tests.small_course import REPOSITORY

CASES = cases()
SCRIPTS = [case for case in CASES if case.group == "script" and not case.rejected]
PAGE = REPOSITORY / "docs" / "hostile.md"

FULL = {"q1-numbers-test": 2.0, "q2-shares-test": 2.0, "q3-labels-test": 2.0}
MOST_SECONDS_TO_TAKE_IN = 3.0
LARGEST_PAGE = 500_000
PLAIN = re.compile(r"\S[^\n]{10,300}[.]")
NOT_PLAIN = re.compile(r"Traceback|Error\b|Exception|0x[0-9a-f]{4}|/(tmp|home|root|proc)/|None\b")
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href", "srcdoc")
LIVE_ADDRESS = re.compile(r"\s*(javascript|https?|data:text|//|<)", re.IGNORECASE)
LIVE_STYLE = re.compile(r"url\(|@import|position:\s*fixed", re.IGNORECASE)
LIVE_TAGS = ("script", "iframe", "object", "embed", "form", "base", "link", "template", "noscript", "foreignobject")
HEAD = """# Hostile hand-ins

What the grader does with hand-ins that are broken, greedy or made to cheat. Every case is a small program in
`tests/hostile/`, which says what it deserves before it is run. `tests/test_hostile.py` hands in all {number} cases
beside three honest students, grades the class in one run of `oped grade`, and makes this table. It also asserts that
the honest students' points are untouched; that nothing of the keys, of the grader's home folder and environment or of
another hand-in comes out; that no process is left and no server was reached; that no file of the course has changed;
that nothing of a hand-in is live on the feedback page and in formgrader; and that what people are told is one plain
sentence.

Points are those by code, of 6. In brackets stand the notes that a person gets; where the machine decides how it
ends, "or" stands between them. Limits in this run: {cpu_cell:g} second of computing a cell, {cpu_total:g} in all,
{memory} MB of memory and {disk} MB of disk.
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """The class, graded once."""
    root = tmp_path_factory.mktemp("hostile")
    try:
        start_within_bwrap(root)
    except SandboxError as reason:
        pytest.skip(str(reason))
    with graded_class(root) as found:
        yield found


def test_there_are_enough_cases_of_every_kind() -> None:
    """Eight groups and a hundred cases at least."""
    assert len(CASES) >= 100
    assert len({case.group for case in CASES}) == 8


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.student)
def test_a_hand_in_gets_what_it_deserves(graded: Class, case: Case) -> None:
    """Points by code or rejection, the notes, and what its cells must show; no cell reaches what it is after."""
    result = graded.results[case.student]
    assert (result.outcome == "rejected", result.report["code"]) == (bool(case.rejected), case.rejected)
    if case.score is not None:
        assert result.points == pytest.approx(case.score, abs=0.005), result.messages
        assert result.points == pytest.approx(result.report["points"])
    assert result.codes in case.codes
    assert case.shows in result.outputs()
    assert "REACHED" not in result.printed()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.student)
def test_what_is_said_of_a_hand_in_is_one_plain_sentence(graded: Class, case: Case) -> None:
    """Each note and each rejection; the feedback page says why a hand-in was rejected, or what was mended."""
    result = graded.results[case.student]
    for message in result.messages:
        assert PLAIN.fullmatch(message)
        assert not NOT_PLAIN.search(message)
    told = [result.report["rejected"]] if case.rejected else result.messages
    assert all(str(escape(message)) in result.page for message in told)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.student)
def test_nothing_leaks_into_what_a_student_gets(graded: Class, case: Case) -> None:
    """No canary from the keys, the settings, the home folder, the environment or another hand-in."""
    assert not CANARY.findall(graded.results[case.student].without_tests())


def test_the_canaries_are_there(graded: Class) -> None:
    """The test above could fail: who wrote a canary has it, and the graded notebook holds that of the keys."""
    right = graded.results["honest-right"]
    assert set(CANARY.findall(right.without_tests())) == {"canary-neighbour"}
    assert right.notebook is not None
    assert "canary-keys" in "\n".join(cell.source for cell in right.notebook.cells)


def test_honest_students_notice_nothing(graded: Class) -> None:
    """Their rows in the gradebook are those that their answers deserve, without a note."""
    for student, points in zip(HONEST, ({}, MIXED_ANSWERS[NUMBERS].points, FULL), strict=True):
        result = graded.results[student]
        by_code = {name: points.get(name, 0.0) for name in FULL}
        assert result.scores == {**by_code, "q4-task": None, "q5-task": None}
        assert (result.outcome, result.codes) == ("graded", frozenset())


def test_the_course_is_as_it_was(graded: Class) -> None:
    """No file of the course, of the honest hand-ins or of the home folder came, went or changed."""
    assert graded.after == graded.before
    assert sorted(path.name for path in graded.home.iterdir() if not path.name.startswith(".")) == ["notes.txt"]
    assert not [path for path in graded.course.root.rglob(f"{LEFT_BEHIND}*") if "submitted" not in path.parts]
    assert not [*(REPOSITORY / "oped").rglob(f"{LEFT_BEHIND}*")]


def test_no_process_is_left(graded: Class) -> None:
    """Whatever was started below this process has ended, orphans among it."""
    assert graded.left == []


def test_no_server_was_reached(graded: Class) -> None:
    """Neither over the network nor by a local socket."""
    assert graded.witnesses.reached == []


def test_no_hand_in_takes_long(graded: Class) -> None:
    """None computes for much more than it may or takes long to be taken in; the class is done in bounded time."""
    assert max(result.report["cpu"] for result in graded.results.values()) <= LIMITS.cpu_total + LIMITS.cpu_cell
    assert max(graded.taking_in.values()) <= MOST_SECONDS_TO_TAKE_IN
    assert graded.seconds <= 5 * len(CASES)


def test_no_feedback_page_is_large(graded: Class) -> None:
    """Whatever was put out."""
    assert max(len(result.page) for result in graded.results.values()) <= LARGEST_PAGE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.student)
def test_nothing_on_the_feedback_page_is_live(graded: Class, case: Case) -> None:
    """No script, no handler, no form, no request to another machine."""
    assert live(graded.results[case.student].page) == []


@pytest.mark.parametrize("case", SCRIPTS, ids=lambda case: case.student)
def test_nothing_of_a_student_is_live_in_formgrader(graded: Class, case: Case) -> None:
    """What a grader opens in a browser runs nothing that a student wrote and asks no other machine for it."""
    found = live(graded.formgrader.page(case.student))
    assert [piece for piece in found if "hostile" in piece] == []


def test_the_page_in_the_docs_is_this_table(graded: Class) -> None:
    """What was deserved and what was got, case by case."""
    page = _page(graded)
    if os.environ.get("OPED_WRITE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def live(html: str) -> list[str]:
    """What of a page could run, ask another machine, or take over the page."""
    return [str(tag)[:300] for tag in BeautifulSoup(html, "html.parser").find_all(_is_live)]


def _is_live(tag: Tag) -> bool:
    attributes = {
        name.lower(): " ".join(value) if isinstance(value, list) else value for name, value in tag.attrs.items()
    }
    style = attributes.get("style", "") + (tag.string or "" if tag.name == "style" else "")
    return (
        tag.name.lower() in LIVE_TAGS
        or any(name.startswith("on") for name in attributes)
        or any(
            LIVE_ADDRESS.match(value) and not _is_link(tag, value)
            for name, value in attributes.items()
            if name in ADDRESSES
        )
        or LIVE_STYLE.search(style) is not None
        or attributes.get("http-equiv", "").lower() == "refresh"
    )


def _is_link(tag: Tag, value: str) -> bool:
    """Whether it is a link to a web page, which nothing follows but a person and which tells nothing of who does."""
    return tag.name == "a" and value.startswith("https://") and "noreferrer" in tag.get_attribute_list("rel")


def _page(graded: Class) -> str:
    rows = [(case.group, case.name, case.fields["tries"], _deserves(case), _got(graded, case)) for case in CASES]
    limits = {"memory": LIMITS.memory // 10**6, "disk": LIMITS.disk // 10**6}
    head = HEAD.format(number=len(CASES), cpu_cell=LIMITS.cpu_cell, cpu_total=LIMITS.cpu_total, **limits)
    table = [("group", "case", "what it tries", "deserved", "got"), ("---",) * 5, *rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table]
    return f"{head}\n" + "\n".join(lines) + "\n"


def _deserves(case: Case) -> str:
    return " or ".join(deserved(case.fields["score"], codes) for codes in case.codes)


def _got(graded: Class, case: Case) -> str:
    """What it got; where the machine decides which notes there are, only whether they are among the right ones."""
    result = graded.results[case.student]
    if len(case.codes) == 1 or result.codes not in case.codes:
        return result.told()
    return f"{result.points:g} (one of these)"
