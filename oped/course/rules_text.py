"""Rules for the text of a notebook: headings, budgets, aims, callouts, links, images, ease of reading."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from oped.course.prose import Block, Prose, count_words, reading_grade

Finding = tuple[int | None, str]

MAX_H2 = 8
MAX_CELL_WORDS = 90
LESSON_WORDS = (1200, 2000)
MAX_GRADE = 10.0
AIMS = (3, 4)
CALLOUTS = ("Check yourself.", "Content note.", "Limits.", "Note.", "Rule.")
FRONT_MATTER = ("Reading", "Doing", "Needs", "Text", "New words")
EMPTY_LINK_TEXTS = ("", "here", "click here", "link", "more", "this", "this link", "this page")
ALLOWED_TAGS = frozenset({"details", "summary", "br", "sub", "sup"})

Cells = dict[int, Prose]
"""The Markdown cells of a notebook by their position, counted from 0."""


def text_findings(cells: Cells, folder: Path) -> Iterator[Finding]:
    """What every notebook's text must hold to; `folder` is where the notebook lies."""
    yield from headings(cells)
    for position, prose in cells.items():
        yield from ((position, advice) for advice in cell_length(prose))
        yield from ((position, advice) for advice in callouts(prose))
        yield from ((position, advice) for part in prose.everything() for advice in links_and_images(part, folder))
    yield from check_yourself(cells)
    yield from ease(cells)


def lesson_findings(cells: Cells, number: str) -> Iterator[Finding]:
    """What a lesson's text must hold besides: its number, its front matter, its aims and their recap, its length."""
    title = next((block.text for block in _blocks(cells) if block.level == 1), "")
    if not title.startswith(f"{number}. "):
        yield min(cells, default=None), f"start the title with the lesson's number: '# {number}. ...'"
    yield from front_matter(cells)
    yield from aims_and_recap(cells)
    words = sum(count_words(prose.text()) for prose in cells.values())
    low, high = LESSON_WORDS
    if not low <= words <= high:
        yield None, f"bring the text from {words} words to between {low} and {high} (tables and folded answers aside)"


def headings(cells: Cells) -> Iterator[Finding]:
    """One H1, in the first cell; no level skipped; not too many H2."""
    found = [(position, block) for position, prose in cells.items() for block in prose.blocks if block.level]
    tops = [position for position, block in found if block.level == 1]
    if tops != [0]:
        yield (tops[-1] if tops else 0), f"keep exactly one H1, in the first cell; now there are {len(tops)}"
    for (_, before), (position, block) in pairwise(found):
        if block.level > before.level + 1:
            yield position, f"let the heading '{block.text}' be no deeper than level {before.level + 1}"
    sections = sum(block.level == 2 for _, block in found)
    if sections > MAX_H2:
        yield None, f"join sections: {sections} H2 headings, at most {MAX_H2}"


def cell_length(prose: Prose) -> Iterator[str]:
    """A cell's running text, and each folded answer, stay short."""
    for part, name in [(prose, "the text"), *((answer, "the folded answer") for answer in prose.answers)]:
        words = count_words(part.text())
        if words >= MAX_CELL_WORDS:
            yield f"cut {name} from {words} words to below {MAX_CELL_WORDS}"


def callouts(prose: Prose) -> Iterator[str]:
    """A blockquote is a callout, and opens with one of the bold lead words."""
    for block in prose.blocks:
        if block.kind == "callout" and block.lead not in CALLOUTS:
            yield f"open the blockquote with one of {', '.join(f'**{lead}**' for lead in CALLOUTS)}"


def links_and_images(prose: Prose, folder: Path) -> Iterator[str]:
    """Links say where they lead and use https or a file that is there; images have alternative text."""
    for link in prose.links:
        if link.text.strip().lower() in EMPTY_LINK_TEXTS:
            yield f"let the link's text say where it leads: '{link.text}' to {link.target}"
        yield from _target(link.target, folder)
    for image in prose.images:
        if not image.text.strip():
            yield f"give the image {image.target} an alternative text"
        if re.match(r"https?:", image.target):
            yield f"keep the image {image.target} as a file of the course"
        elif not image.target.startswith(("attachment:", "data:")):
            yield from _target(image.target, folder)
    for tag in sorted(prose.tags - ALLOWED_TAGS):
        yield f"write <{tag}> as Markdown"


def check_yourself(cells: Cells) -> Iterator[Finding]:
    """A question to oneself has its answer folded in the same cell or in the next one of text."""
    order = list(cells)
    for place, position in enumerate(order):
        asks = any(block.lead == "Check yourself." for block in cells[position].blocks)
        near = [cells[at] for at in order[place : place + 2]]
        if asks and not any(prose.answers for prose in near):
            yield position, "fold the answer to this question in <details>, in this cell or the next"


def ease(cells: Cells) -> Iterator[Finding]:
    """The running text as a whole reads no harder than the given school grade."""
    text = "\n".join(filter(None, (prose.text() for prose in cells.values())))
    if count_words(text) < 100:
        return
    grade = reading_grade(text)
    if grade > MAX_GRADE:
        yield None, f"write shorter sentences and words: the reading grade is {grade:.1f}, at most {MAX_GRADE:.0f}"


def front_matter(cells: Cells) -> Iterator[Finding]:
    """A small table before the first section says minutes, needs, text and new words."""
    labels: list[str] = []
    for block in _blocks(cells):
        if block.level == 2:
            break
        labels += [label.lower() for label in block.labels]
    missing = [row for row in FRONT_MATTER if not any(label.startswith(row.lower()) for label in labels)]
    if missing:
        yield min(cells, default=None), f"add to the table at the top the rows: {', '.join(missing)}"


def aims_and_recap(cells: Cells) -> Iterator[Finding]:
    """The aims come back at the end, in the same words and order, as statements."""
    aims = _bullets_after(cells, "by the end you can")
    recap = _bullets_after(cells, "you can now")
    low, high = AIMS
    if not low <= len(aims) <= high:
        yield None, f"list {low} to {high} aims under 'By the end you can'; now there are {len(aims)}"
    elif [_plain(aim) for aim in aims] != [_plain(statement) for statement in recap]:
        yield None, "let the bullets of 'You can now' repeat those of 'By the end you can', in the same words and order"


def _target(target: str, folder: Path) -> Iterator[str]:
    if target.startswith("http:"):
        yield f"use https for {target}"
    elif not re.match(r"https:|#|mailto:", target) and not (folder / target.split("#")[0]).exists():
        yield f"mend the link: there is no {target} beside this notebook"


def _blocks(cells: Cells) -> Iterator[Block]:
    for prose in cells.values():
        yield from prose.blocks


def _bullets_after(cells: Cells, opening: str) -> list[str]:
    bullets: list[str] = []
    inside = False
    for block in _blocks(cells):
        if inside and block.kind == "item":
            bullets.append(block.text)
        else:
            inside = block.text.lower().startswith(opening)
            if bullets:
                break
    return bullets


def _plain(bullet: str) -> str:
    return re.sub(r"^you can (now )?", "", bullet.strip().lower()).rstrip(".;")
