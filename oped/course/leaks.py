"""What a student must not see, and whether a file that students get holds any of it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from nbformat import NotebookNode

from oped.course.layout import Course, Problem
from oped.course.notebooks import parse_notebook, read_notebook
from oped.course.rules_graded import HIDDEN, role

SHORTEST_IN_EXERCISE = 12
SHORTEST_IN_BUNDLE = 40
_KEY_FILES = re.compile(
    r"(^|/)(solutions|gradebook|tests|oped/(course|grading))/|(^|/)datasets/practice/[^/]+\.csv$|\.answers\.json$"
)


def secrets(solution: Iterable[NotebookNode], shortest: int) -> set[str]:
    """The lines of a solution's cells that students must not see, and that stand nowhere in its visible parts.

    Args:
        solution: the cells of a solution.
        shortest: lines with fewer characters are too common to tell a leak by.
    """
    hidden: set[str] = set()
    visible: set[str] = set()
    for cell in solution:
        inside, whole = False, role(cell) in ("answer", "written") and not HIDDEN.search(cell.source)
        for line in cell.source.split("\n"):
            marker = HIDDEN.search(line)
            if marker:
                inside = marker[1] == "BEGIN"
            else:
                (hidden if inside or whole else visible).add(line.strip())
    return {line for line in hidden - visible if len(line) >= shortest and not re.match(r"(import|from) ", line)}


def leak_problems(course: Course) -> Iterator[Problem]:
    """Lines of a solution that its exercise shows."""
    for path in course.exercises():
        source = course.root / "solutions" / path.parent.name / path.name
        if source.is_file():
            kept = secrets(read_notebook(source).cells, SHORTEST_IN_EXERCISE)
            cells = read_notebook(path).cells
            for position, cell in enumerate(cells, start=1):
                for line in _found(cell.source, kept):
                    advice = f"this line is for the instructor's eyes only, rebuild the exercise: {line}"
                    yield Problem(course.show(path), advice, position, cell.id)


def bundle_problems(course: Course, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files and lines that the student bundle must not hold; `files` is path inside the bundle -> content."""
    kept: set[str] = set()
    for path in course.solutions():
        kept |= secrets(read_notebook(path).cells, SHORTEST_IN_BUNDLE)
    for name, content in files.items():
        if _KEY_FILES.search(name):
            yield Problem(name, "keep this file out of the student bundle")
        text = readable_text(name, content)
        for line in [*_found(text, kept), *(match[0] for match in HIDDEN.finditer(text))]:
            yield Problem(name, f"this line must not be in the student bundle: {line}")


def readable_text(name: str, content: bytes) -> str:
    """What a person would read in a file: a notebook's cells, any other file's text, nothing of a picture."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    if not name.endswith(".ipynb"):
        return text
    cells = parse_notebook(text).cells
    shown = [str(output) for cell in cells for output in cell.get("outputs", [])]
    return "\n".join([*(cell.source for cell in cells), *shown])


def _found(text: str, lines: Iterable[str]) -> list[str]:
    return sorted(line for line in lines if line in text)
