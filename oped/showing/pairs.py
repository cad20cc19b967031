"""Pairs of texts that match in all but their side, kept in `datasets/pairs/`: what a `Slant` asks to rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from oped.library import data_root
from oped.records import make_record, one_of, parse_toml
from oped.showing.widgets.slant import Pair
from oped.tables import DataFile, read_utf8


@dataclass(frozen=True)
class _Texts:
    """One section of a file of pairs; its name is the pair's id."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    text_for: str
    text_against: str


def load_pairs(name: str) -> list[Pair]:
    """Load pairs of texts, in the order of the file.

    >>> len(load_pairs("09-talks"))
    6

    Raises:
        OpedError: there is no file of that name.
        DataError: the file is not TOML, or a key is missing, unknown or wrong.
    """
    root = data_root()
    names = tuple(sorted(path.stem for path in root.glob("pairs/*.toml")))
    place = f"pairs/{one_of(name, names, 'file of pairs')}.toml"
    file = DataFile(root / place, f"{root.name}/{place}")
    pairs = make_record(dict[str, _Texts], parse_toml(read_utf8(file), file.name), file.name)
    return [Pair(pair_id, texts.text_for, texts.text_against) for pair_id, texts in pairs.items()]
