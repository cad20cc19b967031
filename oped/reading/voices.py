"""Who is heard in a text and how: the attributions among its cues."""

from typing import TYPE_CHECKING

from oped.reading.word_groups import word_groups

if TYPE_CHECKING:
    import pandas as pd

_CERTAIN = 1.0


def sources(cues: "pd.DataFrame") -> "pd.DataFrame":
    """The mentions of somebody who says, writes or thinks something.

    Left out are verbs that only may report (they plan, she worries) and what somebody ought to say.

    Args:
        cues: the table of `oped.reading.cues.cues`.

    Returns:
        One row a mention: sentence, start, end, phrase (the words that attribute), who (as the text has it; empty
        where nobody is named) and ladder (neutral, doubting, endorsing or unnamed).

    >>> from oped.reading.cues import cues
    >>> from oped.reading.document import read_text
    >>> text = read_text("The bridge is safe, said Ada Moor. Critics say that it is not. The mayor should say so too.")
    >>> sources(cues(text))[["who", "ladder"]].values.tolist()
    [['Ada Moor', 'neutral'], ['', 'unnamed']]
    """
    mentions = cues[(cues["how"] != "") & (cues["strength"] >= _CERTAIN)]
    mentions = mentions.assign(who=[_tidy(who) for who in mentions["who"]], ladder=mentions["detail"])
    kept = [not _is_no_voice(who) for who in mentions["who"]]
    return mentions.loc[kept, ["sentence", "start", "end", "phrase", "who", "ladder"]].reset_index(drop=True)


def _tidy(who: str) -> str:
    words = who.split()
    beside = word_groups("search_words")["beside a voice"]
    while words and words[-1].lower() in beside:
        words.pop()
    return " ".join(words)


def _is_no_voice(who: str) -> bool:
    words = who.lower().split()
    groups = word_groups("search_words")
    return bool(words) and (
        words[-1] in groups["no report"] or not any(word.isalpha() and word not in groups["no voice"] for word in words)
    )
