"""The rules of style: a notebook that keeps them has no problem, and every breach is told with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oped.course.build import build
from oped.course.rules_code import code_cell, shows_something
from oped.course.style import style_problems
from tests.small_course import LESSON, SENTENCE, Cells, code, lesson_cells, solution_cells, text, write_course


def lesson_advice(folder: Path, cells: Cells) -> str:
    """All advice on a lesson of these cells."""
    course = write_course(folder / "course", lesson=cells)
    return "\n".join(map(str, style_problems(course, course.lessons()[0])))


def solution_advice(folder: Path, cells: Cells) -> str:
    """All advice on a solution of these cells."""
    course = write_course(folder / "course", solution=cells)
    return "\n".join(map(str, style_problems(course, course.solutions()[0])))


def test_the_small_course_has_no_problem(tmp_path: Path) -> None:
    """The rules can be kept, by a lesson, a solution and the exercise made from it."""
    course = write_course(tmp_path / "course")
    build(course)
    assert [problem for path in course.notebooks() for problem in style_problems(course, path)] == []


Change = Callable[[Cells], object]


def add(source: str) -> Change:
    """Put a text cell before the last one."""
    return lambda cells: cells.insert(-1, text(source))


def put(position: int, source: str) -> Change:
    """Change the source of a cell."""
    return lambda cells: cells[position].update(source=source)


def add_code(source: str, shown: str = "") -> Change:
    """Put a code cell before the last cell."""
    return lambda cells: cells.insert(-1, code(source, shown))


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        (add("# Again"), "cell 26 (again): keep exactly one H1, in the first cell; now there are 2"),
        (add("#### Deep"), "let the heading 'Deep' be no deeper than level 3"),
        (
            lambda cells: cells.extend(text(f"## More {n}") for n in range(3)),
            "join sections: 10 H2 headings, at most 8",
        ),
        (put(0, "# Small words\n\nA short word."), "start the title with the lesson's number: '# 1. ...'"),
        (put(1, "A table."), "add to the table at the top the rows: Reading, Doing, Needs, Text, New words"),
        (add(SENTENCE * 6), "cut the text from 96 words to below 90"),
        (add(f"<details>\n\n{SENTENCE * 6}\n\n</details>"), "cut the folded answer from 96 words to below 90"),
        (lambda cells: cells.__delitem__(slice(8, 18)), "bring the text from"),
        (add("> A quotation."), "open the blockquote with one of **Check yourself.**"),
        (put(4, "> **Check yourself.** Who speaks?"), "fold the answer to this question in <details>"),
        (add("See [here](https://a.example)."), "let the link's text say where it leads: 'here'"),
        (add("See [the law](http://a.example)."), "use https for http://a.example"),
        (add("See [the law](../law.pdf)."), "mend the link: there is no ../law.pdf beside this notebook"),
        (add("![](chart.png)"), "give the image chart.png an alternative text"),
        (add("![chart](https://a.example/c.png)"), "keep the image https://a.example/c.png as a file of the course"),
        (add('<a href="x">x</a>'), "write <a> as Markdown"),
        (put(2, "## By the end you can\n\n- find the verb"), "list 3 to 4 aims"),
        (put(2, LESSON[2].replace("count the", "number the")), "let the bullets of 'You can now' repeat"),
        (add_code("import os"), "move the import to the first code cell"),
        (put(3, "x = 1"), "let the first code cell hold the imports and nothing else"),
        (add_code("print(1)"), "run the notebook and save it: this cell shows something"),
        (add_code("x = 1\n" * 12 + "x = 2"), "cut the code from 13 lines to at most 12"),
    ],
)
def test_a_breach_in_a_lesson_is_told(tmp_path: Path, change: Change, advice: str) -> None:
    """Each rule for lessons finds its breach."""
    cells = lesson_cells()
    change(cells)
    assert advice in lesson_advice(tmp_path, cells)


def test_hard_words_are_told(tmp_path: Path) -> None:
    """A lesson above the tenth school grade is to be written more simply."""
    hard = "Considerations of institutional accountability necessitate administrative transparency notwithstanding. "
    cells = [cell | {"source": cell["source"].replace(SENTENCE * 5, hard * 8)} for cell in lesson_cells()]
    assert "write shorter sentences and words: the reading grade is" in lesson_advice(tmp_path, cells)


def test_errors_and_warnings_in_stored_outputs_are_told(tmp_path: Path) -> None:
    """An error is for a cell that is tagged to show one; the error stream is for none."""
    error = {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": []}
    stderr = {"output_type": "stream", "name": "stderr", "text": "warning"}
    failing = [code("x") | {"outputs": [error]}, code("y", tags=["raises-exception"]) | {"outputs": [error]}]
    advice = lesson_advice(tmp_path, [*lesson_cells(), *failing, code("z") | {"outputs": [stderr]}])
    assert advice.count("mend the code that ends in NameError") == 1
    assert "mend what writes to the error stream" in advice


def test_a_notebook_out_of_normal_form_is_told(tmp_path: Path) -> None:
    """An editor's traces are to be normalised away."""
    course = write_course(tmp_path / "course")
    (lesson,) = course.lessons()
    lesson.write_text(lesson.read_text(encoding="utf-8").replace('"python3"', '"my-kernel"'), encoding="utf-8")
    assert [str(problem) for problem in style_problems(course, lesson)] == [
        "lessons/01-small-words.ipynb: run 'oped course normalise'"
    ]


def nbgrader(position: int, **changes: object) -> Change:
    """Change what nbgrader knows of a cell."""
    return lambda cells: cells[position]["metadata"]["nbgrader"].update(changes)


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        (
            nbgrader(3, points=5),
            "give 6 points by code and 4 by a person, or 4 points by code and 6 by a person, not 5 and 4",
        ),
        (nbgrader(3, points=5.75), "give whole or half points, not 5.75"),
        (nbgrader(3, grade_id="Test_1"), "name the cell like q2-claim-level, not 'Test_1'"),
        (nbgrader(6, grade_id="q1-counts"), "give the cell a grade id of its own; q1-counts is taken"),
        (put(3, "1 + 1"), "open the test cell with a docstring that says what it checks"),
    ],
)
def test_a_breach_in_a_solution_is_told(tmp_path: Path, change: Change, advice: str) -> None:
    """Each rule for graded cells finds its breach."""
    cells = solution_cells()
    change(cells)
    assert advice in solution_advice(tmp_path, cells)


def test_a_header_without_its_parts_is_told(tmp_path: Path) -> None:
    """An exercise says minutes, points, how to hand in and the one rule at its top."""
    cells = solution_cells()
    cells[0]["source"] = "# Exercise: small words"
    course = write_course(tmp_path / "course", solution=cells)
    build(course)
    advice = [problem.advice for problem in style_problems(course, course.exercises()[0])]
    assert [line.split(" at the top")[0] for line in advice] == ["say"] * 4


def test_a_solution_copied_into_an_exercise_is_told(tmp_path: Path) -> None:
    """A student's copy has placeholders, no marker and no output."""
    course = write_course(tmp_path / "course")
    build(course)
    (exercise,), (solution,) = course.exercises(), course.solutions()
    exercise.write_bytes(solution.read_bytes())
    advice = "\n".join(map(str, style_problems(course, exercise)))
    assert "lacks the placeholder '# Your answer goes into the lines above.'" in advice
    assert "lacks the placeholder '*Write your answer here, in place of this line.*'" in advice
    assert "take out the marker of a hidden region" in advice
    assert "take out the stored output" in advice


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("open('a.csv')", "leave out open(); data comes through oped"),
        ("pd.read_csv('a.csv')", "leave out read_csv(); data comes through oped"),
        ("eval('1')", "leave out eval(); data comes through oped"),
        ("load('../data')", "leave out '../'; data comes through oped"),
        ("read('https://a.example')", "leave addresses out of the code"),
        ("%pip install x", "leave out % and ! commands; the course installs and runs everything"),
        ("!ls", "leave out % and ! commands; the course installs and runs everything"),
        ("a b", "mend the code, which Python can't read: invalid syntax"),
    ],
)
def test_banned_code_is_told(source: str, advice: str) -> None:
    """Code that would not work at every reader's is found by what it does, not by how it is written."""
    assert list(code_cell(source)) == [advice]


@pytest.mark.parametrize("source", ["opened = reopen(1)", "share = 7 % 2", "word = 'open(door)'"])
def test_harmless_code_is_let_be(source: str) -> None:
    """Names and texts that only look like banned code pass."""
    assert list(code_cell(source)) == []


@pytest.mark.parametrize("source", ["x = 1", "plot(x);", '"""A docstring."""', "", "a b"])
def test_a_cell_that_shows_nothing_needs_no_output(source: str) -> None:
    """Only a value at the end or a print asks for a stored output."""
    assert not shows_something(source)
