"""`oped evaluate` measures the rules on labelled sentences and tells what is wrong with a file in one sentence."""

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from sklearn.metrics import f1_score, precision_recall_fscore_support

from oped.cli import cli
from oped.errors import OpedError
from oped.evaluate import evaluate_file

SENTENCES = [
    ("The council voted on Tuesday.", "FACT"),
    ("The council, a pack of liars, voted on Tuesday.", "MIXED"),
    ("This is a pathetic disgrace.", "OPINION"),
    ("The mayor said it would rain.", "OPINION"),
    ("What a lovely, wonderful bridge we have!", "FACT"),
    ("The shameless minister slammed the report on Monday.", "MIXED"),
]


def write(folder: Path, rows: list[tuple[str, str]], header: str = "text,label") -> Path:
    """A CSV file of labelled sentences."""
    path = folder / "mine.csv"
    body = "".join(f'"{text}",{label}\n' for text, label in rows)
    path.write_text(f"{header}\n{body}", encoding="utf-8")
    return path


def test_scores_agree_with_scikit_learn(tmp_path: Path) -> None:
    """Precision, recall, F1 and macro-F1 are those of scikit-learn for the labels that were found."""
    path = write(tmp_path, SENTENCES)
    found = evaluate_file("claims", path)
    labels = list(found.confusions.index)
    counts = found.confusions.to_numpy()
    key = [a for i, a in enumerate(labels) for j, _ in enumerate(labels) for _ in range(counts[i][j])]
    given = [b for i, _ in enumerate(labels) for j, b in enumerate(labels) for _ in range(counts[i][j])]
    expected = precision_recall_fscore_support(key, given, labels=labels, zero_division=0.0)
    for column, values in zip(("precision", "recall", "f1", "number"), expected, strict=True):
        assert list(found.scores[column]) == pytest.approx(list(values))
    assert found.macro_f1 == pytest.approx(f1_score(key, given, labels=labels, average="macro"))
    assert len(key) == len(SENTENCES)


def test_worst_are_the_wrong_ones_by_falling_margin(tmp_path: Path) -> None:
    """The table of the worst holds wrong sentences only, the widest margin first, with the deciding cues."""
    worst = evaluate_file("claims", write(tmp_path, SENTENCES)).worst
    assert list(worst["margin"]) == sorted(worst["margin"], reverse=True)
    assert (worst["label"] != worst["found"]).all()
    assert worst["because"].str.len().min() > 0
    assert len(worst) == 2


@pytest.mark.parametrize(
    ("what", "rows", "labels"),
    [
        ("claims", [("We must stop this madness!", "SUBJ"), ("It opened in May 1990.", "OBJ")], ["OBJ", "SUBJ"]),
        ("attribution", [("It rained, she said.", "CUE"), ("It rained.", "NONE")], ["CUE", "NONE"]),
    ],
)
def test_other_labels(tmp_path: Path, what: str, rows: list[tuple[str, str]], labels: list[str]) -> None:
    """SUBJ and OBJ, CUE and NONE are measured as well."""
    found = evaluate_file(what, write(tmp_path, rows))
    assert list(found.scores.index) == labels
    assert found.macro_f1 == 1.0
    assert found.worst.empty


@pytest.mark.parametrize(
    ("rows", "header", "sentence"),
    [
        ([("It rained.", "FACT")], "sentence,label", 'mine.csv lacks the column "text"'),
        ([("It rained.", "FACT")], "text,level", 'mine.csv lacks the column "label"'),
        ([], "text,label", "mine.csv has no sentences"),
        ([("It rained.", "TRUE")], "text,label", 'row 2, column label: "TRUE" is not allowed'),
        ([("It rained.", "FACT"), ("It rained.", "SUBJ")], "text,label", 'row 3, column label: "SUBJ" is not allowed'),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(
    tmp_path: Path, rows: list[tuple[str, str]], header: str, sentence: str
) -> None:
    """A missing column, an empty file and a label that does not belong are each told in one sentence."""
    with pytest.raises(OpedError) as failure:
        evaluate_file("claims", write(tmp_path, rows, header))
    assert sentence in str(failure.value)
    assert "\n" not in str(failure.value)


def test_the_command_prints_scores_and_writes_two_tables(tmp_path: Path) -> None:
    """`oped evaluate claims FILE --out DIR` prints the macro-F1 and leaves the confusions and the worst sentences."""
    out = tmp_path / "new" / "folder"
    path = write(tmp_path, SENTENCES)
    result = CliRunner().invoke(cli, ["evaluate", "claims", str(path), "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    assert "macro-F1 0." in result.output
    assert int(pd.read_csv(out / "mine-confusions.csv", index_col="key").to_numpy().sum()) == len(SENTENCES)
    assert list(pd.read_csv(out / "mine-worst.csv").columns) == ["text", "label", "found", "margin", "because"]
