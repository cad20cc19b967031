"""The maintainer's command fills the anchors of a case, and nothing else."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from oped.course.anchors import fill_anchors
from oped.course.layout import CourseError
from oped.reading.align import align
from tests.aligner_texts import IDS, SAVED, filled


def test_the_anchor_column_alone_is_filled(tmp_path: Path) -> None:
    """The maintainer's command leaves every other cell as it was, from a marked text and from a saved one alike."""
    marked = "".join(
        f"{name}\t{wording}\n"
        for name, wording in align(SAVED, filled(tmp_path, SAVED, IDS))[["id", "wording"]].itertuples(index=False)
    )
    with (tmp_path / "sentences.csv").open(encoding="utf-8", newline="") as file:
        saved = list(csv.reader(file))
    assert [row[:2] for row in saved] == [["id", "level"], *([name, "FACT"] for name in IDS)]
    assert filled(tmp_path, marked, IDS)["anchor"].tolist() == [row[2] for row in saved[1:]]


def test_anchors_of_another_text_are_refused(tmp_path: Path) -> None:
    """A text whose sentences are not the table's leaves the file as it was."""
    with pytest.raises(CourseError, match="from p04s2 on"):
        filled(tmp_path, SAVED.replace("And the paper", "Yes.\n\nAnd the paper"), IDS)
    with pytest.raises(CourseError, match="don't lead back to them: p01s1, p01s2"):
        filled(
            tmp_path, "The same six words stand here twice. The same six words stand here twice.", ["p01s1", "p01s2"]
        )
    assert set(pd.read_csv(tmp_path / "sentences.csv", keep_default_na=False)["anchor"]) == {""}
    with pytest.raises(CourseError, match="There is no file"):
        fill_anchors(tmp_path / "none.csv", SAVED)
