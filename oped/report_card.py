"""How often the library is right, as measured, and the sentences that tell a reader so."""

from typing import TYPE_CHECKING

from oped.labels import LEVELS
from oped.library import data_root
from oped.reading.devices import device_precision
from oped.reading.document import Document
from oped.tables import DataFile, read_table

if TYPE_CHECKING:
    import pandas as pd

_ALWAYS = (
    "No rule here knows whether a statement is true, and nothing in this report says that one is.",
    "There is no overall score for bias, because no count of words can tell whether a writer is fair.",
    "The marks judge the form of a sentence. A false statement that can be checked is marked as a fact.",
    "Irony and satire are read to the letter, and a quotation is not compared with what was said.",
    "What the piece leaves out can't be seen in it: ask who is not heard and which year is not shown.",
)
_SHORT = 10  # sentences
_MUCH_QUOTED = 0.5


def report_card() -> "pd.DataFrame":
    """How often marks were right.

    Returns:
        One row a kind of mark: part (claims, subjectivity, attribution or devices), label, precision and recall (0 to
        1; missing where there was nothing to divide by), number (how many there were in the key), measured_on and
        source (the command that measures it).

    >>> sorted(set(report_card()["part"]))
    ['attribution', 'claims', 'devices', 'subjectivity']
    """
    import pandas as pd

    table = read_table(DataFile(data_root() / "report_card.csv", "report_card.csv"))
    known = pd.DataFrame(table.rows, columns=list(table.columns)).astype(
        {"precision": float, "recall": float, "number": int}
    )
    measured = pd.DataFrame(
        [
            ("devices", one.device, one.precision, one.recall, one.marked, one.measured_on, "oped evaluate devices")
            for one in device_precision().values()
        ],
        columns=list(table.columns),
    )
    return pd.concat([known, measured], ignore_index=True)


def limits(document: Document, share_quoted: float) -> tuple[str, ...]:
    """What a report on a text can't tell, one sentence each, with what has been measured.

    Args:
        document: the text.
        share_quoted: the part of its words that stands in quotation marks, 0 to 1.
    """
    return (*_ALWAYS, *_measured(), *_of_this_text(document, share_quoted))


def _measured() -> list[str]:
    card = report_card()
    levels = card[card["part"] == "claims"].set_index("label")
    shares = ", ".join(f"{_percent(float(levels['precision'][name]))} of those marked {name}" for name in LEVELS)
    cue = card[(card["part"] == "attribution") & (card["label"] == "CUE")].iloc[0]
    devices = device_precision().values()
    offered, right = sum(one.candidates for one in devices), sum(one.right for one in devices)
    marked, found = sum(one.marked for one in devices), sum(one.found for one in devices)
    return [
        f"Levels are guesses by rules: trained readers agreed with {shares} ({levels['measured_on'].iloc[0]}).",
        f"Of the sentences shown as attributing, {_percent(cue['precision'])} did; {_percent(cue['recall'])} of all "
        f"that do were found ({cue['measured_on']}).",
        f"Of {offered} device candidates, {right} were marked by readers too; of their {marked} marks, {found} were "
        f"found ({next(iter(devices)).measured_on}). So some candidates here are wrong, and some devices are missed.",
    ]


def _of_this_text(document: Document, share_quoted: float) -> list[str]:
    found = []
    if len(document.sentences) < _SHORT:
        found.append(f"This text has few sentences ({len(document.sentences)}), so shares and averages mean little.")
    if share_quoted > _MUCH_QUOTED:
        found.append("Most of this text stands in quotation marks; the marks say little about who put it together.")
    if document.set_apart:
        found.append(
            f"Set apart and not read as argument, because they look like captions, links or notices: "
            f"{len(document.set_apart)} parts, listed below the text."
        )
    if not document.author:
        found.append("No author was found in the source: look for the byline yourself.")
    return found


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
