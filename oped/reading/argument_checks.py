"""What is wrong with an argument map, and what it still leaves open: one plain sentence each."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oped.reading.argument import ArgumentMap, Node

_MAY_STAND_UNDER = {
    "claim": ("claim",),
    "reason": ("claim", "reason", "objection"),
    "evidence": ("claim", "reason", "warrant"),
    "warrant": ("claim", "reason"),
    "objection": ("claim", "reason", "evidence", "warrant"),
}
_SUPPORT = ("reason", "evidence")


def problems(argument: "ArgumentMap") -> list[str]:
    """What keeps it from being a map: to be mended before it is drawn or discussed.

    A reason under an objection is the piece's answer to it; evidence there would leave open which side it is on.
    """
    if not argument.nodes:
        return ["The map is empty: begin with the main claim."]
    return [
        *_loops(argument),
        *_tops(argument),
        *(sentence for node in argument.nodes for sentence in _node_problems(argument, node)),
    ]


def gaps(argument: "ArgumentMap") -> list[str]:
    """What the map leaves open: each is a question to the piece or to its reader, not a mistake."""
    if not argument.nodes:
        return []
    kinds = {node.kind for node in argument.nodes}
    general = {
        "warrant": "No warrant is named: ask what must hold for the reasons to carry the claim.",
        "objection": "Nothing is said against the claim: write down the best objection that you know.",
    }
    return [
        *(sentence for node in argument.nodes for sentence in _node_gaps(argument, node)),
        *(sentence for kind, sentence in general.items() if kind not in kinds),
    ]


def _loops(argument: "ArgumentMap") -> Iterator[str]:
    parents = {node.id: {node.parent} for node in argument.nodes if node.parent}
    while True:
        try:
            TopologicalSorter(parents).prepare()
        except CycleError as error:
            loop = sorted(set(error.args[1]))
            if len(loop) == 1:
                yield f"{loop[0]} stands under itself: move it under another part."
            else:
                yield f"{_listed(loop, 'and')} stand under one another in a loop: move one of them."
            parents = {child: above for child, above in parents.items() if child not in loop}
        else:
            return


def _tops(argument: "ArgumentMap") -> Iterator[str]:
    tops = [node for node in argument.nodes if not node.parent]
    claims = [node.id for node in tops if node.kind == "claim"]
    if not claims:
        yield "No claim stands at the top: add the main claim, or move one there."
    if len(claims) > 1:
        yield f"{_listed(claims, 'and')} stand at the top: choose one main claim and move the rest under it."
    for node in tops:
        if node.kind != "claim":
            yield f"{_named(node)} stands at the top, where only a claim can: move it under what it is about."


def _node_problems(argument: "ArgumentMap", node: "Node") -> Iterator[str]:
    above = next((other for other in argument.nodes if other.id == node.parent), None)
    allowed = _MAY_STAND_UNDER[node.kind]
    if node.parent and above is None:
        yield f"{_named(node)} stands under {node.parent}, which is not in the map: move it."
    if above and above.kind not in allowed:
        places = _listed([_with_article(kind) for kind in allowed], "or")
        yield f"{_named(node)} stands under {above.kind} {above.id}: move it under {places}."
    if not node.text:
        yield f"{_named(node)} has no text: say it in one short sentence."
    if node.sentence and not node.stated:
        yield (
            f"{_named(node)} is marked as unstated, yet {_listed(node.sentence, 'and')} should say it: "
            "mark it as stated, or take the sentence away."
        )


def _node_gaps(argument: "ArgumentMap", node: "Node") -> Iterator[str]:
    under = argument.children(node.id)
    name = _named(node).lower()
    if node.kind in ("claim", "reason") and not any(child.kind in _SUPPORT for child in under):
        yield f"Nothing supports {name}: look for its evidence in the piece, or note that there is none."
    if node.stated and not node.sentence:
        yield f"No sentence is named for {name}: find where the piece says it, or mark it as unstated."
    if node.kind == "objection":
        answers = [child.id for child in under if child.kind == "reason"]
        if node.met is None:
            yield f"Nobody has said whether the piece meets {name}: mark it as met or not met."
        if node.met and not answers:
            yield f"The piece is said to meet {name}, but no reason under it says how: add it."
        if node.met is False and answers:
            yield f"The piece is said not to meet {name}, yet {answers[0]} answers it: decide whether that is enough."


def _named(node: "Node") -> str:
    return f"{node.kind.capitalize()} {node.id}"


def _with_article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _listed(items: "list[str] | tuple[str, ...]", word: str) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"
