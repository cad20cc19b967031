"""How often the reading's rules are right, measured on sentences that people have labelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from oped.errors import OpedError
from oped.reading.document import Sentence
from oped.tables import DataError, DataFile, Table, read_table

if TYPE_CHECKING:
    import pandas as pd

LABEL_SETS = {
    "claims": (("FACT", "MIXED", "OPINION"), ("OBJ", "SUBJ")),
    "attribution": (("CUE", "NONE"),),
}
_WORST = 20


class Judged(NamedTuple):
    """One sentence as the rules label it: the label, how far from another one, and the deciding cues in words."""

    label: str
    margin: float
    because: str


@dataclass(frozen=True)
class Evaluation:
    """The rules beside the key.

    Attributes:
        scores: one row a label: precision, recall, f1 (each 0.0 to 1.0) and the number in the key.
        macro_f1: the mean of the F1 of the labels.
        confusions: one row a label of the key, one column a label found, counts of sentences.
        worst: the sentences that are wrong by the widest margin, at most 20: text, label, found, margin, because.
    """

    scores: "pd.DataFrame"
    macro_f1: float
    confusions: "pd.DataFrame"
    worst: "pd.DataFrame"


def evaluate_file(what: str, path: Path) -> Evaluation:
    """Run the rules on a CSV file with the columns text and label, and compare.

    Args:
        what: "claims" (labels FACT, MIXED, OPINION or OBJ, SUBJ) or "attribution" (CUE, NONE).
        path: the file, in UTF-8; other columns are left alone.

    Raises:
        OpedError: the file can't be read, lacks a column, has no rows, or has a label that does not belong.
    """
    import pandas as pd

    from oped.reading.agreement import confusion, scores

    table = read_table(DataFile(path, path.name))
    labels = _label_set(table, what)
    judge = _judge(labels)
    texts, key = table.column("text"), table.column("label")
    judged = [judge(Sentence("p01s1", 1, 0, len(text), text)) for text in texts]
    found = [one.label for one in judged]
    by_label = scores(key, found, labels)
    wrong = [
        (text, right, one.label, round(one.margin, 2), one.because)
        for text, right, one in zip(texts, key, judged, strict=True)
        if right != one.label
    ]
    worst = sorted(wrong, key=lambda row: -row[3])[:_WORST]
    return Evaluation(
        scores=by_label,
        macro_f1=float(by_label["f1"].mean()),
        confusions=confusion(key, found, labels),
        worst=pd.DataFrame(worst, columns=["text", "label", "found", "margin", "because"]),
    )


def write_evaluation(evaluation: Evaluation, stem: str, folder: Path) -> tuple[Path, Path]:
    """Write STEM-confusions.csv and STEM-worst.csv into a folder, which is made where it is missing.

    Raises:
        OpedError: the folder can't be written to.
    """
    confusions, worst = folder / f"{stem}-confusions.csv", folder / f"{stem}-worst.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        evaluation.confusions.to_csv(confusions)
        evaluation.worst.to_csv(worst, index=False)
    except OSError as error:
        raise OpedError(f"{folder} can't be written to ({error.strerror}): name another folder with --out.") from None
    return confusions, worst


def _label_set(table: Table, what: str) -> tuple[str, ...]:
    missing = [name for name in ("text", "label") if name not in table.columns]
    if missing:
        raise DataError([f'{table.file} lacks the column "{missing[0]}": it needs the columns text and label.'])
    if not table.rows:
        raise DataError([f"{table.file} has no sentences: it needs at least one row below the header."])
    known = LABEL_SETS[what]
    first = table.rows[0]["label"]
    labels = next((one for one in known if first in one), None)
    if labels is None:
        allowed = " or ".join(", ".join(one) for one in known)
        raise DataError([table.wrong(2, "label", first, allowed)])
    for number, row in table.numbered():
        if row["label"] not in labels:
            raise DataError([table.wrong(number, "label", row["label"], ", ".join(labels))])
    return labels


def _judge(labels: Sequence[str]) -> Callable[[Sentence], Judged]:
    if "SUBJ" in labels:
        return _subjectivity
    return _attribution if "CUE" in labels else _level


def _level(sentence: Sentence) -> Judged:
    from oped.reading.claims import claim_of
    from oped.reading.cues import read_sentence
    from oped.reading.weighing import level_of

    claim = claim_of(read_sentence(sentence))
    return Judged(claim.level, level_of(claim.scores)[1], claim.because)


def _subjectivity(sentence: Sentence) -> Judged:
    from oped.reading.claims import claim_of
    from oped.reading.cues import read_sentence
    from oped.reading.weighing import decision

    claim = claim_of(read_sentence(sentence))
    margin = claim.scores.subj - decision("SUBJ from subj_score")
    return Judged("SUBJ" if margin >= 0 else "OBJ", abs(margin), claim.because)


def _attribution(sentence: Sentence) -> Judged:
    from oped.reading.attribution import attribution_weight, attributions
    from oped.reading.cues import read_sentence
    from oped.reading.weighing import decision

    reading = read_sentence(sentence)
    margin = attribution_weight(reading) - decision("CUE from attribution weight")
    cues = ", ".join(f"'{reading.phrase(one.cue)}'" for one in attributions(reading))
    return Judged("CUE" if margin >= 0 else "NONE", abs(margin), f"attributes by {cues}" if cues else "no attribution")
