"""Numbers that are names, addresses, marks of a list or "one" as a pronoun, and so no figures."""

from oped.reading.numbers.dates import is_clock, is_date, is_year
from oped.reading.numbers.lists import Line, Unit
from oped.reading.numbers.nouns import is_plural, plural_at
from oped.reading.numbers.spelled import Numeral

_OPENERS = frozenset({"", ".", ":", '"', "“", "‘", "'", "?", "!", "(", "[", "—", "–", "-", "•", "*", ";"})
_QUOTES = frozenset({'"', "“", "‘"})
_SIGNS = frozenset({"§", "#", "№", "@", "_", "\\"})
_CLOSERS = frozenset({".", ")", ":"})
_NATIONS = ("an", "ish", "ese", "i", "ch", "ans", "ic", "ats")
_CELSIUS = frozenset({"°C", "°F", "K"})
_HEADLINE = 0.75


def is_no_figure(line: Line, number: Numeral, unit: Unit | None, money: bool) -> bool:
    """Whether a number is something else than a quantity."""
    first = number.first
    if number.form in ("multiple", "change"):
        return _is_no_multiple(line, number)
    if number.form in ("part", "vague", "few", "elapsed"):
        return False
    if line.words[first - 1] == "/" and line.texts[first - 2].isdecimal() and line.is_glued(first) and not money:
        return True
    if money or (number.glued and unit is None):
        return False
    if is_date(line, number) or _in_idiom(line, number):
        return True
    if unit is not None:
        return _has_capital_unit(line, number, unit) or _is_some_day(line, number)
    return (
        is_year(line, number)
        or is_clock(line, number)
        or _is_name(line, number)
        or _is_mark(line, number)
        or (line.words[first] == "one" and number.end == first + 1 and _is_pronoun(line, number))
        or (line.words[first] == "zero" and plural_at(line, number.end) < 0)
    )


def _in_idiom(line: Line, number: Numeral) -> bool:
    for start in range(max(number.first - 3, 0), number.first + 1):
        for idiom in line.lists.idioms.get(line.words[start], ()):
            if start + len(idiom) >= number.end and line.words[start : start + len(idiom)] == idiom:
                return True
    return False


def _has_capital_unit(line: Line, number: Numeral, unit: Unit) -> bool:
    """The Thirty Years' War, 50 Cent, 101 Dalmatians as a title."""
    text = line.texts[number.end]
    title = len(text) > 2 and text[0].isupper() and text[1:].islower() and unit.name not in _CELSIUS
    return title or (line.is_capital(number.first) and line.words[number.first - 1] not in _OPENERS)


def _is_some_day(line: Line, number: Numeral) -> bool:
    """One day he will understand; not "lasted one day"."""
    if line.words[number.first] != "one" or not line.plays(number.end, "some day"):
        return False
    return not (line.plays(number.first - 1, "one day before") or line.plays(number.end + 1, "one day after"))


def _is_name(line: Line, number: Numeral) -> bool:
    first, end = number.first, number.end
    noun = is_plural(line, end) or (plural_at(line, end) >= 0 and not line.is_capital(end))
    return (
        _is_marked(line, number)
        or _is_labelled(line, number, noun)
        or (line.is_capital(end) and _before_capital(line, end))
        or (line.is_capital(first) and _is_capital_number(line, number))
        or (line.plays(first, "model") and not noun)
        or _is_after_capital(line, number, noun)
    )


def _is_marked(line: Line, number: Numeral) -> bool:
    """§ 5, #2, No. 10, '69, 501(c), and numbers behind another number as in a telephone number."""
    words, first, end = line.words, number.first, number.end
    before = words[first - 1]
    if before in _SIGNS or (words[end] == "(" and line.is_glued(end)):
        return True
    if before == "+" and line.is_glued(first - 1):
        return True
    if before in ("/", ".", "'", "’", "‘") and line.is_glued(first):
        return True
    if before == "." and line.plays(first - 2, "abbreviation"):
        return True
    row = line.texts[first - 1].isdecimal() and line.tokens[first].start - line.tokens[first - 1].end == 1
    return row and plural_at(line, end) < 0


def _is_labelled(line: Line, number: Numeral, noun: bool) -> bool:
    """Article 5, page 12, type 2 errors; week 3 and team 4 where nothing is counted; the film "12 Angry Men"."""
    first = number.first
    before = line.words[first - 1]
    if line.plays(first - 1, "label") or (before in _QUOTES and line.is_capital(number.end) and not noun):
        return True
    if before == "of" and line.is_capital(first - 2) and not noun and line.words[first - 2] != "out":
        return True
    return line.plays(first - 1, "weak label") and not noun and not line.plays(first - 2, "determiner")


def _before_capital(line: Line, i: int) -> bool:
    """10 Downing Street; 18 U.S.C."""
    if len(line.texts[i]) == 1 and line.words[i + 1] == ".":
        return True
    for place in range(i + 1, i + 4):
        if not line.is_capital(place):
            return False
        if line.plays(place, "street"):
            return True
    return False


def _in_capitals(line: Line) -> bool:
    """Whether most words begin with a capital, as in an American headline, so that capitals mark no names."""
    words = [text for text in line.texts if text[:1].isalpha()]
    return sum(word[0].isupper() for word in words) > _HEADLINE * len(words)


def _is_capital_number(line: Line, number: Numeral) -> bool:
    """The Gang of Four, Three Mile Island; not "Ten Russian soldiers" nor "Two NATO members"."""
    if _in_capitals(line):
        return False
    if line.words[number.first - 1] not in _OPENERS:
        return True
    after = line.texts[number.end]
    if not after[:1].isupper() or after.isupper() or not after.isalpha():
        return False
    return not (after.endswith(_NATIONS) or line.plays(number.end, "nation"))


def _is_after_capital(line: Line, number: Numeral, noun: bool) -> bool:
    """Apollo 11, Windows 10 users, Paris 24; not "gave Kyiv 31 tanks" nor "On Tuesday 20 people"."""
    first = number.first
    before = line.texts[first - 1]
    if before.islower() or not before[:1].isalpha() or before.endswith(("'s", "’s")):
        return False
    if line.plays(first - 1, "measured") or (number.form == "pair" and _is_contest(line)):
        return False
    if line.plays(first - 1, "weekday") or line.plays(first - 1, "month"):
        return not noun
    start = first == 1 or line.words[first - 2] in _OPENERS
    common = line.plays(first - 1, "stop") or line.plays(first - 1, "opening")
    if start and (common or line.words[first - 1] in line.lists.before_ends):
        return False
    if line.plays(first - 1, "name"):
        return True
    if noun:
        return not start and not line.plays(first - 2, "gave")
    return not (start and line.cardinal(first))


def _is_contest(line: Line) -> bool:
    return not line.lists.context["contest"].isdisjoint(line.words)


def _is_mark(line: Line, number: Numeral) -> bool:
    """The mark of a list or a note: "1.", "(2)", "[12]", "3)"; also a sentence that is nothing but a number."""
    words, first, end = line.words, number.first, number.end
    if not number.digits:
        return False
    if words[first - 1] in ("(", "[") and words[end] in (")", "]"):
        return True
    if words[end] == ")" and line.is_glued(end) and "(" not in words[:first] and number.value < 20:
        return True
    if first == 0 and words[end] in _CLOSERS and number.value < 100 and words[end + 1] != "":
        return True
    return len(line.tokens) <= 3 and first <= 1 and not any(word.isalpha() for word in words)


def _is_pronoun(line: Line, number: Numeral) -> bool:
    """One of the reasons, no one, one might say; not one bus."""
    words, first, end = line.words, number.first, number.end
    before, after = words[first - 1], words[end]
    if after in ("or", "to") and line.cardinal(end + 1):
        return False
    if after in ("in", "out") and _starts_number(line, end + 1 + (after == "out")):
        return False
    if words[end + 1 : end + 4] == ["at", "a", "time"] or (before == "only" and words[first - 2] == "the"):
        return True
    if line.plays(first - 1, "one before") or line.plays(end, "one pronoun"):
        return True
    if not after.isalpha() or line.is_capital(end):
        return not line.plays(first - 1, "one alone")
    return line.plays(end, "stop") or after.endswith(("ly", "est"))


def _starts_number(line: Line, i: int) -> bool:
    place = i + (line.words[i] in ("every", "each"))
    word = line.words[place]
    return line.cardinal(place) > 0 or word[:1].isdigit() or line.words[place + 1] in ("hundred", "thousand", "million")


def _is_no_multiple(line: Line, number: Numeral) -> bool:
    """Think twice, doubled down, a body double; not "twice as many", "doubled", "double the number"."""
    numbers, first, end = line.lists.numbers, number.first, number.end
    word, before = line.words[first], line.words[first - 1]
    if word in numbers["multiple"]:
        return before in ("think", "or", "thought") and line.words[end] not in ("as", "the")
    if line.plays(end, "no change after"):
        return not (line.words[end] == "over" and line.plays(end + 1, "over time"))
    if word in numbers["change"]:
        return word in ("doubles", "triples") and not line.plays(end, "change after")
    if line.plays(end, "double after"):
        return before == "a"
    return not line.plays(first - 1, "double before")
