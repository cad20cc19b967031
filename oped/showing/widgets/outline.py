"""An argument map as rows of an outline, each with its depth, and back; what is wrong with such rows in words."""

import re
from collections.abc import Collection, Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from oped.errors import OpedError
from oped.reading.argument import ArgumentMap, Kind, Node

_SENTENCE_ID = re.compile(r"p[0-9]{2,}s[0-9]+")
_BETWEEN = re.compile(r"[\s,;]+")
_MET = {"": None, "yes": True, "no": False}


class OutlineRow(BaseModel):
    """One part of an argument in reading order; `sentence` is as typed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z]+[0-9]+$")]
    depth: Annotated[int, Field(ge=0)]
    kind: Kind
    text: str
    sentence: str
    stated: bool
    met: Literal["", "yes", "no"]


def rows_of(argument: ArgumentMap) -> list[OutlineRow]:
    """The rows of a map.

    Raises:
        OpedError: the map has a loop or a lost part, which no outline can show.
    """
    words: dict[bool | None, Literal["", "yes", "no"]] = {None: "", True: "yes", False: "no"}
    rows = [
        OutlineRow(
            id=node.id,
            depth=number.count("."),
            kind=node.kind,
            text=node.text,
            sentence="; ".join(node.sentence),
            stated=node.stated,
            met=words[node.met],
        )
        for number, node in argument.walk()
    ]
    if {node.id: node.parent for node in map_of(rows).nodes} != {node.id: node.parent for node in argument.nodes}:
        raise OpedError(f"This map can't be edited as an outline yet: {argument.problems()[0]}")
    return rows


def map_of(rows: Iterable[OutlineRow]) -> ArgumentMap:
    """The map of rows: a row stands under the last one before it that is less deep.

    >>> rows = rows_of(ArgumentMap().add("claim", "It should go.").add("reason", "It is old.", "a01"))
    >>> [(node.id, node.parent) for node in map_of(rows).nodes]
    [('a01', ''), ('a02', 'a01')]

    Raises:
        OpedError: two rows have one id.
    """
    nodes: list[Node] = []
    above: list[OutlineRow] = []
    for row in rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        parent = above[-1].id if above else ""
        met = _MET[row.met] if row.kind == "objection" else None
        named = tuple(name for name in _BETWEEN.split(row.sentence) if name)
        nodes.append(Node(row.id, row.kind, row.text, parent, named, row.stated, met))
        above.append(row)
    return ArgumentMap(tuple(nodes))


def unknown_sentences(argument: ArgumentMap, ids: Collection[str] | None) -> list[str]:
    """One sentence for each name that is no sentence of the text or, where the ids are None, can't be one."""
    return [
        f"{node.kind.capitalize()} {node.id} names {name!r}, which is no sentence here: write an id such as p01s1."
        for node in argument.nodes
        for name in node.sentence
        if (name not in ids if ids is not None else not _SENTENCE_ID.fullmatch(name))
    ]
