"""One's own slant: matched texts of two sides, rated without seeing which belongs to which, for the reader alone."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Annotated, Literal

import traitlets
from pydantic import Field

from oped.errors import OpedError
from oped.showing.answers import AnswerStore, Given
from oped.showing.page import Shown
from oped.showing.widgets.base import Widget

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["for", "against"]
Rating = Annotated[int, Field(ge=1, le=7)]

LOW, HIGH = "not at all", "entirely"
QUESTION = "How convincing is it as an argument, whatever you think of the matter?"
_FEWEST_FOR_A_MARGIN = 3


@dataclass(frozen=True)
class Pair:
    """Two texts that match in all but their side: alike in length, evidence and tone.

    Attributes:
        id: a short name of its own, which the private file uses.
        text_for: a sentence or a short text for the matter.
        text_against: its match against the matter.
    """

    id: str
    text_for: str
    text_against: str


@dataclass(frozen=True)
class Lean:
    """How much higher one side was rated.

    Attributes:
        pairs: how many pairs were rated.
        mean_for, mean_against: mean ratings, 1 to 7.
        margin: twice the standard error of the mean difference, in points; None for fewer than three pairs.
    """

    pairs: int
    mean_for: float
    mean_against: float
    margin: float | None

    @property
    def difference(self) -> float:
        """Mean rating for, less mean rating against; positive where the texts for the matter were rated higher."""
        return self.mean_for - self.mean_against

    @property
    def lines(self) -> tuple[str, ...]:
        """The result in plain sentences, the caveat last."""
        counted = f"{self.pairs} pair{'s' * (self.pairs != 1)}"
        first = (
            f"Mean rating {self.mean_for:.1f} for, {self.mean_against:.1f} against: "
            f"difference {_signed(self.difference)} on a scale from 1 to 7 (n = {counted})."
        )
        if self.margin is None:
            chance = f"With {counted} nothing can be told from chance."
        elif abs(self.difference) <= self.margin:
            chance = f"That is within ±{self.margin:.1f}, which chance alone may bring with {counted}."
        else:
            chance = f"That is more than the ±{self.margin:.1f} which chance alone may bring with {counted}."
        caveat = (
            "It tells of your ratings of these texts, not of you: one text of a pair may simply be the better one, "
            "and a fair reader may find one side's arguments stronger."
        )
        return (first, chance, caveat)


class Ratings(Given):
    """Ratings, 1 to 7, by `PAIR/for` and `PAIR/against`."""

    ratings: dict[str, Rating] = Field(default_factory=dict)


class Slant(Widget):
    """Rate texts of both sides, in a mixed order that does not tell the side; the result is for the reader alone.

    The ratings stay in `NAME.private.json` beside the notebook. They are part of no hand-in and of no grade, and the
    static form does not hold them. The order is fixed by the name: first one text of each pair, then the others.

    Keys: Up and Down move from text to text, 1 to 7 rate, 0 or Backspace takes the rating away, Tab leaves.

    Attributes:
        notice: one sentence where ratings could not be read or saved, else empty.
    """

    _scripts = ("slant.js",)

    _rated: "traitlets.Dict[str, int]" = traitlets.Dict().tag(sync=True)
    _texts: "traitlets.List[str]" = traitlets.List().tag(sync=True)
    _asks = traitlets.Dict().tag(sync=True)
    _result: "traitlets.List[str]" = traitlets.List().tag(sync=True)

    def __init__(self, pairs: Iterable[Pair], *, name: str, question: str = QUESTION) -> None:
        """Set out the texts with the ratings that the private file holds for them.

        Args:
            pairs: each with an id of its own.
            name: names the file, `NAME.private.json`, and fixes the order: small letters, digits and hyphens.
            question: what is asked of each text.

        Raises:
            OpedError: there is no pair, two have one id, or the name can't be used.
        """
        given = list(pairs)
        self._pairs = {pair.id: pair for pair in given}
        if len(self._pairs) < max(len(given), 1):
            raise OpedError("Give at least one pair, and each an id of its own.")
        self._store = AnswerStore(name, Ratings, ending="private")
        self._order = mixed(self._pairs, name)
        kept, notice = self._store.load(self._that_fit)
        places = {_key(*place): str(n) for n, place in enumerate(self._order)}
        rated = {places[key]: rating for key, rating in kept.ratings.items()}
        super().__init__(
            notice=notice,
            _rated=rated,
            _texts=[self._text(*place) for place in self._order],
            _asks={"question": question, "low": LOW, "high": HIGH, "file": self._store.path.name},
        )
        self._result = self._lines()
        self.observe(self._save, names=["_rated"])

    @property
    def table(self) -> "pd.DataFrame":
        """One row a pair: `pair`, and the ratings `for` and `against`, 1 to 7, missing where not rated."""
        import pandas as pd

        rated = self._by_key()
        rows = [(i, rated.get(_key(i, "for")), rated.get(_key(i, "against"))) for i in self._pairs]
        types = {"pair": "string", "for": "Int64", "against": "Int64"}
        return pd.DataFrame(rows, columns=list(types)).astype(types)

    @property
    def result(self) -> Shown:
        """The difference between the sides with n and a caveat; before every text is rated, how many are left."""
        lines = self._lines() or [self._left()]
        return Shown("".join(f'<p lang="en">{escape(line)}</p>' for line in lines), "\n".join(lines))

    def rate(self, ratings: Mapping[int, int]) -> None:
        """Rate texts by the numbers that the page and the static form give them, for whoever types.

        Args:
            ratings: number of the text, from 1, to rating, 1 to 7.

        Raises:
            OpedError: there is no such text, or a rating is not 1 to 7.
        """
        for number, rating in ratings.items():
            if number not in range(1, len(self._order) + 1) or rating not in range(1, 8):
                raise OpedError(
                    f"Text {number} can't be rated {rating}: texts go from 1 to {len(self._order)}, ratings to 7."
                )
        self._rated = self._rated | {str(number - 1): rating for number, rating in ratings.items()}

    def reset(self) -> None:
        """Forget every rating, here and in the file."""
        self._rated = {}

    def _text(self, pair_id: str, side: Side) -> str:
        pair = self._pairs[pair_id]
        return pair.text_for if side == "for" else pair.text_against

    def _by_key(self) -> dict[str, int]:
        return {_key(*self._order[int(place)]): rating for place, rating in self._rated.items()}

    def _that_fit(self, kept: Ratings) -> Ratings:
        keys = {_key(*place) for place in self._order}
        return Ratings(ratings={key: rating for key, rating in kept.ratings.items() if key in keys})

    def _save(self, change: object) -> None:
        self.notice = self._store.save(Ratings(ratings=self._by_key()))
        self._result = self._lines()

    def _left(self) -> str:
        left = len(self._order) - len(self._rated)
        return (
            f"The result comes when all {len(self._order)} texts are rated; {left} {'is' if left == 1 else 'are'} left."
        )

    def _lines(self) -> list[str]:
        """The result, once there is one: seen earlier it would steer the ratings that are left."""
        if len(self._rated) < len(self._order):
            return []
        rated = self._by_key()
        return list(lean_of((rated[_key(i, "for")], rated[_key(i, "against")]) for i in self._pairs).lines)

    def _shown(self) -> Shown:
        first = (
            f"{len(self._rated)} of {len(self._order)} texts rated. Private: the ratings are only in "
            f"{self._store.path.name}, not in this notebook, and are no part of a hand-in or a grade."
        )
        texts = [f"{n}. {text}" for n, text in enumerate(self._texts, start=1)]
        items = "".join(f"<li>{escape(text)}</li>" for text in self._texts)
        return Shown(f'<div lang="en"><p>{escape(first)}</p><ol>{items}</ol></div>', "\n".join([first, *texts]))


def mixed(pairs: Iterable[str], name: str) -> list[tuple[str, Side]]:
    """An order of the texts that the name fixes: one text of each pair, half of them of each side, then the others.

    >>> order = mixed(["a", "b"], "my-slant")
    >>> sorted(order[:2]) != sorted(order[2:]), sorted(i for i, _ in order[:2])
    (True, ['a', 'b'])
    """
    ids = list(pairs)
    chance = random.Random(name)
    sides: list[Side] = [("for", "against")[n % 2] for n in range(len(ids))]
    chance.shuffle(ids)
    chance.shuffle(sides)
    first = list(zip(ids, sides, strict=True))
    second: list[tuple[str, Side]] = [(i, "against" if side == "for" else "for") for i, side in first]
    chance.shuffle(second)
    if second[0][0] == first[-1][0]:
        second = [*second[1:], second[0]]
    return [*first, *second]


def lean_of(ratings: Iterable[tuple[float, float]]) -> Lean:
    """How much higher one side was rated, out of the two ratings of each pair: for, against.

    >>> lean_of([(5, 4), (6, 3)]).difference
    2.0

    Raises:
        OpedError: there is no pair.
    """
    rated = list(ratings)
    if not rated:
        raise OpedError("No pair is rated on both sides yet: rate its two texts.")
    margin = None
    if len(rated) >= _FEWEST_FOR_A_MARGIN:
        margin = 2 * stdev(one - other for one, other in rated) / len(rated) ** 0.5
    return Lean(len(rated), fmean(one for one, _ in rated), fmean(other for _, other in rated), margin)


def _signed(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−")


def _key(pair_id: str, side: Side) -> str:
    return f"{pair_id}/{side}"
