"""An argument typed as an outline, read into a map; and an empty outline to begin with."""

import re
from difflib import get_close_matches

from oped.errors import OpedError
from oped.reading.argument import KINDS, ArgumentMap, Kind, Node, NodeMarks
from oped.reading.document import Document

_LINE = re.compile(
    r"(?P<indent>\s*)(?:[-*•]\s+)?(?:(?P<number>\d+(?:\.\d+)*)[.)]?\s+)?"
    r"(?P<kind>[A-Za-z]+)\s*(?:\((?P<notes>[^)]*)\))?\s*:(?P<text>.*)"
)
_NODE_ID = re.compile(r"[a-z]+[0-9]+")
_SENTENCE_ID = re.compile(r"p[0-9]{2,}s[0-9]+")
_STATED = {"stated": True, "unstated": False, "not stated": False}
_MET = {"met": True, "not met": False, "unmet": False}
_TAB = 4


def from_outline(text: str) -> ArgumentMap:
    """Read a map from an outline: one line a part, indented under what it supports or answers.

    A line is a kind, a colon and a text: `reason: It is not safe.` Before the kind there may be a bullet or a number,
    after it notes in brackets: its id, the ids of sentences, `unstated`, `met` or `not met`. Where no line is
    indented, the numbers (1, 1.1, 1.2) tell what stands under what. Kinds may be shortened (`obj`).

    >>> bridge = from_outline('''claim: The bridge should go.
    ...   - reason (p02s1): It is not safe.
    ...   - objection (not met): A new one takes years.''')
    >>> [(node.id, node.parent, node.kind) for node in bridge.nodes]
    [('a01', '', 'claim'), ('a02', 'a01', 'reason'), ('a03', 'a01', 'objection')]

    Raises:
        OpedError: a line has no kind, a kind or a note is not known, or an id comes twice.
    """
    lines = [(n, _parts(n, line)) for n, line in enumerate(text.expandtabs(_TAB).splitlines(), 1) if line.strip()]
    indented = any(parts["indent"] for _, parts in lines)
    taken = {note for _, parts in lines for note in _split(parts["notes"]) if _NODE_ID.fullmatch(note)}
    free = (name for i in range(1, len(lines) + len(taken) + 1) if (name := f"a{i:02d}") not in taken)
    nodes: list[Node] = []
    above: list[tuple[int, str]] = []
    for n, parts in lines:
        level = len(parts["indent"]) if indented else parts["number"].count(".")
        while above and above[-1][0] >= level:
            above.pop()
        given, marks = _read_notes(n, parts["notes"])
        node_id = given or next(free)
        parent = above[-1][1] if above else ""
        nodes.append(Node(node_id, _kind(n, parts["kind"]), parts["text"], parent, **marks))
        above.append((level, node_id))
    return ArgumentMap(tuple(nodes))


def draft(document: Document) -> ArgumentMap:
    """An empty map to fill in: the headline as the main claim, and below it a place for each kind of part.

    The headline is only where to begin: an editor has often written it, and the piece may argue something else.
    Nothing else is taken from the text, since no rule can tell what a writer means to support with what.
    """
    start = ArgumentMap().add("claim", document.title)
    for _ in range(2):
        start = start.add("reason", "", "a01")
        reason = start.nodes[-1].id
        start = start.add("evidence", "", reason).add("warrant", "", reason, stated=False)
    return start.add("objection", "", "a01", stated=False)


def _parts(number: int, line: str) -> dict[str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        raise OpedError(
            f"Line {number} has no kind: begin it with {', '.join(list(KINDS)[:-1])} or objection and a colon, "
            'such as "reason: It is not safe."'
        )
    return found.groupdict(default="")


def _kind(number: int, word: str) -> Kind:
    fitting = [kind for kind in KINDS if kind.startswith(word.lower().removesuffix("s"))]
    if len(fitting) == 1:
        return fitting[0]
    close = get_close_matches(word.lower(), KINDS, n=1) or [", ".join(KINDS)]
    raise OpedError(f'Line {number} begins with "{word}", which is not a kind of part; did you mean {close[0]}?')


def _split(notes: str) -> list[str]:
    return [" ".join(note.lower().split()) for note in re.split(r"[,;]", notes) if note.strip()]


def _read_notes(number: int, notes: str) -> tuple[str, NodeMarks]:
    node_id, sentences = "", []
    marks: NodeMarks = {}
    for note in _split(notes):
        if _SENTENCE_ID.fullmatch(note):
            sentences.append(note)
        elif note in _STATED:
            marks["stated"] = _STATED[note]
        elif note in _MET:
            marks["met"] = _MET[note]
        elif _NODE_ID.fullmatch(note) and not node_id:
            node_id = note
        else:
            raise OpedError(
                f'Line {number}: the note "{note}" is not known; notes are one id (a01), ids of sentences (p01s1), '
                "unstated, met, not met."
            )
    marks["sentence"] = tuple(sentences)
    return node_id, marks
