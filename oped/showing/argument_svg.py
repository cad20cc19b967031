"""An argument map drawn: an indented tree as SVG, with the outline as its text.

Shape and word tell the kind, the dash of the border whether the piece says it, the sign on the line whether it speaks
for or against what it hangs on; colour only repeats the kind. The picture brings its own light ground.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from oped.reading.argument import KINDS, ArgumentMap, Kind, Node
from oped.reading.argument_outline import from_outline
from oped.showing.canvas import GROUND, INK, SOFT, palette
from oped.showing.look import Look
from oped.showing.page import Shown
from oped.showing.wrapping import measure, wrapped

if TYPE_CHECKING:
    import pandas as pd

_WIDTH, _MARGIN, _GAP, _PAD = 880, 16, 9, 8
_STEP, _NARROWEST = 30, 340
_FONT, _LINE, _TAG = 14, 19, 12
_KEY_HEIGHT = 34
_NOTHING = "(nothing written yet)"


@dataclass(frozen=True)
class _Box:
    node: Node
    lines: tuple[str, ...]
    x: float
    y: float

    @property
    def height(self) -> float:
        return 2 * _PAD + _LINE * (1 + len(self.lines))

    @property
    def width(self) -> float:
        return _WIDTH - _MARGIN - self.x

    @property
    def middle(self) -> float:
        return self.y + _PAD + _LINE / 2


def show_argument(argument: "ArgumentMap | pd.DataFrame | str", ids: Iterable[str] | None = None) -> Shown:
    """Draw an argument, whole or in part.

    Args:
        argument: a map, a table such as a case's `argument`, or an outline as
            `oped.reading.argument_outline.from_outline` reads it.
        ids: the parts to draw; one whose parent is not among them stands at the top. All if None.

    >>> show_argument("claim: The bridge should go.\\n  reason: It is old.", ["a01"])
    1 claim (a01): The bridge should go.

    Raises:
        OpedError: a part is not there, or the table or the outline can't be read.
    """
    whole = _map_of(argument)
    if ids is None:
        return draw_argument(whole)
    chosen = {whole.node(part).id for part in ids}
    return draw_argument(ArgumentMap(tuple(node for node in whole.nodes if node.id in chosen)))


def draw_argument(argument: ArgumentMap) -> Shown:
    """Show an argument map: the drawing with the outline folded below it; as plain text the outline.

    A map with problems is drawn as far as it goes.
    """
    outline = argument.outline() or "The map is empty."
    picture = b64encode(argument_svg(argument).encode()).decode()
    return Shown(
        f'<figure lang="en" style="margin:0.5em 0"><img alt="{escape(_summary(argument))} The outline below has it '
        f'in words." width="{_WIDTH}" style="max-width:100%;height:auto" src="data:image/svg+xml;base64,{picture}">'
        "<details><summary>The map as an outline</summary>"
        f'<pre style="white-space:pre-wrap">{escape(outline)}</pre></details></figure>',
        outline,
    )


def argument_svg(argument: ArgumentMap) -> str:
    """Draw an argument map as one SVG element that scales, with a title and a description for screen readers."""
    boxes = {box.node.id: box for box in _layout(argument)}
    bottom = max((box.y + box.height for box in boxes.values()), default=0.0)
    height = bottom + _GAP + _KEY_HEIGHT
    outline = argument.outline()
    name = f"argument-{sha256(outline.encode()).hexdigest()[:12]}"
    drawn = [
        *(_rail(boxes[box.node.parent], box) for box in boxes.values() if _hangs(box, boxes)),
        *(_drawn(box) for box in boxes.values()),
        *(_sign(box.x, box.middle, _speaks_for(box, boxes)) for box in boxes.values() if _hangs(box, boxes)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" '
        f'height="{height:g}" style="max-width:100%;height:auto" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="DejaVu Sans, Verdana, Arial, sans-serif" '
        f'font-size="{_FONT}" fill="{INK}"><title id="{name}-title">{escape(_summary(argument))}</title>'
        f'<desc id="{name}-desc">{escape(outline)}</desc>'
        f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1:g}" rx="6" fill="{GROUND}" '
        f'stroke="#c3c7ce"/>{"".join(drawn)}{_key(bottom + _GAP + 15)}</svg>'
    )


def _map_of(argument: "ArgumentMap | pd.DataFrame | str") -> ArgumentMap:
    if isinstance(argument, ArgumentMap):
        return argument
    return from_outline(argument) if isinstance(argument, str) else ArgumentMap.from_table(argument)


def _hangs(box: _Box, boxes: dict[str, _Box]) -> bool:
    """Whether a line can be drawn: not from a part that is not in the map, nor upwards, as a loop would have it."""
    above = boxes.get(box.node.parent)
    return above is not None and above.y < box.y


def _speaks_for(box: _Box, boxes: dict[str, _Box]) -> bool:
    return "objection" not in (box.node.kind, boxes[box.node.parent].node.kind)


def _summary(argument: ArgumentMap) -> str:
    counts = Counter(node.kind for node in argument.nodes)
    parts = [f"{counts[kind]} {_noun(kind, counts[kind])}" for kind in KINDS if counts[kind]]
    return f"Argument map: {', '.join(parts) or 'empty'}."


def _noun(kind: Kind, count: int) -> str:
    noun = "piece" if kind == "evidence" else kind
    return f"{noun}{'s' * (count != 1)}{' of evidence' * (kind == 'evidence')}"


def _layout(argument: ArgumentMap) -> Iterator[_Box]:
    rows = [(number.count("."), node) for number, node in argument.walk()]
    deepest = max((depth for depth, _ in rows), default=0)
    step = min(_STEP, (_WIDTH - 2 * _MARGIN - _NARROWEST) / max(deepest, 1))
    y: float = _MARGIN
    for depth, node in rows:
        x = _MARGIN + depth * step
        room = _WIDTH - _MARGIN - x - 2 * _PAD - 8
        box = _Box(node, tuple(wrapped(node.text or _NOTHING, room, _FONT)), x, y)
        yield box
        y += box.height + _GAP


def _rail(above: _Box, box: _Box) -> str:
    x = (above.x + box.x) / 2
    return (
        f'<path d="M{x:g} {above.y + above.height:g}V{box.middle:g}H{box.x:g}" fill="none" stroke="{SOFT}" '
        'stroke-width="1.5"/>'
    )


def _drawn(box: _Box) -> str:
    look = _look_of(box.node.kind)
    dash = "" if box.node.stated else ' stroke-dasharray="6 4"'
    left = box.x + _PAD + 8
    body = "".join(
        f'<tspan x="{left:g}" y="{box.y + _PAD + _LINE * (row + 2) - 4:g}">{escape(line)}</tspan>'
        for row, line in enumerate(box.lines)
    )
    style = "" if box.node.text else ' font-style="italic"'
    return (
        f'<path d="{_border(box)}" fill="{look.background}" stroke="{look.accent}" '
        f'stroke-width="{2.5 if box.node.kind == "claim" else 1.5}"{dash}/>'
        f"{_tag(box.node.kind, look, left, box.y + _PAD)}{_heading(box, look, left)}"
        f'<text fill="{look.ink}"{style}>{body}</text>'
    )


def _look_of(kind: Kind) -> Look:
    """A claim is black on white; the other kinds have the tints that no level has."""
    others = dict(zip(list(KINDS)[1:], palette()[3:], strict=False))
    return others.get(kind) or Look(GROUND, INK, INK, "solid", 2)


def _border(box: _Box) -> str:
    """The path of a box: square for a claim, round for a reason, a folded corner for evidence, and so on."""
    x, y, right, low = box.x, box.y, box.x + box.width, box.y + box.height
    match box.node.kind:
        case "claim":
            return f"M{x:g} {y:g}H{right:g}V{low:g}H{x:g}Z"
        case "evidence":
            fold = f"M{right - 12:g} {y:g}V{y + 12:g}H{right:g}"
            return f"M{x:g} {y:g}H{right - 12:g}L{right:g} {y + 12:g}V{low:g}H{x:g}Z{fold}"
        case "objection":
            c = 9
            return (
                f"M{x + c:g} {y:g}H{right - c:g}L{right:g} {y + c:g}V{low - c:g}L{right - c:g} {low:g}"
                f"H{x + c:g}L{x:g} {low - c:g}V{y + c:g}Z"
            )
        case _:
            r = 8 if box.node.kind == "reason" else 20
            return (
                f"M{x + r:g} {y:g}H{right - r:g}A{r:g} {r:g} 0 0 1 {right:g} {y + r:g}V{low - r:g}"
                f"A{r:g} {r:g} 0 0 1 {right - r:g} {low:g}H{x + r:g}A{r:g} {r:g} 0 0 1 {x:g} {low - r:g}"
                f"V{y + r:g}A{r:g} {r:g} 0 0 1 {x + r:g} {y:g}Z"
            )


def _tag(kind: Kind, look: Look, x: float, y: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{_tag_width(kind):g}" height="17" rx="3" fill="{look.accent}"/>'
        f'<text x="{x + _tag_width(kind) / 2:g}" y="{y + 13:g}" font-size="{_TAG}" font-weight="700" '
        f'text-anchor="middle" fill="#ffffff">{kind}</text>'
    )


def _tag_width(kind: Kind) -> float:
    return 1.12 * measure(kind, _TAG) + 10


def _heading(box: _Box, look: Look, left: float) -> str:
    node = box.node
    said = "" if node.stated else "not said in the piece"
    met = {True: "met", False: "not met", None: ""}[node.met]
    words = " · ".join(part for part in (node.id, ", ".join(node.sentence), said, met) if part)
    return (
        f'<text x="{left + _tag_width(node.kind) + 8:g}" y="{box.y + _PAD + 13:g}" font-size="{_TAG}" '
        f'fill="{look.ink}">{escape(words)}</text>'
    )


def _sign(x: float, y: float, speaks_for: bool) -> str:
    bars = f"M{x - 4:g} {y:g}H{x + 4:g}" + (f"M{x:g} {y - 4:g}V{y + 4:g}" if speaks_for else "")
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="8" fill="{GROUND}" stroke="{SOFT}" stroke-width="1.5"/>'
        f'<path d="{bars}" stroke="{INK}" stroke-width="2"/>'
    )


def _key(y: float) -> str:
    entries = (
        (_sign(_MARGIN + 9, y, True), 24, "speaks for what it hangs on"),
        (_sign(_MARGIN + 9, y, False), 24, "speaks against it, or answers it"),
        (
            f'<rect x="{_MARGIN}" y="{y - 8:g}" width="30" height="16" rx="5" fill="none" stroke="{SOFT}" '
            'stroke-width="1.5" stroke-dasharray="6 4"/>',
            38,
            "not said in the piece",
        ),
    )
    drawn, x = [], 0.0
    for sign, indent, words in entries:
        label = f'<text x="{_MARGIN + indent}" y="{y + 4:g}" font-size="{_TAG}">{words}</text>'
        drawn.append(f'<g transform="translate({x:g} 0)">{sign}{label}</g>')
        x += indent + measure(words, _TAG) + 24
    return "".join(drawn)
