"""The argument of a piece as a map that a reader edits: claims, reasons, evidence, warrants and objections.

The kinds follow Toulmin (1958), The Uses of Argument. A map never changes: every edit returns a new one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack, cast

from oped.errors import OpedError
from oped.reading.argument_checks import gaps, problems

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["claim", "reason", "evidence", "warrant", "objection"]

KINDS: dict[Kind, str] = {
    "claim": "what the piece wants its reader to accept",
    "reason": "why one should accept it, or how an objection is answered",
    "evidence": "what can be looked up: a figure, an event, somebody's words",
    "warrant": "what must hold for the step to carry, often left unsaid",
    "objection": "what can be said against it",
}
COLUMNS = ("id", "parent", "kind", "sentence", "text", "stated", "met")
_ID = re.compile(r"[a-z]+[0-9]+")
_FLAGS = {"yes": True, "no": False}


class NodeMarks(TypedDict, total=False):
    """What is noted of a node beside its kind and text; see `Node`."""

    sentence: tuple[str, ...]
    stated: bool
    met: bool | None


class NodeChanges(NodeMarks, total=False):
    """What can be edited of a node; to change the parent there is `ArgumentMap.move`."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Node:
    """One part of an argument.

    Attributes:
        id: small letters, then digits: a01.
        text: what is said, on one line; runs of white space become single spaces.
        parent: the id of what it supports or answers; "" at the top.
        sentence: the ids of the sentences that say it.
        stated: whether the piece says it; a warrant is often left unsaid.
        met: whether the piece answers the objection, None where nobody has said; always None for any other kind.
    """

    id: str
    kind: Kind
    text: str
    parent: str = ""
    sentence: tuple[str, ...] = ()
    stated: bool = True
    met: bool | None = None

    def __post_init__(self) -> None:
        """Put the text on one line; raise OpedError for an id, a kind or a `met` that no map can hold."""
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if not _ID.fullmatch(self.id):
            raise OpedError(f"{self.id!r} can't be the id of a part; use small letters, then digits: a01.")
        if self.kind not in KINDS:
            raise OpedError(f"{self.id}: {self.kind!r} is not a kind of part; use one of {', '.join(KINDS)}.")
        if self.met is not None and self.kind != "objection":
            raise OpedError(f"{self.id} is a part of kind {self.kind}; only an objection can be met or not met.")


@dataclass(frozen=True)
class ArgumentMap:
    """An argument as a tree of nodes; those under one parent stand in the order in which they are read.

    >>> bridge = ArgumentMap().add("claim", "The bridge should go.").add("reason", "It is not safe.", "a01")
    >>> print(bridge.outline())
    1 claim (a01): The bridge should go.
      1.1 reason (a02): It is not safe.
    >>> bridge.add("evidence", "Forty lorries a day.", "a01").move("a03", "a02").table["parent"].to_list()
    ['', 'a01', 'a02']
    """

    nodes: tuple[Node, ...] = ()

    def __post_init__(self) -> None:
        """Raise OpedError where an id comes twice."""
        ids = [node.id for node in self.nodes]
        if twice := next((i for i in ids if ids.count(i) > 1), None):
            raise OpedError(f"Two parts of the argument have the id {twice}; give each its own.")

    @classmethod
    def from_table(cls, table: "pd.DataFrame") -> "ArgumentMap":
        """Read a map from a table such as a case's `argument`.

        Args:
            table: one row a node, with the columns id, parent, kind, sentence (ids separated by ";"), text,
                stated (yes or no) and met (yes, no or empty).

        Raises:
            OpedError: a column is missing, or a cell is not allowed.
        """
        if missing := [name for name in COLUMNS if name not in table.columns]:
            raise OpedError(f"The table of an argument lacks the column {missing[0]!r}; it needs {', '.join(COLUMNS)}.")
        rows = table[list(COLUMNS)].astype(object).fillna("").astype(str).to_dict("records")
        return cls(tuple(_node(cast("dict[str, str]", row)) for row in rows))

    @property
    def table(self) -> "pd.DataFrame":
        """One row a node, as `from_table` reads it."""
        import pandas as pd

        words = {True: "yes", False: "no", None: ""}
        rows = [
            (n.id, n.parent, n.kind, ";".join(n.sentence), n.text, words[n.stated], words[n.met]) for n in self.nodes
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")

    def node(self, node_id: str) -> Node:
        """Find a node. Raises OpedError where there is none of that id."""
        if node_id not in self._by_id:
            raise OpedError(f"There is no {node_id!r} in this argument; its parts are {', '.join(self._by_id)}.")
        return self._by_id[node_id]

    def children(self, node_id: str) -> tuple[Node, ...]:
        """The nodes right under a node, in reading order."""
        return self._by_parent.get(node_id, ())

    def walk(self) -> Iterator[tuple[str, Node]]:
        """Every node once with its number (1, 1.1, 1.2, 2), each before what stands under it.

        A node whose parent is not in the map counts as standing at the top, and so does the first of a loop.
        """
        tops = [node for node in self.nodes if node.parent not in self._by_id]
        seen: set[str] = set()
        place = 0
        for top in (*tops, *self.nodes):
            if top.id in seen:
                continue
            place += 1
            waiting = [(str(place), top)]
            while waiting:
                number, node = waiting.pop()
                seen.add(node.id)
                yield number, node
                under = [child for child in self.children(node.id) if child.id not in seen]
                waiting += [(f"{number}.{i}", child) for i, child in enumerate(under, start=1)][::-1]

    def branch(self, node_id: str) -> frozenset[str]:
        """The ids of a node and of everything under it. Raises OpedError where there is no such node."""
        found = {self.node(node_id).id}
        waiting = [node_id]
        while waiting:
            new = {child.id for child in self.children(waiting.pop())} - found
            found |= new
            waiting += new
        return frozenset(found)

    def add(self, kind: Kind, text: str, parent: str = "", **marks: Unpack[NodeMarks]) -> "ArgumentMap":
        """Add a node as the last one under its parent; it gets the next free id.

        Raises:
            OpedError: the parent is not in the map, or a value is not allowed.
        """
        if parent:
            self.node(parent)
        used = [int(i[1:]) for i in self._by_id if i[0] == "a" and i[1:].isdigit()]
        node = Node(f"a{max(used, default=0) + 1:02d}", kind, text, parent, **marks)
        return ArgumentMap((*self.nodes, node))

    def edit(self, node_id: str, **changes: Unpack[NodeChanges]) -> "ArgumentMap":
        """Change what a node says; what is no longer an objection loses its mark of being met.

        Raises:
            OpedError: there is no such node, or a value is not allowed.
        """
        old = self.node(node_id)
        if changes.get("kind", old.kind) != "objection":
            changes = {"met": None, **changes}
        new = replace(old, **changes)
        return ArgumentMap(tuple(new if node.id == node_id else node for node in self.nodes))

    def move(self, node_id: str, parent: str, before: str = "") -> "ArgumentMap":
        """Put a node, with all that stands under it, under another parent ("" for the top).

        Args:
            node_id: the node to move.
            parent: its new parent.
            before: the id of the node under that parent before which it is to stand; the last place if empty.

        Raises:
            OpedError: an id is not in the map, or the node would come to stand under itself.
        """
        moved = replace(self.node(node_id), parent=parent)
        if parent and self.node(parent).id in self.branch(node_id):
            raise OpedError(f"{node_id} can't be moved under {parent}, which stands under {node_id} or is the same.")
        if before and (self.node(before).parent != parent or before == node_id):
            raise OpedError(f"{node_id} can't be put before {before}, which does not stand under the same parent.")
        rest = [node for node in self.nodes if node.id != node_id]
        place = next((i for i, node in enumerate(rest) if node.id == before), len(rest))
        return ArgumentMap((*rest[:place], moved, *rest[place:]))

    def remove(self, node_id: str) -> "ArgumentMap":
        """Take away a node and all that stands under it. Raises OpedError where there is no such node."""
        gone = self.branch(node_id)
        return ArgumentMap(tuple(node for node in self.nodes if node.id not in gone))

    def problems(self) -> list[str]:
        """What keeps this from being a map, one sentence each: loops, lost parents, parts in a wrong place."""
        return problems(self)

    def gaps(self) -> list[str]:
        """What a sound map still leaves open, one sentence each: claims without support, objections unanswered."""
        return gaps(self)

    def outline(self) -> str:
        """The map as plain text, one line a node, which `oped.reading.argument_outline.from_outline` reads back."""
        return "\n".join(
            f"{'  ' * number.count('.')}{number} {node.kind} ({', '.join(_notes(node))}): {node.text}".rstrip()
            for number, node in self.walk()
        )

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _by_parent(self) -> dict[str, tuple[Node, ...]]:
        parents = dict.fromkeys(node.parent for node in self.nodes)
        return {parent: tuple(node for node in self.nodes if node.parent == parent) for parent in parents}


def _node(row: dict[str, str]) -> Node:
    for name, allowed in (("stated", ("yes", "no")), ("met", ("yes", "no", ""))):
        if row[name] not in allowed:
            raise OpedError(f"{row['id']}: {row[name]!r} is not allowed as {name!r}; write yes or no.")
    sentence = tuple(item for item in row["sentence"].split(";") if item)
    kind = cast("Kind", row["kind"])
    return Node(row["id"], kind, row["text"], row["parent"], sentence, _FLAGS[row["stated"]], _FLAGS.get(row["met"]))


def _notes(node: Node) -> list[str]:
    met = {True: ["met"], False: ["not met"], None: []}[node.met]
    return [node.id, *node.sentence, *([] if node.stated else ["unstated"]), *met]
