"""Plain values as JSON text and back, with their exact types: what a student's answers leave the sandbox as.

Nothing but data comes out: a value of a type that is not listed here is left out, whatever it claims to equal.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from datetime import date, datetime
from json import dumps, loads
from typing import Any

from oped.grading.sandbox import tables

MOST_ITEMS = 200_000
MOST_KEYS = 5_000
_DEEPEST = 30
_MOST_BITS = 4_000
"""A larger number has no decimal text."""
_MOST_BITS_OF_A_KEY = 64
"""With larger numbers as keys a dict can be made slow."""
_MOST_TEXT = 4_000_000

_OTHER: dict[str, Any] = {"other": None}
_DICTS = (dict, OrderedDict, defaultdict, Counter)
_GROUPS: dict[type, str] = {tuple: "tuple", set: "set", frozenset: "frozenset"}
_DATES: dict[type, str] = {date: "date", datetime: "datetime"}


class NotPlainError(ValueError):
    """A value that is not plain, or a text that holds none."""


class NotPlain:
    """Stands inside a plain value where something was that is not plain; equals nothing."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Never."""
        return False

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """In words."""
        return "(not a plain value)"


def to_json(value: object) -> str:
    """The text of a plain value.

    Plain are None, bool, int, float, str, date and datetime; list, tuple, set and dict of plain values; numpy's numbers
    and arrays; pandas' tables, columns and indexes. A dict of a kind of its own, such as a Counter, becomes a dict.
    What is not plain inside a list or a dict becomes `NotPlain`.

    >>> to_json({"a": (1, 2.5)})
    '{"dict": [["a", {"tuple": [1, 2.5]}]]}'

    Raises:
        NotPlainError: the value itself is not plain, or it is too large or too deep.
    """
    try:
        encoded = _Encoder().encode(value)
        text = dumps(encoded)
    except Exception as error:
        raise NotPlainError("The value is not plain, or too large.") from error
    if encoded == _OTHER:
        raise NotPlainError("The value is not plain.")
    return text


def has_odd_parts(text: str) -> bool:
    """Whether something in a text of `to_json` was not plain; inside a text the tag's quotes would be escaped.

    >>> has_odd_parts(to_json([1, print])), has_odd_parts(to_json(['{"other": null}']))
    (True, False)
    """
    return dumps(_OTHER) in text


def from_json(text: str) -> Any:
    """The value that a text of `to_json` holds.

    >>> from_json('{"dict": [["a", {"tuple": [1, 2.5]}]]}')
    {'a': (1, 2.5)}

    Raises:
        NotPlainError: there is none.
    """
    if len(text) > _MOST_TEXT:
        raise NotPlainError("The text is too long.")
    try:
        return _Decoder().decode(loads(text))
    except Exception as error:
        raise NotPlainError("The text holds no plain value.") from error


class _Room:
    """How much of a value there may be, and how deep it may be nested."""

    def __init__(self) -> None:
        self._items, self._keys, self._depth = MOST_ITEMS, MOST_KEYS, 0

    def nested(self, each: Callable[[Any], Any], items: Any) -> list[Any]:
        """Treat each item, one level deeper."""
        self._depth += 1
        self._items -= len(items)
        if self._depth > _DEEPEST or self._items < 0:
            raise NotPlainError("The value is too large.")
        done = [each(item) for item in items]
        self._depth -= 1
        return done

    def keys(self, keys: list[Any]) -> list[Any]:
        """Let the keys of a dict or the members of a set pass if they can't make it slow."""
        self._keys -= len(keys)
        if self._keys < 0 or any(type(key) is int and key.bit_length() > _MOST_BITS_OF_A_KEY for key in keys):
            raise NotPlainError("There are too many keys.")
        return keys


class _Encoder(_Room):
    def encode(self, value: Any) -> Any:
        kind = type(value)
        if value is None or kind is bool or kind is float or kind is str:
            return value
        if kind is int:
            return value if value.bit_length() <= _MOST_BITS else _OTHER
        if kind is list:
            return self.nested(self.encode, value)
        for group, tag in _GROUPS.items():
            if kind is group:
                return {tag: self.nested(self.encode, list(value))}
        if any(kind is one for one in _DICTS):
            return {"dict": self.nested(lambda pair: [self.encode(part) for part in pair], list(dict.items(value)))}
        for one, tag in _DATES.items():
            if kind is one:
                return {tag: value.isoformat()}
        try:
            return tables.encode(value, lambda items: self.nested(self.encode, items)) or _OTHER
        except tables.OtherDataError:
            return _OTHER


class _Decoder(_Room):
    def decode(self, found: Any) -> Any:
        if isinstance(found, str):
            return found.encode("utf-8", "replace").decode()  # half characters can't be stored
        if isinstance(found, list):
            return self.nested(self.decode, found)
        if not isinstance(found, dict):
            return found
        ((tag, body),) = found.items()
        match tag:
            case "tuple":
                return tuple(self.nested(self.decode, body))
            case "set" | "frozenset":
                members = self.keys(self.nested(self.decode, body))
                return set(members) if tag == "set" else frozenset(members)
            case "dict":
                pairs = self.nested(lambda pair: (self.decode(pair[0]), self.decode(pair[1])), body)
                return dict(zip(self.keys([key for key, _ in pairs]), [value for _, value in pairs], strict=True))
            case "date":
                return date.fromisoformat(body)
            case "datetime":
                return datetime.fromisoformat(body)
            case "other":
                return NotPlain()
            case _:
                return tables.decode(tag, body, lambda items: self.nested(self.decode, items))
