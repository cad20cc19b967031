"""The practice library: keys that fit their texts, pairs in balance, and a README whose tables can be counted again."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from oped.course.bundle import student_files
from oped.course.layout import Course
from oped.labels import DEVICES, LEVELS, TYPES
from oped.library import Practice, load_practice, practice_table, practice_tables, practice_texts
from oped.reading.agreement import cohen_kappa, krippendorff_alpha, percent_agreement

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "datasets" / "practice"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
TEXTS = practice_texts()
QUESTIONS = tuple(name.removesuffix("-for") for name in TEXTS if name.endswith("-for"))
SIDES = ("for", "against")


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / name, dtype=str, keep_default_na=False)


DEVICE_ROWS, FIGURE_ROWS, PASSES = _table("devices.csv"), _table("figures.csv"), _table("passes.csv")


@cache
def _practice(name: str) -> Practice:
    return load_practice(name)


def _labels(name: str) -> pd.DataFrame:
    labels = _practice(name).labels
    assert labels is not None, f"{name}.csv is missing"
    return labels


def _sentences(name: str) -> dict[str, str]:
    return {sentence.id: sentence.text for sentence in _practice(name).document.sentences}


def _misleading(name: str) -> list[str]:
    """The ids of a text's sentences with a misleading number, once for each such number."""
    rows = FIGURE_ROWS[(FIGURE_ROWS["file"] == name) & (FIGURE_ROWS["status"] == "misleads")]
    return list(rows["sentence"])


def _counts(name: str) -> dict[str, int]:
    """What the balance table counts in one text."""
    labels, misleading = _labels(name), _misleading(name)
    fair = (labels["level"] == "FACT") & (labels["sourced"] == "yes") & ~labels["id"].isin(misleading)
    devices = list(DEVICE_ROWS[DEVICE_ROWS["file"] == name]["device"])
    return {
        **{device: devices.count(device) for device in DEVICES},
        "misleading numbers": len(misleading),
        "fair, well-sourced sentences": int(fair.sum()),
    }


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _balance_lines() -> list[str]:
    counts = {name: _counts(name) for name in TEXTS}
    pairs = [(counts[f"{question}-for"], counts[f"{question}-against"]) for question in QUESTIONS]
    return [_line([what, *(f"{a[what]} / {b[what]}" for a, b in pairs)]) for what in pairs[0][0]]


def _agreement_cells(first: Sequence[str], second: Sequence[str], order: Sequence[str], ordinal: bool) -> list[str]:
    same = sum(a == b for a, b in zip(first, second, strict=True))
    kappa = cohen_kappa(first, second)
    shown = [f"{same} of {len(first)}", f"{100 * percent_agreement(first, second):.1f}"]
    if math.isnan(kappa):
        return [*shown, "–", "–"]
    alpha = krippendorff_alpha([first, second], order, "ordinal" if ordinal else "nominal")
    return [*shown, f"{kappa:.3f}", f"{alpha:.3f}"]


def _agreement_line(name: str, passes: pd.DataFrame) -> str:
    columns = {column: list(passes[column]) for column in ("level_1", "level_2", "type_1", "type_2")}
    level = _agreement_cells(columns["level_1"], columns["level_2"], list(LEVELS), ordinal=True)
    kind = _agreement_cells(columns["type_1"], columns["type_2"], list(TYPES), ordinal=False)
    return _line([name, *level, *kind])


def _agreement_lines() -> list[str]:
    pooled = {"all": PASSES, "all but `old-bridge-for`": PASSES[PASSES["text"] != "old-bridge-for"]}
    return [
        *(_agreement_line(f"`{name}`", PASSES[PASSES["text"] == name]) for name in TEXTS),
        *(_agreement_line(name, passes) for name, passes in pooled.items()),
    ]


def _missing(lines: Iterable[str]) -> list[str]:
    present = README.splitlines()
    return [line for line in lines if line not in present]


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_has_a_key_that_fits_it(name: str) -> None:
    """Each sentence has one row, in the order of the text, and the second type differs from the first."""
    labels = _labels(name)
    assert list(labels["id"]) == list(_sentences(name))
    assert not (labels["type"] == labels["second_type"]).any()


@pytest.mark.parametrize("name", TEXTS)
def test_an_accepted_level_is_given_a_reason(name: str) -> None:
    """A rationale is short, and says why a level beside the row's own is accepted too."""
    for row in _labels(name).itertuples():
        assert len(str(row.rationale).split()) <= 45, row.id
        for level in filter(None, str(row.accepted_levels).split(";")):
            assert f"{level} is accepted, because" in str(row.rationale), row.id


@pytest.mark.parametrize("rows", [DEVICE_ROWS, FIGURE_ROWS], ids=["devices", "figures"])
def test_phrases_are_words_of_their_sentences(rows: pd.DataFrame) -> None:
    """What is quoted as a device or a number stands in the sentence that the row names."""
    sentences = {name: _sentences(name) for name in TEXTS}
    wrong = [row for row in rows.itertuples() if str(row.phrase) not in sentences[str(row.file)][str(row.sentence)]]
    assert wrong == []


def test_devices_are_marked_once_with_a_short_phrase() -> None:
    """A device is of the codebook, stands once in a sentence, and says what it does and when it would be fair."""
    assert set(DEVICE_ROWS["device"]) == set(DEVICES)
    assert not DEVICE_ROWS.duplicated(["file", "sentence", "device"]).any()
    assert max(len(phrase.split()) for phrase in DEVICE_ROWS["phrase"]) <= 6
    assert (DEVICE_ROWS[["does", "fair_use"]] != "").all(axis=None)


def test_numbers_have_a_status_and_a_table_to_check_them_by() -> None:
    """A number that holds or misleads says why; its table is there, and only one that any calendar shows has none."""
    assert set(FIGURE_ROWS["status"]) == {"holds", "misleads", "unknown"}
    assert set(FIGURE_ROWS["table"]) - {""} <= set(practice_tables())
    assert (FIGURE_ROWS["why"] != "").all()
    without = FIGURE_ROWS[(FIGURE_ROWS["table"] == "") & (FIGURE_ROWS["status"] != "unknown")]
    assert list(without["why"]) == ["any calendar of 2025 has both days"]


def test_every_quantity_of_a_key_has_a_status() -> None:
    """No sentence has a figure in its key and no row among the numbers."""
    known = set(zip(FIGURE_ROWS["file"], FIGURE_ROWS["sentence"], strict=True))
    keyed = {(name, row.id) for name in TEXTS for row in _labels(name).itertuples() if row.figure}
    assert keyed - known == set()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_pair_is_in_balance(question: str) -> None:
    """Both sides have as many of every device, of misleading numbers and of fair sentences, within one."""
    first, second = (_counts(f"{question}-{side}") for side in SIDES)
    assert {what: (first[what], second[what]) for what in first if abs(first[what] - second[what]) > 1} == {}


def test_balance_table_of_the_readme_is_the_counted_one() -> None:
    """Every line of the balance table can be counted again from the keys."""
    assert _missing(_balance_lines()) == []


def test_agreement_table_of_the_readme_is_the_computed_one() -> None:
    """Every line of the agreement table follows from the two stored codings."""
    assert _missing(_agreement_lines()) == []


def test_passes_cover_every_sentence_in_known_labels() -> None:
    """Both codings have each sentence of each text once, with levels and types of the codebook."""
    coded = list(zip(PASSES["text"], PASSES["id"], strict=True))
    assert coded == [(name, sentence) for name in TEXTS for sentence in _sentences(name)]
    assert {*PASSES["level_1"], *PASSES["level_2"]} <= set(LEVELS)
    assert {*PASSES["type_1"], *PASSES["type_2"]} <= set(TYPES)


def test_a_key_keeps_to_what_was_coded() -> None:
    """A key's type is one that a coding gave, and so is its level or a level that it accepts."""
    keys = {name: _labels(name).set_index("id") for name in TEXTS}
    strange = []
    for coded in PASSES.itertuples():
        row = keys[str(coded.text)].loc[str(coded.id)]
        levels = {str(row["level"]), *str(row["accepted_levels"]).split(";")}
        if row["type"] not in (coded.type_1, coded.type_2) or levels.isdisjoint({coded.level_1, coded.level_2}):
            strange.append((coded.text, coded.id))
    assert strange == []


def test_students_get_the_tables_of_data_and_no_key() -> None:
    """The student bundle has the invented data and the README, and no CSV file that lies beside the texts."""
    names = {name for name in student_files(Course(ROOT)) if name.startswith("datasets/practice/")}
    assert {f"datasets/practice/data/{name}.csv" for name in practice_tables()} <= names
    assert [name for name in names if Path(name).parent.name == "practice" and name.endswith(".csv")] == []
    assert "README" not in TEXTS


def test_a_base_that_misleads_can_be_recomputed() -> None:
    """Two shares of the fishing pair hold for cod by weight, and shrink for all fish, as the key says."""
    landings = practice_table("fishing_landings")
    aldray, bank = landings["island"] == "Aldray", landings["ground"] == "Grey Bank"
    cod = landings["fish"] == "cod"

    def share(part: "pd.Series[bool]", whole: "pd.Series[bool]") -> float:
        return round(100 * landings["tonnes"][part & whole].sum() / landings["tonnes"][whole].sum(), 1)

    assert (share(bank, aldray & cod), share(bank, aldray)) == (37.5, 24.1)
    assert (share(aldray, bank & cod), share(aldray, bank)) == (58.6, 46.4)
