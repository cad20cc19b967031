"""Whether the tools, which know English only, can read a text."""

import re
import unicodedata

from oped.errors import LoadError

# Function words of English that are rare in other languages of Latin script.
_COMMON_WORDS = """
the and of to that it is was for as with be by this not are from have or which they you we he she his her its but had
been has were their who will would there what when if more than your my our said
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_LEAST_WORDS = 25
_LEAST_SHARE = 0.1  # English prose has 0.3 and more, other languages 0.05 and less
_SAMPLE = 100_000  # characters


def check_english(text: str, name: str) -> None:
    """Refuse a text of another language or without words; `name` is how the message calls it.

    Fewer than 25 words are taken for English where they are in its letters.

    Raises:
        LoadError: it is not English prose.

    Example:
        >>> check_english("Der Hafen ist alt.", "the letter")
    """
    sample = text[:_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    if not letters:
        raise LoadError(f"{name} has no words in it: load the text itself.")
    rightward = sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    if rightward > 0.3 * len(letters):
        raise LoadError(
            f"The tools read English, and {name} is in a script that runs from right to left: load an English version."
        )
    words = _WORD.findall(sample.lower())
    share = sum(word in _COMMON for word in words) / max(1, len(words))
    latin = sum(letter.isascii() for letter in letters) / len(letters)
    if latin < 0.7 or (len(words) >= _LEAST_WORDS and share < _LEAST_SHARE):
        raise LoadError(f"The tools read English, and {name} looks like another language: load an English version.")
