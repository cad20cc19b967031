"""How often the candidates for devices are right, measured on the practice texts that people have marked."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oped.errors import OpedError
from oped.labels import DEVICES
from oped.library import load_practice, practice_texts
from oped.reading.cues import read_sentences
from oped.reading.devices import candidates_of
from oped.reading.lexicon import lexicon_rows
from oped.tables import DataError, DataFile, read_table

if TYPE_CHECKING:
    import pandas as pd

_KEY_COLUMNS = ("file", "sentence", "device")


@dataclass(frozen=True)
class DeviceEvaluation:
    """The candidates beside the marks of people.

    Attributes:
        table: one row a device: device, candidates, right, marked, found, precision, recall (0 to 1, missing where
            there is nothing to divide by), measured_on and source.
        wrong: the candidates without a mark: file, sentence, phrase, device, reason.
        missed: the marks without a candidate: file, sentence, device.
    """

    table: "pd.DataFrame"
    wrong: "pd.DataFrame"
    missed: "pd.DataFrame"


def evaluate_devices(path: Path) -> DeviceEvaluation:
    """Compare the candidates with a key on the texts that the rules were not tuned on.

    A candidate is right where the key has the same device in the same sentence. Texts of
    `datasets/lexicons/device_texts.csv` with the part "tuned" are left out, because rules always do well there; the
    others count even where the key has no mark in them.

    Args:
        path: the key, a CSV file with the columns file (the name of a practice text), sentence and device.

    Raises:
        OpedError: the key can't be read, lacks a column, or names no text, sentence or device there is.
    """
    import pandas as pd

    marks = _marks(path)
    texts = measured_texts()
    key = {mark for mark in marks if mark[0] in texts}
    candidates, right, seen = Counter[str](), Counter[str](), set()
    wrong = []
    for text in texts:
        for reading in read_sentences(load_practice(text).document):
            for one in candidates_of(reading):
                mark = text, reading.sentence.id, one.device
                candidates[one.device] += 1
                right[one.device] += mark in key
                seen.add(mark)
                if mark not in key:
                    tokens, origin = reading.sentence.tokens, reading.sentence.start
                    phrase = reading.sentence.text[tokens[one.first].start - origin : tokens[one.last].end - origin]
                    wrong.append((*mark[:2], phrase, one.device, one.reason))
    marked, found = Counter(mark[2] for mark in key), Counter(mark[2] for mark in key & seen)
    on = f"{len(texts)} practice texts not used for tuning"
    rows = [
        (
            *(name, candidates[name], right[name], marked[name], found[name]),
            *(_share(right[name], candidates[name]), _share(found[name], marked[name]), on, "oped evaluate devices"),
        )
        for name in DEVICES
    ]
    columns = ["device", "candidates", "right", "marked", "found", "precision", "recall", "measured_on", "source"]
    return DeviceEvaluation(
        pd.DataFrame(rows, columns=columns),
        pd.DataFrame(wrong, columns=["file", "sentence", "phrase", "device", "reason"]),
        pd.DataFrame(sorted(key - seen), columns=list(_KEY_COLUMNS)),
    )


def measured_texts() -> tuple[str, ...]:
    """The practice texts that the rules for devices were not tuned on."""
    tuned = {row["text"] for row in lexicon_rows("device_texts") if row["part"] == "tuned"}
    return tuple(name for name in practice_texts() if name not in tuned)


def write_device_evaluation(evaluation: DeviceEvaluation, folder: Path) -> tuple[Path, ...]:
    """Write device_precision.csv, devices-wrong.csv and devices-missed.csv into a folder.

    Raises:
        OpedError: the folder can't be written to.
    """
    tables = {
        "device_precision.csv": evaluation.table,
        "devices-wrong.csv": evaluation.wrong,
        "devices-missed.csv": evaluation.missed,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            table.to_csv(folder / name, index=False, float_format="%.3f", lineterminator="\n")
    except OSError as error:
        raise OpedError(f"{folder} can't be written to ({error.strerror}): name another folder with --out.") from None
    return tuple(folder / name for name in tables)


def _marks(path: Path) -> set[tuple[str, str, str]]:
    table = read_table(DataFile(path, path.name))
    missing = [name for name in _KEY_COLUMNS if name not in table.columns]
    if missing:
        raise DataError([f'{table.file} lacks the column "{missing[0]}": it needs {", ".join(_KEY_COLUMNS)}.'])
    known = practice_texts()
    for number, row in table.numbered():
        for column, allowed in (("file", known), ("device", tuple(DEVICES))):
            if row[column] not in allowed:
                raise DataError([table.wrong(number, column, row[column], ", ".join(allowed))])
    return {(row["file"], row["sentence"], row["device"]) for row in table.rows}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
