"""Which words of a sentence stand inside quotation marks."""

from oped.reading.document import Token

_MARKS = frozenset("“”\"‘’'")


def quoted_tokens(tokens: tuple[Token, ...]) -> list[bool]:
    """For each token, whether it stands between quotation marks, curly or straight, double or single.

    A double mark without its partner reaches to the edge of the sentence, because a quotation may run over several.

    >>> from oped.reading.document import read_text
    >>> sentence = read_text('It is "a mess," she said.').sentences[0]
    >>> [token.text for token, inside in zip(sentence.tokens, quoted_tokens(sentence.tokens), strict=True) if inside]
    ['a', 'mess', ',']
    """
    inside = [False] * len(tokens)
    if _MARKS.isdisjoint(token.text for token in tokens):
        return inside
    opened = -1
    single = False
    i = 0
    while i < len(tokens):
        mark = tokens[i].text
        if mark not in _MARKS:
            i += 1
            continue
        last = i
        if mark == "'" and i + 1 < len(tokens) and tokens[i + 1].text == "'" and tokens[i].end == tokens[i + 1].start:
            last = i + 1
            mark = '"'
        if _opens(tokens, i, last, mark, opened):
            if opened < 0:
                opened, single = last, mark in "‘'"
        elif opened >= 0 and single == (mark in "’'"):
            inside[opened + 1 : i] = [True] * (i - opened - 1)
            opened = -1
        elif opened < 0 and mark in '”"':
            inside[:i] = [True] * i
        i = last + 1
    if opened >= 0 and not single:
        inside[opened + 1 :] = [True] * (len(tokens) - opened - 1)
    return inside


def _opens(tokens: tuple[Token, ...], first: int, last: int, mark: str, opened: int) -> bool:
    if mark in "“‘":
        return True
    if mark in "”’":
        return False
    touches_before = first > 0 and tokens[first - 1].end == tokens[first].start
    touches_after = last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end
    if touches_before == touches_after:
        return opened < 0 and (mark == '"' or first == 0)
    return touches_after
