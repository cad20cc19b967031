"""The marks inside the text of a reading report, and who is heard in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from oped.labels import ATTRIBUTION, DEVICES

if TYPE_CHECKING:
    from oped.report import ReadingReport


class Piece(NamedTuple):
    """A run of a sentence: plain, or marked with a letter and a link to the entry that explains it."""

    text: str
    kind: str = ""
    letter: str = ""
    title: str = ""
    target: str = ""


@dataclass(frozen=True)
class Voice:
    """Who is heard, how, and where: pairs of a sentence and the words that attribute."""

    anchor: str
    who: str
    ladder: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]


def voices(report: "ReadingReport") -> list[Voice]:
    """Who is heard, in the order of the text; mentions of one name come together."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    names: dict[str, str] = {}
    for row in report.sources.itertuples():
        who = str(row.who) or ("nobody named" if row.ladder == "unnamed" else "not found by the rules")
        name = who.lower().removeprefix("the ")
        names.setdefault(name, who)
        groups.setdefault(name, []).append((str(row.ladder), str(row.sentence), str(row.phrase)))
    return [
        Voice(
            f"v{number}",
            names[name],
            tuple(ATTRIBUTION[ladder].title for ladder in dict.fromkeys(item[0] for item in items)),
            tuple((item[1], item[2]) for item in items),
        )
        for number, (name, items) in enumerate(groups.items(), start=1)
    ]


def marks_of(report: "ReadingReport") -> dict[str, list[tuple[int, int, Piece]]]:
    """By sentence: start, end and mark, first figures, then devices, then voices, so that the first keeps its place."""
    found: dict[str, list[tuple[int, int, Piece]]] = {}

    def add(row: Mapping[Any, Any], piece: Piece) -> None:
        found.setdefault(row["sentence"], []).append((row["start"], row["end"], piece))

    for number, row in enumerate(report.figures.to_dict("records"), start=1):
        add(row, Piece(row["phrase"], "figure", "#", "figure", f"f{number}"))
    for number, row in enumerate(report.devices.to_dict("records"), start=1):
        label = DEVICES[row["device"]]
        add(row, Piece(row["phrase"], "device", label.letter, label.title, f"d{number}"))
    anchors = {mention: voice.anchor for voice in voices(report) for mention in voice.mentions}
    for row in report.sources.to_dict("records"):
        anchor = anchors[row["sentence"], row["phrase"]]
        if row["phrase"] == ":":  # the name before the colon is what a reader looks for
            row = {**row, "start": row["start"] - len(row["who"])}
        add(row, Piece(report.document.text[row["start"] : row["end"]], "voice", "@", "attribution", anchor))
    return found


def pieces(text: str, start: int, end: int, marks: list[tuple[int, int, Piece]]) -> Iterator[Piece]:
    """A stretch of text cut into plain and marked pieces; where marks overlap, the one named first stays."""
    kept: list[tuple[int, int, Piece]] = []
    for mark in marks:
        if not any(mark[0] < other[1] and other[0] < mark[1] for other in kept):
            kept.append(mark)
    place = start
    for first, last, piece in sorted(kept, key=lambda mark: mark[0]):
        if first > place:
            yield Piece(text[place:first])
        yield piece
        place = last
    if place < end:
        yield Piece(text[place:end])
