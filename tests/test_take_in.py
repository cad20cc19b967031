"""A hand-in is rebuilt from the release and the student's answers; what was mended is noted."""

import json
import pickle
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from oped.grading.take_in import Caps, HandIn, Note, Rejected, take_in
from tests.hand_ins import (
    NAMES,
    NUMBERS,
    Cell,
    Notebook,
    answers,
    assignment,
    at,
    cell_of,
    changed,
    code,
    codes,
    copy_of,
    graded_ids,
    markdown,
    released_ids,
    right,
    sources,
    suspicious,
    taken,
)

FILE = "number-in-context.ipynb"


def hand_in(**files: Any) -> HandIn:
    """A hand-in of some files; `__` in a name stands for a dot."""
    contents = {name: value if isinstance(value, bytes | str) else json.dumps(value) for name, value in files.items()}
    return HandIn(
        "ada",
        {
            name.replace("__", "."): value if isinstance(value, bytes) else value.encode()
            for name, value in contents.items()
        },
    )


def refused(given: HandIn | Notebook | bytes) -> Rejected:
    """The rejection of a hand-in."""
    with pytest.raises(Rejected) as caught:
        take_in(assignment(NUMBERS), given) if isinstance(given, HandIn) else taken(given)
    return caught.value


def strip(cells: list[Cell], ids: bool = True) -> None:
    """Take off what nbgrader keeps, and the cells' ids."""
    for cell in cells:
        cell["metadata"] = {}
        if ids:
            cell.pop("id", None)


@pytest.mark.parametrize("name", NAMES)
def test_a_hand_in_as_it_should_be_comes_through_as_it_is_without_a_note(name: str) -> None:
    """Every exercise, answered: the same cells with the same sources, ids, types and labels."""
    notebook = right(name)
    result = taken(notebook, name)
    assert [
        {key: cell[key] for key in ("cell_type", "id", "metadata", "source")} for cell in result.notebook.cells
    ] == [{key: cell[key] for key in ("cell_type", "id", "metadata", "source")} for cell in notebook["cells"]]
    assert result.notes == ()
    nbformat.validate(result.notebook)


@pytest.mark.parametrize("name", NAMES)
def test_a_hand_in_without_any_label_or_id_is_aligned_by_content(name: str) -> None:
    """Some programs drop all that they don't know; every answer is found again, with one note."""
    result = taken(changed(strip, name), name)
    assert graded_ids(result) == released_ids(name)
    assert {key: sources(result)[key] for key in answers(name)} == answers(name)
    assert codes(result) == ["labels-mended"]


@pytest.mark.parametrize("other", [name for name in NAMES if name != NUMBERS])
def test_another_exercise_is_turned_away(other: str) -> None:
    """Names of cells are much alike across exercises; what is in them is not."""
    assert refused(right(other)).code == "another-notebook"


def test_own_cells_stay_where_they_stood_and_keep_only_their_source() -> None:
    """They are ungraded, without labels, outputs and attachments; a changed free cell is the student's, too."""

    def add(cells: list[Cell]) -> None:
        cell_of(cells, "q1-work")["source"] = "incidents = 1"
        note = markdown("my ![note](attachment:a.png)") | {"attachments": {"a.png": {"image/png": "AAAA"}}}
        place = at(cells, "q1-numbers")
        cells[place:place] = [code("a = 1"), note]
        cells.append({"cell_type": "raw", "id": "r", "metadata": {}, "source": "end"})

    result = taken(changed(add))
    place = at(result.notebook.cells, "q1-numbers")
    mine = [*result.notebook.cells[place - 2 : place], result.notebook.cells[-1]]
    assert [(cell.cell_type, cell.source, cell.metadata) for cell in mine] == [
        ("code", "a = 1", {}),
        ("markdown", "my [picture left out]", {}),
        ("raw", "end", {}),
    ]
    assert mine[0].outputs == []
    assert "attachments" not in mine[1]
    assert sources(result)["q1-work"] == "incidents = 1"
    assert codes(result) == ["pictures-left-out"]


def test_own_code_above_the_last_locked_first_cell_is_moved_below_them() -> None:
    """The locked first cells have run before a hand-in is looked at."""
    result = taken(changed(lambda cells: cells.insert(1, code("import math"))))
    assert at(result.notebook.cells, "own-1") == at(result.notebook.cells, "q1-work") - 1
    assert codes(result) == ["own-cells-moved"]


def test_deleted_cells_are_restored() -> None:
    """A deleted question, test and answer come back; the answer counts as not given, the others as they were."""

    def delete(cells: list[Cell]) -> None:
        cells[:] = [c for c in cells if c["id"] not in ("q1-question", "q1-numbers-test", "q2-shares", "q1-work")]

    result = taken(changed(delete))
    assert graded_ids(result) == released_ids()
    assert '"bank_weight": None' in sources(result)["q2-shares"]
    assert "q1-work" not in sources(result)
    assert codes(result) == ["missing-restored", "answer-missing"]
    assert "q1-question, q1-numbers-test" in result.notes[0].message


def test_an_answer_that_lost_its_cell_is_found_by_the_variable_that_it_sets() -> None:
    """Written anew in a cell of the student's own, it goes to its place."""

    def anew(cells: list[Cell]) -> None:
        del cells[at(cells, "q2-shares")]
        cells.append(code("q2_shares = {'bank_weight': 24.1}"))

    result = taken(changed(anew))
    assert sources(result)["q2-shares"] == "q2_shares = {'bank_weight': 24.1}"
    assert codes(result) == ["labels-mended", "order-restored"]


@pytest.mark.parametrize("blank_first", [True, False])
def test_of_copies_of_an_answer_the_answered_one_counts(blank_first: bool) -> None:
    """Whichever comes first, the copy with the placeholder is dropped."""

    def copy(cells: list[Cell]) -> None:
        place = at(cells, "q1-numbers")
        blank = copy_of(cells[place], source='q1_numbers = {\n    "both_2024": None,\n}', id="copy")
        cells.insert(place if blank_first else len(cells), blank)

    result = taken(changed(copy))
    assert sources(result)["q1-numbers"] == answers(NUMBERS)["q1-numbers"]
    assert codes(result) == ["copy-dropped"]
    assert "None" not in "".join(cell.source for cell in result.notebook.cells if cell.id.startswith("own"))


def test_of_two_different_answers_the_first_counts_and_a_person_is_told() -> None:
    """The second is kept to be read, and doesn't run."""

    def twice(cells: list[Cell]) -> None:
        cells.append(copy_of(cell_of(cells, "q3-labels"), source="q3_labels = {'for p03s3': 'HOLDS'}", id="copy"))

    result = taken(changed(twice))
    assert sources(result)["q3-labels"] == answers(NUMBERS)["q3-labels"]
    aside = result.notebook.cells[at(result.notebook.cells, "q3-labels") + 1]
    assert (aside.cell_type, aside.source) == ("raw", "q3_labels = {'for p03s3': 'HOLDS'}")
    assert suspicious(result) == codes(result) == ["two-answers"]


def test_copies_of_locked_cells_are_dropped_unless_the_student_made_them_their_own() -> None:
    """An unchanged copy says nothing; a changed one is the student's cell, and the original stays as released."""

    def copies(cells: list[Cell]) -> None:
        form, question = cell_of(cells, "q1-form"), cell_of(cells, "q2-question")
        cells.append(copy_of(form, id="c1"))
        cells.append(copy_of(question, id="c2", source="My thoughts."))

    result = taken(changed(copies))
    assert graded_ids(result) == released_ids()
    assert [cell.source for cell in result.notebook.cells if cell.id.startswith("own")] == ["My thoughts."]
    assert codes(result) == ["copy-dropped"]


@pytest.mark.parametrize("unlabelled", [None, 0, 1])
def test_an_answer_that_was_split_is_joined(unlabelled: int | None) -> None:
    """JupyterLab copies the label to both parts; other programs leave the first or the second without one."""

    def split(cells: list[Cell]) -> None:
        place = at(cells, "q1-numbers")
        lines = cells[place]["source"].split("\n")
        parts = [copy_of(cells[place], source="\n".join(some), id="") for some in (lines[:9], lines[9:])]
        if unlabelled is not None:
            parts[unlabelled]["metadata"] = {}
        cells[place : place + 1] = parts

    result = taken(changed(split))
    assert sources(result) == sources(taken(right()))
    assert codes(result) == ["split-joined"]


def test_an_own_cell_below_an_answer_that_is_whole_stays_an_own_cell() -> None:
    """Only code that can't be read without its second part is joined with what follows."""
    result = taken(changed(lambda cells: cells.insert(at(cells, "q1-numbers") + 1, code("q1_numbers"))))
    assert sources(result)["own-1"] == "q1_numbers"
    assert result.notes == ()


def test_cells_merged_with_a_locked_one_come_apart() -> None:
    """What was added to a locked cell is the student's; an answer in it goes to its place."""

    def merge(cells: list[Cell]) -> None:
        above, answer = cell_of(cells, "q3-records"), cell_of(cells, "q3-labels")
        above["source"] += f"\n\n{answer['source']}"
        cells.remove(answer)

    result = taken(changed(merge))
    assert sources(result)["q3-labels"] == answers(NUMBERS)["q3-labels"]
    assert sources(result)["q3-records"] == 'practice_table("fishing_records")'
    assert set(codes(result)) == {"merged-parted", "locked-restored", "labels-mended"}


@pytest.mark.parametrize("over", [True, False])
def test_an_answer_written_into_a_task_is_kept_to_be_read(over: bool) -> None:
    """Below the question or over it: the question comes back, and what the student wrote stands under it."""

    def write(cells: list[Cell]) -> None:
        task = cell_of(cells, "q4-task")
        task["source"] = "Four and two." if over else f"{task['source']}\n\nFour and two."

    result = taken(changed(write))
    task, mine = result.notebook.cells[at(result.notebook.cells, "q4-task") :][:2]
    assert task == cell_of(taken(right()).notebook.cells, "q4-task")
    assert (mine.cell_type, mine.source, mine.metadata) == ("markdown", "Four and two.", {})
    assert codes(result) == ["merged-parted", "locked-restored"]


@pytest.mark.parametrize("kept", ["q1-numbers", "q2-shares"])
def test_two_answers_in_one_cell_stay_there_and_run_where_the_first_is_asked_for(kept: str) -> None:
    """The other one's cell isn't filled with the placeholder, which would take the answer back."""

    def together(cells: list[Cell]) -> None:
        source = "q1_numbers = {'both_2024': 50}\nq2_shares = {'bank_weight': 24.1}"
        cell_of(cells, kept)["source"] = source
        cells.remove(cell_of(cells, "q2-shares" if kept == "q1-numbers" else "q1-numbers"))

    result = taken(changed(together))
    assert sources(result)["q1-numbers"].endswith("q2_shares = {'bank_weight': 24.1}")
    again = "# This is answered together with q1-numbers." if kept == "q1-numbers" else sources(result)["q1-numbers"]
    assert sources(result)["q2-shares"] == again
    assert codes(result) == ["answers-together"]


def test_cells_out_of_order_are_put_back() -> None:
    """A reversed notebook comes out in the order of the release, free cells too."""
    result = taken(changed(lambda cells: cells.reverse()))
    assert list(sources(result)) == [cell["id"] for cell in right()["cells"]]
    assert codes(result) == ["order-restored"]


def test_answers_under_each_others_labels_are_told_by_what_they_set() -> None:
    """Exchanged grade ids exchange nothing else."""

    def exchange(cells: list[Cell]) -> None:
        one, other = cell_of(cells, "q1-numbers"), cell_of(cells, "q3-labels")
        one["metadata"], other["metadata"] = other["metadata"], one["metadata"]

    result = taken(changed(exchange))
    assert {key: sources(result)[key] for key in answers(NUMBERS)} == answers(NUMBERS)
    assert "labels-mended" in codes(result)


@pytest.mark.parametrize("grade_id", ["q9-unheard-of", "q1-numbers-test", "", 7, None])
def test_an_answer_with_another_grade_id_is_found_by_what_it_sets(grade_id: Any) -> None:
    """Even where it carries the label of a test."""

    def rename(cells: list[Cell]) -> None:
        cell = cell_of(cells, "q1-numbers")
        cell["metadata"]["nbgrader"]["grade_id"] = grade_id
        cell["id"] = "x"

    result = taken(changed(rename))
    assert sources(result)["q1-numbers"] == answers(NUMBERS)["q1-numbers"]
    assert graded_ids(result) == released_ids()
    assert codes(result) == ["labels-mended"]


def test_an_answer_that_sets_nothing_yet_keeps_its_place() -> None:
    """A grade id counts as long as nothing speaks against it."""
    result = taken(changed(lambda cells: cell_of(cells, "q1-numbers").update(source="# I don't know")))
    assert sources(result)["q1-numbers"] == "# I don't know"
    assert result.notes == ()


CHANGES: list[tuple[str, Callable[[Cell], object], str, bool]] = [
    ("q1-numbers-test", lambda cell: cell.update(source="2.0"), "test-restored", True),
    ("q1-numbers-test", lambda cell: cell.update(source=cell["source"] + " "), "", False),
    ("q1-numbers-test", lambda cell: cell.update(source=cell["source"].replace(" ", "  ")), "locked-restored", False),
    ("header", lambda cell: cell.update(source=cell["source"].replace("# E", "#E")), "locked-restored", False),
    ("header", lambda cell: cell.update(source=cell["source"].replace("\n", "\r\n") + "\n"), "", False),
    ("setup", lambda cell: cell.update(source="pro = None"), "locked-restored", False),
    ("q1-numbers-test", lambda cell: cell["metadata"]["nbgrader"].update(points=200), "points-changed", True),
    ("q4-task", lambda cell: cell["metadata"]["nbgrader"].update(points="2"), "points-changed", True),
    ("q4-task", lambda cell: cell["metadata"]["nbgrader"].update(points=2.0), "", False),
    ("q1-numbers-test", lambda cell: cell["metadata"]["nbgrader"].update(locked=False), "labels-changed", False),
    ("q1-numbers", lambda cell: cell["metadata"]["nbgrader"].update(grade=True, points=9), "labels-changed", False),
    ("q1-numbers", lambda cell: cell["metadata"]["nbgrader"].update(checksum="0"), "", False),
    ("header", lambda cell: cell["metadata"]["nbgrader"].update(schema_version=1), "foreign-schema", False),
    ("header", lambda cell: cell["metadata"]["nbgrader"].update(schema_version=[4]), "foreign-schema", False),
    ("q1-numbers", lambda cell: cell.update(cell_type="markdown"), "retyped", False),
    ("q4-task", lambda cell: cell.update(cell_type="code"), "retyped", False),
    ("q1-numbers", lambda cell: cell["metadata"].update(collapsed=True, editable=False), "", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "note", "is_suspicious"), CHANGES)
def test_what_was_changed_in_a_cell_is_put_back(
    name: str, change: Callable[[Cell], object], note: str, is_suspicious: bool
) -> None:
    """Altered text, points, flags and types; only altered tests and points are suspicious."""
    result = taken(changed(lambda cells: change(cell_of(cells, name))))
    assert result.notebook == taken(right()).notebook
    assert codes(result) == [note] * bool(note)
    assert suspicious(result) == [note] * is_suspicious


def test_a_notebook_with_the_labels_of_an_older_nbgrader_is_read() -> None:
    """Its first versions knew fewer of them."""

    def old(cells: list[Cell]) -> None:
        for cell in cells:
            if labels := cell["metadata"].get("nbgrader"):
                del labels["task"]
                labels["schema_version"] = 1

    result = taken(changed(old))
    assert result.notebook == taken(right()).notebook
    assert codes(result) == ["foreign-schema"]


def test_too_long_an_answer_costs_that_answer() -> None:
    """The others are graded."""
    result = taken(changed(lambda cells: cell_of(cells, "q1-numbers").update(source="q1_numbers = " + "1" * 300_000)))
    assert sources(result)["q1-numbers"] == "# The answer was longer than 200,000 characters and was left out."
    assert sources(result)["q2-shares"] == answers(NUMBERS)["q2-shares"]
    assert codes(result) == ["answer-too-long"]


def test_own_cells_are_kept_up_to_a_number_and_a_length() -> None:
    """The graded ones come through all the same."""
    result = taken(changed(lambda cells: cells.extend([code("a" * 300_000), *map(code, "b" * 500)])))
    assert len(result.notebook.cells) == len(right()["cells"]) + 199
    assert codes(result) == ["own-cells-dropped"]


def test_a_renamed_notebook_is_taken_and_noted() -> None:
    """It is known by what is in it."""
    result = take_in(assignment(NUMBERS), hand_in(my_homework__txt=right()))
    assert sources(result)["q1-numbers"] == answers(NUMBERS)["q1-numbers"]
    assert codes(result) == ["renamed"]


def test_of_several_notebooks_the_one_with_answers_counts_then_the_one_with_the_right_name() -> None:
    """A copy that was answered beats the untouched release; other notebooks and broken ones are passed over."""
    blank, draft = json.loads(assignment(NUMBERS).release), right()
    cell_of(draft["cells"], "q1-numbers")["source"] = "q1_numbers = {}"
    files = {FILE: blank, "copy.ipynb": right(), "lesson.ipynb": right(NAMES[0]), "broken.ipynb": b"{"}
    result = take_in(assignment(NUMBERS), hand_in(**files))
    assert sources(result)["q1-numbers"] == answers(NUMBERS)["q1-numbers"]
    assert codes(result) == ["renamed", "several-notebooks"]
    result = take_in(assignment(NUMBERS), hand_in(**files | {FILE: draft}))
    assert sources(result)["q1-numbers"] == "q1_numbers = {}"
    assert codes(result) == ["several-notebooks"]


def test_a_notebook_without_cell_ids_comes_through_as_it_is() -> None:
    """Programs that write an older format 4 leave them out; the grade ids are enough."""
    result = taken(changed(lambda cells: [cell.pop("id") for cell in cells]) | {"nbformat_minor": 2})
    assert [cell.source for cell in result.notebook.cells] == [cell["source"] for cell in right()["cells"]]
    assert result.notes == ()
    nbformat.validate(result.notebook)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("link", "The notebook is a link to a file, which isn't followed; hand in the file itself."),
        (
            "too-large",
            "The notebook is over 16 MB; choose Edit, Clear Outputs of All Cells, save, and hand it in again.",
        ),
        ("unreadable", f"The notebook can't be opened for reading; hand in {FILE} again."),
    ],
)
def test_where_a_notebook_was_left_out_when_it_was_collected_the_message_says_why(code: str, told: str) -> None:
    """The student is not told that nothing was handed in."""
    given = HandIn("ada", {}, (Note("not-a-rejection", ""), Note(code, "")))
    assert refused(given).message == told


def test_a_hand_in_without_a_notebook_says_what_to_hand_in() -> None:
    """Answers of widgets alone are none."""
    assert refused(hand_in()).message == f"There is no notebook in this hand-in; hand in {FILE}."
    assert refused(hand_in(a__answers__json="{}")).code == "nothing"


def test_the_notebook_of_the_right_name_is_found_among_many() -> None:
    """However many others come before it."""
    many = {f"{number}.ipynb": changed(lambda cells: cells.clear()) for number in range(20)}
    result = take_in(assignment(NUMBERS), hand_in(**many, **{FILE: right()}))
    assert sources(result)["q1-numbers"] == cell_of(right()["cells"], "q1-numbers")["source"]


def test_the_solution_under_a_second_name_is_turned_away() -> None:
    """The file's other name on this disk is that of the keys; a notebook that only has a second name is graded."""
    shared = (Note("link-shared", "", True),)
    solution = HandIn("ada", {FILE: assignment(NUMBERS).source.encode()}, shared)
    assert refused(solution).code == "link"
    assert take_in(assignment(NUMBERS), HandIn("ada", {FILE: json.dumps(right()).encode()}, shared)).notes == shared


def test_a_second_test_under_the_same_grade_id_is_told() -> None:
    """The released one counts, and a person is told that somebody tried."""
    result = taken(changed(lambda cells: cells.append(copy_of(cell_of(cells, "q1-numbers-test"), source="2.0"))))
    assert codes(result) == suspicious(result) == ["test-restored"]


def test_cells_that_all_carry_one_grade_id_are_told_apart_by_their_ids() -> None:
    """A program that repeats one cell's labels costs no answer."""

    def repeat(cells: list[Cell]) -> None:
        for cell in cells:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"]["grade_id"] = "q1-numbers"

    result = taken(changed(repeat))
    assert [cell.source for cell in result.notebook.cells] == [cell["source"] for cell in right()["cells"]]
    assert codes(result) == ["labels-mended"]


def test_a_broken_notebook_is_told_before_other_files() -> None:
    """The one with the right name is what the student means."""
    rejection = refused(hand_in(**{"a.ipynb": "[]", FILE: b""}))
    assert (rejection.code, rejection.message.split(";")[0]) == ("empty-file", f"{FILE} is empty")


def test_a_rejection_travels_between_processes() -> None:
    """Code and message arrive."""
    rejection = pickle.loads(pickle.dumps(refused(b"")))
    assert (rejection.code, str(rejection)) == ("empty-file", refused(b"").message)


@pytest.mark.parametrize("source", ["none", "another"])
def test_a_notebook_without_the_exercise_is_turned_away(source: str) -> None:
    """No cells at all, or only the student's own."""
    notebook = right() | {"cells": [] if source == "none" else [code("print(1)"), markdown("Hello")]}
    assert refused(notebook).code == "another-notebook"


def test_a_new_notebook_with_the_answers_alone_is_taken() -> None:
    """A student who typed the answers into an empty notebook has answered."""
    notebook = right() | {"cells": [code(source) for source in answers(NUMBERS).values()]}
    result = taken(notebook)
    assert {key: sources(result)[key] for key in answers(NUMBERS)} == answers(NUMBERS)
    assert graded_ids(result) == released_ids()


def test_answer_files_of_widgets_come_along_as_a_widget_writes_them() -> None:
    """Those beside the notebook that hold one JSON object, byte for byte; others are left out with a note."""
    good = '{\n  "version": 2,\n  "answers": {\n    "p01s1": "FACT – é"\n  }\n}\n'
    bad = {
        "list": "[]",
        "nan": '{"a": NaN}',
        "deep": "[" * 9999,
        "half": '{"a": "\\ud800"}',
        "long": '{"a": 1' + "0" * 5000,
    }
    files: dict[str, Any] = {FILE: right(), "good.answers.json": good, "elsewhere/other.answers.json": good}
    files |= {f"{name}.answers.json": text for name, text in bad.items()}
    result = take_in(assignment(NUMBERS), hand_in(**files))
    assert result.answer_files == {"good.answers.json": good.encode()}
    assert codes(result) == ["answers-unreadable"]


def test_files_that_are_not_graded_are_named() -> None:
    """A module of the student's own isn't imported, so the student learns why; released files are no news."""
    given = HandIn("ada", {FILE: json.dumps(right()).encode()}, others=("helper.py", "notes.docx"))
    result = take_in(assignment(NUMBERS), given)
    assert {note.code: note.message.split(": ")[-1] for note in result.notes} == {
        "modules-ignored": "helper.py.",
        "files-ignored": "notes.docx.",
    }


def test_caps_can_be_set() -> None:
    """A course may allow more or less."""
    given = hand_in(**{FILE: right()})
    with pytest.raises(Rejected, match="more than 3 cells"):
        take_in(assignment(NUMBERS), given, Caps(cells=3))
