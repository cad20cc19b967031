"""How two versions of a cell are told to be the same: by text, by the variables that they set, by words."""

import ast
import re
import warnings
from collections import Counter
from collections.abc import Iterable

_MOST_COMPARED = 5_000
_MOST_PARSED = 50_000
_COMMAND = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)


def plain(text: str) -> str:
    """The text without white space around it and at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def same_text(first: str, second: str) -> bool:
    """Whether two texts are the same but for white space around them and at the ends of lines."""
    return first == second or plain(first) == plain(second)


def same_words(first: str, second: str) -> bool:
    """Whether two texts are the same but for white space."""
    return "".join(first.split()) == "".join(second.split())


def adds_to(text: str, placeholder: str) -> bool:
    """Whether a text has a line that the placeholder doesn't have.

    >>> adds_to("q1 = 3", "q1 = None"), adds_to("", "q1 = None")
    (True, False)
    """
    known = {line.strip() for line in placeholder.split("\n")}
    return any(line.strip() and line.strip() not in known for line in text.split("\n"))


def sets(source: str, names: Iterable[str]) -> bool:
    """Whether code sets all these names at the start of its lines; the code need not be right.

    >>> sets("q1_count = 3\\nq2_count == 4", ["q1_count"]), sets("q2_count == 4", ["q2_count"])
    (True, False)
    """
    return all(
        re.search(rf"^(?:{name}[ \t]*(?::[^=\n]*)?=(?!=)|(?:def|class)[ \t]+{name}\b)", source, re.MULTILINE)
        for name in map(re.escape, names)
    )


def likeness(first: str, second: str) -> float:
    """The share of words that two texts have in common, 0 to 1 (Dice's coefficient), by their first 5,000 characters.

    >>> round(likeness("the old bridge", "the new bridge"), 2)
    0.67
    """
    one, other = (Counter(re.findall(r"\w+", text[:_MOST_COMPARED])) for text in (first, second))
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def parses(code: str) -> bool:
    """Whether Python can read the code of a cell, which is not run; lines for the shell and magics don't count.

    >>> parses("q1 = {'a': 1,"), parses("%time\\nq1 = 3")
    (False, True)
    """
    if len(code) > _MOST_PARSED:
        return False
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(_COMMAND.sub(r"\1pass", code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
