"""The lessons on the other case are the same lessons: the case is a parameter, and what is taught does not change."""

import ast
import re
from pathlib import Path

import pytest
from nbformat import NotebookNode

from oped.course.layout import Course
from oped.course.notebooks import read_notebook
from oped.course.prose import read_prose
from tests.small_course import REPOSITORY

COURSE = Course(REPOSITORY)
TWINS = [(path, COURSE.root / "lessons" / path.name) for path in COURSE.alternatives()]
OWN_CODE = "own-code"
MOST_OWN = 3
LOADED = re.compile(r'load_case\("([^"]+)"\)')
IDS = [path.stem for path, _ in TWINS]


class Blanked(ast.NodeTransformer):
    """Takes out what may differ between cases: names of sentences, tables and columns, numbers, texts."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """Make every literal the same."""
        return ast.Constant(None)

    def visit_List(self, node: ast.List) -> ast.AST:
        """Make lists of literals the same, however long."""
        return (
            ast.List([], node.ctx)
            if all(isinstance(item, ast.Constant) for item in node.elts)
            else self.generic_visit(node)
        )

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        """Make dicts of literals the same, however long."""
        values = all(isinstance(item, ast.Constant) for item in node.values)
        return ast.Dict([], []) if values else self.generic_visit(node)


def shape(cell: NotebookNode) -> str:
    """The code of a cell without its literals."""
    return ast.dump(Blanked().visit(ast.parse(cell.source)))


def code(path: Path) -> dict[str, NotebookNode]:
    """The code cells by id."""
    return {cell.id: cell for cell in read_notebook(path).cells if cell.cell_type == "code"}


def blocks(path: Path, level: int) -> list[str]:
    """The headings of a level."""
    prose = [read_prose(cell.source) for cell in read_notebook(path).cells if cell.cell_type == "markdown"]
    return [block.text for text in prose for block in text.blocks if block.level == level]


def items_of(path: Path, cell_id: str) -> list[str]:
    """The list items of a cell."""
    cell = next(cell for cell in read_notebook(path).cells if cell.id == cell_id)
    return [block.text for block in read_prose(cell.source).blocks if block.kind == "item"]


def test_lessons_two_to_eight_have_an_alternative() -> None:
    """Whoever does not want to read on the war loses no lesson."""
    assert [path.name[:2] for path, _ in TWINS] == ["02", "03", "04", "05", "06", "07", "08"]
    assert [lesson for _, lesson in TWINS if not lesson.is_file()] == []


@pytest.mark.parametrize(("twin", "lesson"), TWINS, ids=IDS)
def test_title_and_aims_are_the_same(twin: Path, lesson: Path) -> None:
    """An alternative weighs as much: it promises the same."""
    assert blocks(twin, 1) == blocks(lesson, 1)
    assert items_of(twin, "aims") == items_of(lesson, "aims")


@pytest.mark.parametrize(("twin", "lesson"), TWINS, ids=IDS)
def test_the_code_differs_in_names_and_numbers_only(twin: Path, lesson: Path) -> None:
    """The same cells in the same order; but for a few marked ones, only literals differ."""
    mine, theirs = code(twin), code(lesson)
    assert list(mine) == list(theirs)
    own = [name for name, cell in mine.items() if OWN_CODE in cell.metadata.get("tags", ())]
    assert len(own) <= MOST_OWN
    assert [name for name in mine if name not in own and shape(mine[name]) != shape(theirs[name])] == []


@pytest.mark.parametrize(("twin", "lesson"), TWINS, ids=IDS)
def test_the_alternative_is_on_another_case(twin: Path, lesson: Path) -> None:
    """Each loads one case, and not the same."""
    mine, theirs = (LOADED.findall("".join(cell.source for cell in code(path).values())) for path in (twin, lesson))
    assert (len(set(mine)), len(set(theirs))) == (1, 1)
    assert mine != theirs
