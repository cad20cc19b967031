"""The library finds the course's data, checks them, and tells every mistake by file, row and column."""

import csv
import datetime
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oped import library
from oped.errors import OpedError
from oped.library import ColumnRecord, DataError, load_case, load_lexicon, load_practice, practice_table
from oped.schemas import CASE_TABLES, facts_cells
from oped.tables import DataFile, check_columns, read_table, to_frame

ORIGINAL = Path(__file__).parent / "datasets"
FERRY = "cases/ferry"
FARES = f"{FERRY}/facts/ferry_fares.csv"
TABLES = (*(f"{FERRY}/{stem}.csv" for stem in CASE_TABLES), FARES)
PLAIN = st.characters(exclude_categories=["Cs", "Cc"])

Edit = Callable[[list[list[str]]], object]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tests' own data, which OPED_DATA names."""
    root = tmp_path / "datasets"
    shutil.copytree(ORIGINAL, root)
    monkeypatch.setenv("OPED_DATA", str(root))
    return root


def _cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, cells: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)


def _set(path: Path, row: int, column: str, value: str) -> None:
    cells = _cells(path)
    cells[row - 1][cells[0].index(column)] = value
    _write(path, cells)


def _problems(load: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(DataError) as caught:
        load()
    return caught.value.problems


def test_data_root_is_what_oped_data_names(data: Path) -> None:
    """OPED_DATA names the folder of the data."""
    assert library.data_root() == data


def test_data_root_tells_of_a_wrong_oped_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An OPED_DATA that names no folder is told with its value."""
    monkeypatch.setenv("OPED_DATA", str(tmp_path / "gone"))
    with pytest.raises(DataError, match=r"gone.*which is not a folder"):
        library.data_root()


def test_data_root_falls_back_to_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OPED_DATA the checkout's own datasets are used."""
    monkeypatch.delenv("OPED_DATA", raising=False)
    assert library.data_root() == Path(__file__).parent.parent / "datasets"


def test_data_root_of_an_installed_package_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data inside an installed package win over a folder beside it that another project may have put there."""
    monkeypatch.delenv("OPED_DATA", raising=False)
    monkeypatch.setattr(library, "_PACKAGE", tmp_path / "oped")
    (tmp_path / "datasets").mkdir()
    assert _problems(library.data_root)[0].startswith("The course's datasets were not found")
    (tmp_path / "oped/_datasets/practice").mkdir(parents=True)
    assert library.data_root() == tmp_path / "oped/_datasets"


def test_user_root_is_named_but_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's folder is OPED_HOME or the system's place for such data, and asking for it makes nothing."""
    monkeypatch.setenv("OPED_HOME", str(tmp_path / "mine"))
    assert library.user_root() == tmp_path / "mine"
    assert not library.user_root().exists()
    monkeypatch.delenv("OPED_HOME")
    assert library.user_root().name == "oped"


def test_import_stays_light() -> None:
    """Importing the library loads neither pandas nor pydantic."""
    code = "import sys, oped.library; sys.exit(bool({'pandas', 'pydantic', 'sentencex'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=False).returncode == 0


@pytest.mark.usefixtures("data")
def test_names_are_listed() -> None:
    """Cases, practice texts and tables, and lexicons are listed by name."""
    assert library.cases() == ("ferry",)
    assert library.practice_texts() == ("ferry-for",)
    assert library.practice_tables() == ("ferry_trips",)
    assert library.lexicons() == ("hedges",)


@pytest.mark.usefixtures("data")
def test_case_holds_record_and_tables() -> None:
    """A case gives its record, its tables as text, and its facts as dates, numbers and flags."""
    case = load_case("ferry")
    assert (case.name, case.record.date, case.record.sentences) == ("ferry", datetime.date(2031, 5, 6), 3)
    assert list(case.sentences["accepted_levels"]) == ["MIXED", "FACT;OPINION", ""]
    assert list(case.figures["value"]) == [2.5]
    assert [len(frame) for frame in (case.devices, case.sources, case.argument, case.passes)] == [1, 1, 3, 3]
    fares = case.table("ferry_fares")
    assert list(fares["date"]) == [pd.Timestamp("2031-01-02"), pd.Timestamp("2031-06-01")]
    assert list(fares["month"]) == [pd.Timestamp("2031-01-01"), pd.Timestamp("2031-06-01")]
    assert fares["fare"].isna().tolist() == [False, True]
    assert fares.dtypes.astype(str)[["fare", "boats", "seats"]].tolist() == ["float64", "Int64", "int64"]
    assert fares["known_to_author"].tolist() == [True, False]
    assert case.about["ferry_fares"].columns["fare"].unit == "crowns"


@pytest.mark.usefixtures("data")
def test_case_finds_one_sentence() -> None:
    """One sentence is found by its id; an unknown id or table is told with what there is."""
    case = load_case("ferry")
    assert case.sentence("p02s1")["level"] == "OPINION"
    with pytest.raises(OpedError, match='no sentence "p09s1"; ids run from p01s1 to p02s1'):
        case.sentence("p09s1")
    with pytest.raises(OpedError, match='no table of facts "brent"; choose one of: ferry_fares'):
        case.table("brent")


@pytest.mark.usefixtures("data")
def test_each_load_is_its_own() -> None:
    """A change to a loaded table does not show in the next load."""
    sentences = load_case("ferry").sentences
    sentences.loc[0, "level"] = "CHANGED"
    assert load_case("ferry").sentence("p01s1")["level"] == "FACT"


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("name", ["nowhere", "../cases/ferry", ""])
@pytest.mark.parametrize("load", [load_case, load_practice, practice_table, load_lexicon])
def test_unknown_name_lists_the_known(load: Callable[[str], object], name: str) -> None:
    """A name that is not in the data is refused with the names that are."""
    with pytest.raises(OpedError, match=r"choose one of: (ferry|ferry-for|ferry_trips|hedges)"):
        load(name)


def test_wrong_cell_is_told_in_one_sentence(data: Path) -> None:
    """A wrong cell gives file, row, column, value and what is allowed."""
    _set(data / FERRY / "sentences.csv", 3, "level", "FACTS")
    assert _problems(lambda: load_case("ferry")) == (
        'datasets/cases/ferry/sentences.csv, row 3, column level: "FACTS" is not allowed; '
        "allowed: FACT, MIXED, OPINION.",
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "allowed"),
    [
        ("sentences", 2, "id", "p1s1", "a sentence id such as p02s1"),
        ("sentences", 2, "restatement", "word " * 30 + "word", "at most 30 words"),
        ("sentences", 2, "restatement", "", "some text"),
        ("sentences", 2, "accepted_levels", "OPINION;FACTS", "FACT, MIXED, OPINION"),
        ("sentences", 2, "accepted_levels", "OPINION;FACT", "levels other than the row's own"),
        ("sentences", 2, "second_type", "EVENTS", "EVENT, QUANTITY"),
        ("sentences", 2, "verifiable", "maybe", "yes, in_principle, no"),
        ("sentences", 2, "rationale", "", "some text"),
        ("sentences", 2, "anchor", "0A1B", "groups of hexadecimal digits"),
        ("sentences", 3, "id", "p01s1", "an id that no other row has"),
        ("figures", 2, "value", "1,000", "a number such as 12.5"),
        ("figures", 2, "base", "", "yes, no, does_not_arise"),
        ("figures", 2, "base", "unknown", "yes, no, does_not_arise, once the row is reviewed"),
        ("reasons", 2, "figure", "f02", "an id of figures.csv"),
        ("reasons", 2, "question", "colour", "source, definition, base"),
        ("reasons", 3, "question", "source", "one row for each question to a figure"),
        ("reasons", 2, "accepted", "unknown", "yes, no, does_not_arise"),
        ("reasons", 2, "accepted", "yes;no", "answers other than the one in figures.csv"),
        ("reasons", 2, "why", "", "some text"),
        ("figures", 2, "table", "ferry_fare", "ferry_fares"),
        ("figures", 2, "confidence", "sure", "verified, verified_secondary"),
        ("devices", 2, "phrase", "one two three four five-six seven", "at most 6 words"),
        ("devices", 2, "device", "ANALOGY", "LOADED_LANGUAGE, LABEL"),
        ("devices", 2, "sentence", "p03s1", "an id of sentences.csv"),
        ("sources", 2, "how", "said", "neutral, doubting, endorsing, unnamed"),
        ("argument", 2, "kind", "reason", "claim, where there is no parent"),
        ("argument", 3, "parent", "a09", "an id of this table"),
        ("argument", 3, "parent", "a03", "a parent that does not lead back to this row"),
        ("argument", 3, "sentence", "", "the ids of the sentences that state it"),
        ("argument", 4, "met", "", "yes or no for an objection"),
        ("passes", 4, "id", "p03s1", "the id of a sentence of this text"),
        ("facts/ferry_fares", 2, "date", "20310102", "a date such as 2026-03-27"),
        ("facts/ferry_fares", 2, "date", "2031-02-30", "a date such as 2026-03-27"),
        ("facts/ferry_fares", 2, "month", "2031-13", "a month such as 2026-03"),
        ("facts/ferry_fares", 2, "fare", "nan", "a number such as 12.5"),
        ("facts/ferry_fares", 2, "boats", "3.0", "a whole number such as 12"),
        ("facts/ferry_fares", 2, "season", "spring", "summer, winter"),
        ("facts/ferry_fares", 2, "source_url", "ftp://example.org", "an address that starts with"),
        ("facts/ferry_fares", 2, "source_url", "https://[", "an address that starts with"),
        ("facts/ferry_fares", 2, "seats", "", "a whole number such as 12"),
        ("facts/ferry_fares", 2, "sentence", "p01s1;p07s1", "an id of sentences.csv"),
        ("facts/ferry_fares", 2, "known_to_author", "", "yes, no"),
        ("facts/ferry_fares", 2, "publisher", "", "who produced or first published"),
        ("facts/ferry_fares", 2, "published", "", "when it was published"),
        ("facts/ferry_fares", 2, "confidence", "", "verified, verified_secondary"),
    ],
)
def test_each_rule_is_checked(data: Path, table: str, row: int, column: str, value: str, allowed: str) -> None:
    """Every rule of a column, and every reference between tables, is told with its row, column and what is allowed."""
    _set(data / FERRY / f"{table}.csv", row, column, value)
    problems = _problems(lambda: load_case("ferry"))
    start = f"datasets/cases/ferry/{table}.csv, row {row}, column {column}: "
    assert any(problem.startswith(start) and f"allowed: {allowed}" in problem for problem in problems), problems


@pytest.mark.parametrize("published", ["2031-05-07", "2031-06"])
def test_later_figures_were_not_known_to_the_author(data: Path, published: str) -> None:
    """A figure published after the article has to be marked as one that the author could not know."""
    _set(data / FARES, 2, "published", published)
    assert _problems(lambda: load_case("ferry")) == (
        f"datasets/{FARES}, row 2, column known_to_author: "
        '"yes" is not allowed; allowed: no, as it was published after 2031-05-06.',
    )


def test_long_value_is_shortened_and_lines_are_kept_apart(data: Path) -> None:
    """A message quotes the beginning of a long cell and stays on one line."""
    _set(data / FERRY / "sentences.csv", 2, "level", "line\n" + "x" * 500)
    (problem,) = _problems(lambda: load_case("ferry"))
    assert "\n" not in problem
    assert len(problem) < 250


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda cells: cells[0].__setitem__(1, "reading"), 'sentences.csv lacks the column "restatement".'),
        (lambda cells: cells[0].__setitem__(1, "reading"), 'has a column "reading" that is not known; allowed: id,'),
        (lambda cells: cells[0].__setitem__(1, "id"), 'sentences.csv names the column "id" twice.'),
        (lambda cells: cells[2].pop(), "sentences.csv, row 3 has 12 cells, the header has 13"),
        (lambda cells: cells[2].append("more"), "sentences.csv, row 3 has 14 cells, the header has 13"),
        (lambda cells: cells.insert(2, []), "sentences.csv, row 3 has 0 cells, the header has 13"),
        (lambda cells: cells.clear(), "sentences.csv is empty"),
        (
            lambda cells: cells.pop(),
            'case.toml, key sentences: "3" is not allowed; allowed: 2, the rows of sentences.csv.',
        ),
        (lambda cells: cells.pop(), "p02s1"),
    ],
)
def test_wrong_shape_is_told(data: Path, edit: Edit, told: str) -> None:
    """A table with a wrong header, a row of another length, or no rows is told in a sentence."""
    path = data / FERRY / "sentences.csv"
    cells = _cells(path)
    edit(cells)
    _write(path, cells)
    assert any(told in problem for problem in _problems(lambda: load_case("ferry")))


def test_unreadable_files_are_told(data: Path) -> None:
    """A missing file, another encoding, a broken quotation and a folder in a file's place are told together."""
    (data / FERRY / "passes.csv").unlink()
    (data / FARES).unlink()
    (data / FERRY / "devices.csv").write_bytes("id,phrase\nd01,café".encode("latin-1"))
    (data / FERRY / "sources.csv").write_text('id,sentence\n"s01" x,"p01s1', encoding="utf-8")
    (data / FERRY / "argument.csv").unlink()
    (data / FERRY / "argument.csv").mkdir()
    told = "\n".join(_problems(lambda: load_case("ferry")))
    assert "passes.csv is missing." in told
    assert "ferry_fares.csv is missing." in told
    assert "devices.csv is not in UTF-8" in told
    assert "sources.csv is not a CSV file" in told
    assert "argument.csv can't be read" in told


def test_byte_order_mark_is_no_mistake(data: Path) -> None:
    """A table saved with a byte order mark loads as without it."""
    path = data / FERRY / "sentences.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_case("ferry").sentences.columns[0] == "id"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('author = "A. Nobody"', "", "case.toml lacks the key author."),
        ("sentences = 3", "sentences = 3\nmood = 1", "case.toml has a key mood that is not known."),
        ("2031-05-06", '"in May"', 'case.toml, key date: "in May" is not allowed; allowed: a date such as 2026-03-27.'),
        ("sentences = 3", 'sentences = "few"', 'key sentences: "few" is not allowed; allowed: a whole number.'),
        ("sentences = 3", "sentences = ", "case.toml is not valid TOML"),
        ("sentences = 3", "sentences = 4", "allowed: 3, the rows of sentences.csv."),
        (
            "https://",
            "ftp://",
            'key address: "ftp://example.org/ferry" is not allowed; allowed: an address that starts',
        ),
        ("paragraphs = 2", "paragraphs = 3", "allowed: 2, as the ids in sentences.csv say."),
        ('"ferry-for"', '"ferry-against"', 'case.toml, key practice_alternative: "ferry-against" is not allowed'),
        ("p01s1: costs", "p07s1: costs", "allowed: an id of sentences.csv, a colon and at most 6 words."),
        ("costs two", "costs a man or woman two", "allowed: an id of sentences.csv, a colon and at most 6 words."),
    ],
)
def test_wrong_record_is_told(data: Path, old: str, new: str, told: str) -> None:
    """A wrong key of case.toml is told by its name."""
    path = data / FERRY / "case.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(told in problem for problem in _problems(lambda: load_case("ferry")))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[ferry_fares", "[ferry_prices", "facts.toml has no section [ferry_fares]"),
        (
            '"flag"',
            '"bool"',
            'facts.toml, key ferry_fares.columns.known_to_author.type: "bool" is not allowed; allowed: date, month,',
        ),
        ("optional = true", 'optional = "perhaps"', '"perhaps" is not allowed; allowed: true or false.'),
        ('title = "Ferry fares"', "", "facts.toml lacks the key ferry_fares.title."),
        ("season = ", "weather = ", 'ferry_fares.csv has a column "season" that is not known'),
    ],
)
def test_wrong_description_of_facts_is_told(data: Path, old: str, new: str, told: str) -> None:
    """A table of facts and its section in facts.toml have to agree."""
    path = data / FERRY / "facts/facts.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(told in problem for problem in _problems(lambda: load_case("ferry")))


def test_facts_without_their_origin_are_told(data: Path) -> None:
    """A table of facts without publisher, confidence and a date of publication or reading is refused."""
    _write(data / FARES, [["fare"], ["2.5"]])
    section = (
        '[ferry_fares]\ntitle = "Fares"\ndescription = "Fares."\n[ferry_fares.columns]\nfare = {type = "number"}\n'
    )
    (data / FERRY / "facts/facts.toml").write_text(section, encoding="utf-8")
    assert [problem.partition(" lacks ")[2] for problem in _problems(lambda: load_case("ferry"))] == [
        'the column "publisher".',
        'the column "confidence".',
        'the column "published" or "retrieved".',
    ]


def test_many_problems_are_cut_at_twenty(data: Path) -> None:
    """The message shows the first twenty problems, one a line, and counts the rest."""
    path = data / FERRY / "sentences.csv"
    header, *rows = _cells(path)
    _write(path, [header, *([*row[:2], "FACTS", *row[3:]] for row in rows * 8)])
    with pytest.raises(DataError) as caught:
        load_case("ferry")
    lines = str(caught.value).splitlines()
    assert len(caught.value.problems) == 24
    assert len(lines) == 21
    assert lines[-1] == "4 more problems are not shown."


@pytest.mark.usefixtures("data")
def test_practice_text_has_record_document_and_labels() -> None:
    """A practice text gives its front matter, its sentences and their labels."""
    practice = load_practice("ferry-for")
    assert (practice.record.side, practice.document.title, practice.document.author) == (
        "for",
        "Keep the Ferry",
        "a rower",
    )
    assert practice.labels is not None
    assert list(practice.labels["id"]) == [sentence.id for sentence in practice.document.sentences]


def test_practice_text_loads_without_its_key(data: Path) -> None:
    """Where the key is not shipped, the labels are None."""
    (data / "practice/ferry-for.csv").unlink()
    assert load_practice("ferry-for").labels is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("+++\ntitle", "title", "ferry-for.md must begin with its front matter"),
        ('side = "for"', 'side = "both"', 'key side: "both" is not allowed; allowed: for, against.'),
        ("Who would row?", "Who?\n\nRow!", "ferry-for.csv has no row for the sentence p03s1."),
        ("It must stay.", "", 'row 3, column id: "p01s2" is not allowed; allowed: the id of a sentence of this text.'),
    ],
)
def test_wrong_practice_text_is_told(data: Path, old: str, new: str, told: str) -> None:
    """A wrong front matter, and labels that do not fit the sentences, are told."""
    path = data / "practice/ferry-for.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(told in problem for problem in _problems(lambda: load_practice("ferry-for")))


@pytest.mark.usefixtures("data")
def test_practice_table_has_the_types_of_its_description() -> None:
    """A practice table gives months as timestamps and whole numbers as such, missing where a cell is empty."""
    trips = practice_table("ferry_trips")
    assert list(trips["month"]) == [pd.Timestamp("2031-01-01"), pd.Timestamp("2031-02-01")]
    assert list(trips["trips"].isna()) == [False, True]
    assert trips["trips"].sum() == 40


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("ferry_trips.csv", "40,rough", "forty,rough", 'ferry_trips.csv, row 2, column trips: "forty" is not allowed'),
        ("ferry_trips.csv", "calm", "wet", 'row 3, column weather: "wet" is not allowed; allowed: calm, rough.'),
        ("data.toml", "[ferry_trips", "[ferry_tours", "data.toml has no section [ferry_trips]"),
        ("data.toml", "weather = ", "season = ", 'ferry_trips.csv has a column "weather" that is not known'),
    ],
)
def test_wrong_practice_table_is_told(data: Path, file: str, old: str, new: str, told: str) -> None:
    """A practice table and its section in data.toml have to agree."""
    path = data / "practice/data" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(told in problem for problem in _problems(lambda: practice_table("ferry_trips")))


def test_lexicon_names_its_sources(data: Path) -> None:
    """A lexicon loads as text; a row without a source is told."""
    assert load_lexicon("hedges").to_dict("records") == [{"phrase": "perhaps", "source": "own list"}]
    _set(data / "lexicons/hedges.csv", 2, "source", "")
    assert "row 2, column source: an empty cell" in _problems(lambda: load_lexicon("hedges"))[0]
    _write(data / "lexicons/hedges.csv", [["phrase"], ["perhaps"]])
    assert _problems(lambda: load_lexicon("hedges")) == ('datasets/lexicons/hedges.csv lacks the column "source".',)


FACT_CELLS = [
    (ColumnRecord("date", optional=True), st.just("") | st.dates().map(str)),
    (
        ColumnRecord("month", optional=True),
        st.just("") | st.from_regex(r"[12][0-9]{3}-(0[1-9]|1[0-2])", fullmatch=True),
    ),
    (ColumnRecord("number", optional=True), st.just("") | st.decimals(-(10**9), 10**9, places=3).map(str)),
    (ColumnRecord("integer", optional=True), st.just("") | st.integers(-(10**12), 10**12).map(str)),
    (ColumnRecord("integer"), st.integers(-(10**12), 10**12).map(str)),
    (ColumnRecord("text", optional=True), st.text(PLAIN).map(str.strip)),
    (ColumnRecord("url", optional=True), st.sampled_from(["", "https://example.org/a?b=c"])),
    (ColumnRecord("choice", values=("a, b", 'c"d')), st.sampled_from(["a, b", 'c"d'])),
    (ColumnRecord("flag"), st.sampled_from(["yes", "no"])),
    (ColumnRecord("flag", optional=True), st.sampled_from(["", "yes", "no"])),
]


@st.composite
def facts_tables(draw: st.DrawFn) -> tuple[dict[str, ColumnRecord], list[list[str]]]:
    """Columns by name, and rows of cells that they allow."""
    names = draw(st.lists(st.from_regex(r"[a-z]{1,3}_[0-9]", fullmatch=True), min_size=2, max_size=6, unique=True))
    chosen = {name: draw(st.sampled_from(FACT_CELLS)) for name in names}
    row = st.tuples(*(cells for _, cells in chosen.values())).map(list)
    return {name: column for name, (column, _) in chosen.items()}, draw(st.lists(row, max_size=6))


def _as_cell(value: Any, kind: str) -> Any:
    match kind:
        case "date" | "month":
            return "" if pd.isna(value) else str(value)[: len("2026-03-27" if kind == "date" else "2026-03")]
        case "number" | "integer":
            return "" if pd.isna(value) else float(value)
        case "flag":
            return "" if pd.isna(value) else "yes" if value else "no"
        case _:
            return value


@given(facts_tables())
@settings(max_examples=60, deadline=None)
def test_valid_table_comes_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[dict[str, ColumnRecord], list[list[str]]]
) -> None:
    """Whatever valid cells a table has, they are read back the same, and pandas gets their values."""
    columns, rows = table
    path = tmp_path_factory.getbasetemp() / "round_trip.csv"
    _write(path, [list(columns), *rows])
    read = check_columns(read_table(DataFile(path, path.name)), facts_cells(columns))
    assert [[row[name] for name in columns] for row in read.rows] == rows
    frame = to_frame(read, {name: column.type for name, column in columns.items()})
    for name, column in columns.items():
        written: list[Any] = read.column(name)
        if column.type in {"number", "integer"}:
            written = [float(cell) if cell else "" for cell in written]
        assert [_as_cell(value, column.type) for value in frame[name]] == written


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_spoilt_cell_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whichever cell of whichever table is spoilt, the message names that file, row and column, and no other."""
    table = data.draw(st.sampled_from(TABLES))
    cells = _cells(ORIGINAL / table)
    row = data.draw(st.integers(2, len(cells)))
    column = data.draw(st.sampled_from(cells[0]))
    value = " " + data.draw(st.text(PLAIN.filter(lambda letter: letter != ";"), max_size=20))
    root = tmp_path_factory.getbasetemp() / "datasets"
    shutil.copytree(ORIGINAL, root, dirs_exist_ok=True)
    _set(root / table, row, column, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPED_DATA", str(root))
        problems = _problems(lambda: load_case("ferry"))
    assert len(problems) == 1
    assert problems[0].startswith(f"datasets/{table}, row {row}, column {column}: ")


@pytest.mark.parametrize("name", library.cases())
def test_every_case_of_the_course_loads(name: str) -> None:
    """Each case of the course passes all checks."""
    assert len(load_case(name).sentences) == load_case(name).record.sentences


def test_the_case_study_is_whole() -> None:
    """The case study has all 38 sentences of its article."""
    assert len(load_case("ukraine-talks").sentences) == 38


@pytest.mark.parametrize("name", library.practice_texts())
def test_every_practice_text_of_the_course_loads(name: str) -> None:
    """Each practice text of the course passes all checks."""
    assert load_practice(name).document.sentences


@pytest.mark.parametrize("name", library.practice_tables())
def test_every_practice_table_of_the_course_loads(name: str) -> None:
    """Each table behind the practice texts fits its description."""
    assert not practice_table(name).empty


@pytest.mark.parametrize("name", library.lexicons())
def test_every_lexicon_of_the_course_loads(name: str) -> None:
    """Each lexicon of the course names a source in every row."""
    assert not load_lexicon(name).empty
