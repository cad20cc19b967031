"""Take a Markdown cell apart: headings, paragraphs, list items, callouts, tables, links, images, folded answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

Kind = Literal["heading", "paragraph", "item", "callout", "table"]
_ANSWER = re.compile(r"<details>\s*(?:<summary>.*?</summary>)?(.*?)</details>", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’.,:/_-][^\W_]+)*")

_TAG = re.compile(r"<(\w+)")


@dataclass(frozen=True)
class Block:
    """A piece of text: `level` of a heading, `lead` bold words of a callout, `labels` the first column of a table."""

    kind: Kind
    text: str
    level: int = 0
    lead: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A link or an image: its text (an image's alternative text) and where it points."""

    text: str
    target: str


@dataclass(frozen=True)
class Prose:
    """A Markdown cell: blocks in order, links, images, names of HTML tags, and the answers folded in `<details>`."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    tags: frozenset[str]
    answers: tuple["Prose", ...] = field(default=())

    def text(self) -> str:
        """What is read as running text: paragraphs, list items and callouts, each closed by a full stop."""
        kinds = ("paragraph", "item", "callout")
        return "\n".join(_closed(block.text) for block in self.blocks if block.kind in kinds)

    def everything(self) -> Iterator["Prose"]:
        """This prose, then its folded answers."""
        yield self
        yield from self.answers


def count_words(text: str) -> int:
    """How many words a text has; a number or a hyphenated word is one.

    >>> count_words("In 2,022 a well-known figure rose by 3.5 %.")
    8
    """
    return len(_WORD.findall(text))


def reading_grade(text: str) -> float:
    """Flesch and Kincaid's school grade of a text (Kincaid and others, 1975), by textstat."""
    import textstat

    return float(textstat.flesch_kincaid_grade(" ".join(text.split())))


def read_prose(markdown: str) -> Prose:
    """Take one Markdown cell apart."""
    answers = [re.sub(r"^> ?", "", answer, flags=re.MULTILINE) for answer in _ANSWER.findall(markdown)]
    prose = _parse(_ANSWER.sub("", markdown))
    return Prose(prose.blocks, prose.links, prose.images, prose.tags, tuple(_parse(answer) for answer in answers))


def _parse(markdown: str) -> Prose:
    tree = _parser()(markdown)
    nodes = list(_walk(tree))
    return Prose(
        tuple(_blocks(tree)),
        tuple(Link(_text(node), node["attrs"]["url"]) for node in nodes if node["type"] == "link"),
        tuple(Link(_text(node), node["attrs"]["url"]) for node in nodes if node["type"] == "image"),
        frozenset(tag for node in nodes if "html" in node["type"] for tag in _TAG.findall(node["raw"].lower())),
    )


@cache
def _parser() -> Any:
    import mistune

    return mistune.create_markdown(renderer="ast", plugins=["table"])


def _walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _walk(node.get("children", []))


def _blocks(nodes: list[dict[str, Any]], kind: Kind = "paragraph") -> Iterator[Block]:
    for node in nodes:
        match node["type"]:
            case "heading":
                yield Block("heading", _text(node), level=node["attrs"]["level"])
            case "paragraph" | "block_text":
                yield Block(kind, _text(node))
            case "list":
                for item in node["children"]:
                    yield from _blocks(item["children"], "item")
            case "block_quote":
                yield Block("callout", _text(node), lead=_lead(node))
            case "table":
                rows = [child for child in _walk([node]) if child["type"] in ("table_head", "table_row")]
                yield Block("table", _text(node), labels=tuple(_text(row["children"][0]) for row in rows))


def _lead(quote: dict[str, Any]) -> str:
    first = next((node for node in quote["children"] if node["type"] == "paragraph"), None)
    opening = first["children"][0] if first else {"type": ""}
    return _text(opening) if opening["type"] == "strong" else ""


def _text(node: dict[str, Any]) -> str:
    if node["type"] in ("softbreak", "linebreak", "blank_line"):
        return " "
    if "html" in node["type"]:
        return ""
    if "children" not in node:
        return str(node.get("raw", ""))
    gap = " " if node["type"] in ("block_quote", "list", "table", "table_body", "table_head", "table_row") else ""
    return gap.join(_text(child) for child in node["children"])


def _closed(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".?!:" else f"{text}."
