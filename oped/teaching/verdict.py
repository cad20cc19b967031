"""Explained scoring: what was answered, whether it holds, which words decide, and what else is accepted.

Test cells of the exercises call this module with a key; the module itself holds none.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Literal

from oped.labels import CODEBOOK, LEVELS, QUESTIONS
from oped.showing.canvas import in_words
from oped.tables import split_list

if TYPE_CHECKING:
    import pandas as pd

Outcome = Literal["right", "accepted", "not this one", "no answer"]

_CREDIT: dict[Outcome, float] = {"right": 1.0, "accepted": 1.0, "not this one": 0.0, "no answer": 0.0}

_NOT_YET = "Not attempted yet."


@dataclass(frozen=True)
class Item:
    """The key to one item.

    Attributes:
        label: the label that the course gives.
        why: one or two sentences that name the deciding words.
        accepted: other labels that can be defended; each earns full credit.
    """

    label: str
    why: str
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class NumberItem:
    """The key to one number.

    Attributes:
        value: the number that the course gives.
        tolerance: how far an answer may lie from it, in the number's own unit.
        why: one or two sentences that say how the number comes about.
    """

    value: float
    tolerance: float
    why: str


@dataclass(frozen=True)
class ItemVerdict:
    """What became of one item; `credit` is 0.0 or 1.0 of the item's share."""

    id: str
    given: str
    outcome: Outcome
    label: str
    why: str
    accepted: tuple[str, ...]

    @property
    def credit(self) -> float:
        """The share of the item that was earned, 0.0 to 1.0."""
        return _CREDIT[self.outcome]

    def told(self) -> str:
        """What became of the answer: the outcome, the course's label, why, and what else is accepted."""
        also = f" Also accepted: {', '.join(self.accepted)}." if self.accepted else ""
        match self.outcome:
            case "right":
                return f"right. {self.why}{also}"
            case "accepted":
                return f"accepted; the course says {self.label}. {self.why}"
            case outcome:
                return f"{outcome}; the course says {self.label}. {self.why}{also}"

    def __str__(self) -> str:
        """One paragraph in plain text."""
        return f"{self.id}  {self.given}: {self.told()}" if self.given else f"{self.id}  {self.told()}"


@dataclass(frozen=True)
class Count:
    """Hits and false alarms for one label; `of_label` and `of_others` are how many items could have been either."""

    label: str
    hits: int
    of_label: int
    false_alarms: int
    of_others: int

    def __str__(self) -> str:
        """One line in plain text."""
        return (
            f"{self.label}: hits {self.hits} of {self.of_label}; false alarms {self.false_alarms} of {self.of_others}."
        )


@dataclass(frozen=True)
class Verdict:
    """The whole answer to one question; prints as text and shows as HTML.

    Printed, it explains every item, as feedback must. Named in a cell it waits: an item without an answer keeps its
    key, and the counts come once every item has one, so that a lesson can be done a few items at a time.

    >>> verdict = judge({"a": "FACT"}, {"a": Item("FACT", "A count."), "b": Item("OPINION", "'shameful' judges.")})
    >>> verdict
    1 of 2 hold; 1 not attempted.
    a  FACT: right. A count.
    b  not attempted
    >>> print(verdict)
    1 of 2 hold.
    a  FACT: right. A count.
    b  no answer; the course says OPINION. 'shameful' judges.
    """

    items: tuple[ItemVerdict, ...]
    counts: tuple[Count, ...] = field(default=())

    def points(self, maximum: float) -> float:
        """Points earned out of `maximum`, one equal share an item, rounded to two places.

        >>> key = {"a": Item("FACT", "A count."), "b": Item("OPINION", "'shameful' judges.", ("MIXED",))}
        >>> judge({"a": "fact", "b": "M"}, key).points(3)
        3.0
        """
        if not self.items:
            return 0.0
        return round(maximum * sum(item.credit for item in self.items) / len(self.items), 2)

    def __str__(self) -> str:
        """Plain text with every key: a summary line, the counts, one paragraph an item."""
        if self._left == len(self.items):
            return _NOT_YET
        return "\n".join([f"{self._earned}.", *(f"  {count}" for count in self.counts), *map(str, self.items)])

    def __repr__(self) -> str:
        """Plain text, for a cell that names the verdict: what was not attempted keeps its key."""
        if self._left == len(self.items):
            return _NOT_YET
        rows = (f"{id_}  {told}" for id_, told in self._shown_rows())
        return "\n".join([self._shown_summary(), *(f"  {count}" for count in self._shown_counts()), *rows])

    def _repr_html_(self) -> str:
        if self._left == len(self.items):
            return f"<p>{_NOT_YET}</p>"
        items = "".join(f"<li>{escape(str(count))}</li>" for count in self._shown_counts())
        counts = f"<ul>{items}</ul>" if items else ""
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;vertical-align:top">{escape(id_)}</th>'
            f'<td style="text-align:left">{escape(told)}</td></tr>'
            for id_, told in self._shown_rows()
        )
        summary = f"<p><strong>{escape(self._shown_summary())}</strong></p>"
        return f"{summary}{counts}<table><tbody>{rows}</tbody></table>"

    @property
    def _left(self) -> int:
        """How many items have no answer."""
        return sum(item.outcome == "no answer" for item in self.items)

    @property
    def _earned(self) -> str:
        return f"{sum(item.credit > 0 for item in self.items)} of {len(self.items)} hold"

    def _shown_summary(self) -> str:
        return f"{self._earned}; {self._left} not attempted." if self._left else f"{self._earned}."

    def _shown_counts(self) -> tuple[Count, ...]:
        return () if self._left else self.counts

    def _shown_rows(self) -> list[tuple[str, str]]:
        """Each item's id, and what a cell tells of it."""
        return [
            (item.id, "not attempted" if item.outcome == "no answer" else str(item).removeprefix(item.id).strip())
            for item in self.items
        ]


def normal_label(answer: object, allowed: Collection[str]) -> str:
    """The allowed label that an answer names, else the answer as it stands.

    A label may be named by its name, by the letter tag that the codebook gives it, or by its first letter where no
    other label begins so; capitals and spaces do not matter.

    >>> from oped.labels import TYPES
    >>> normal_label("common ground", TYPES), normal_label("ev", TYPES), normal_label("o", LEVELS)
    ('COMMON_GROUND', 'EVENT', 'OPINION')
    >>> normal_label("p", TYPES), normal_label(7, TYPES)
    ('p', '')
    """
    text = answer.strip() if isinstance(answer, str) else ""
    wanted = text.upper().replace(" ", "_")
    names = {name.upper(): name for name in allowed}
    if wanted in names:
        return names[wanted]
    tags = {label.letter: name for labels in CODEBOOK for name, label in labels.items() if name in allowed}
    if wanted in tags:
        return tags[wanted]
    first = [names[name] for name in names if len(wanted) == 1 and name.startswith(wanted)]
    return first[0] if len(first) == 1 else text


def judge(given: object, key: Mapping[str, Item], allowed: Collection[str] = tuple(LEVELS)) -> Verdict:
    """Judge labels against a key, item by item.

    Args:
        given: what the student's variable holds: a dict of item id to label name or letter. Anything else counts as
            no answer, and so does a label that is not text.
        key: item id to `Item`, in the order in which the items are explained.
        allowed: the labels that there are, which a tag or a first letter may stand for.

    Returns:
        one `ItemVerdict` an item of the key, and hits and false alarms for every label that the key uses twice or more.
    """
    answers = given if isinstance(given, dict) else {}
    items = tuple(_judge_item(id_, normal_label(answers.get(id_), allowed), item) for id_, item in key.items())
    return Verdict(items, _counts(items))


def judge_numbers(given: object, key: Mapping[str, NumberItem]) -> Verdict:
    """Judge numbers against a key, item by item.

    Args:
        given: what the student's variable holds: a dict of item id to number. Anything else counts as no answer, and
            so does what is no number: text, None, infinity.
        key: item id to `NumberItem`, in the order in which the items are explained.

    >>> judge_numbers({"hours": 12}, {"hours": NumberItem(11, 0.5, "2 and 9 hours.")})
    0 of 1 hold.
    hours  12: not this one; the course says 11. 2 and 9 hours.
    """
    answers = given if isinstance(given, dict) else {}
    return Verdict(tuple(_judge_number(id_, number_in(answers.get(id_)), item) for id_, item in key.items()))


def number_in(answer: object) -> float | None:
    """The number that an answer is, of whatever kind; None for what is none: True, infinity, and what is too large.

    >>> number_in(3), number_in(0.5), number_in("3"), number_in(True)
    (3.0, 0.5, None, None)
    """
    if not isinstance(answer, Real) or isinstance(answer, bool):
        return None
    try:
        number = float(answer)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def _judge_number(id_: str, given: float | None, item: NumberItem) -> ItemVerdict:
    if given is None:
        return ItemVerdict(id_, "", "no answer", in_words(item.value), item.why, ())
    right = abs(given - item.value) <= item.tolerance
    return ItemVerdict(id_, in_words(given), "right" if right else "not this one", in_words(item.value), item.why, ())


def _judge_item(id_: str, given: str, item: Item) -> ItemVerdict:
    outcome: Outcome
    if not given:
        outcome = "no answer"
    elif given == item.label:
        outcome = "right"
    else:
        outcome = "accepted" if given in item.accepted else "not this one"
    return ItemVerdict(id_, given, outcome, item.label, item.why, item.accepted)


def _counts(items: tuple[ItemVerdict, ...]) -> tuple[Count, ...]:
    """Hits and false alarms for each label that the key uses twice or more; an accepted answer counts as a hit."""
    found = []
    for label in dict.fromkeys(item.label for item in items):
        of_label = [item for item in items if item.label == label]
        others = [item for item in items if item.label != label]
        if len(of_label) < 2:
            continue
        found.append(
            Count(
                label,
                hits=sum(item.credit > 0 for item in of_label),
                of_label=len(of_label),
                false_alarms=sum(item.given == label and item.credit == 0 for item in others),
                of_others=len(others),
            )
        )
    return tuple(found)


def key_from(labels: "pd.DataFrame", column: str, ids: Iterable[str]) -> dict[str, Item]:
    """Make the key to some sentences out of a table of labels.

    Args:
        labels: a case's `sentences` or a practice text's `labels`: columns id, rationale, accepted_levels,
            second_type and the one asked for.
        column: "level" or "type"; for a type the second type is the accepted one.
        ids: the sentences, in the order in which they are explained.
    """
    rows = labels.set_index("id").loc[list(ids)]
    also = "accepted_levels" if column == "level" else "second_type"
    cells = zip(rows.index, rows[column], rows["rationale"], rows[also], strict=True)
    return {
        str(id_): Item(str(label), str(why), tuple(filter(None, str(accepted or "").split(";"))))
        for id_, label, why, accepted in cells
    }


def key_of_figure(figure: "pd.Series", reasons: "pd.DataFrame") -> dict[str, Item]:
    """Make the key to the ten questions of one figure.

    Args:
        figure: a row of a case's `figures`.
        reasons: the case's `reasons`; where it has none, the question's rule stands as the reason.

    Returns:
        question's name to `Item`, its labels those of `oped.labels.ANSWERS`.
    """
    rows = reasons[reasons["figure"] == figure["id"]].set_index("question")
    key = {}
    for name, question in QUESTIONS.items():
        why, accepted = rows.loc[name, ["why", "accepted"]] if name in rows.index else (question.advice, "")
        key[name] = Item(str(figure[name]), str(why), split_list(str(accepted)))
    return key
