"""Numbers that are no figures: dates, years, times of day, names, addresses, marks of a list, "one" as a pronoun."""

from math import isnan

from oped.reading.figure_words import Line, Unit
from oped.reading.spelled import Numeral

_AND = frozenset({"and", "to", "-", "–", "—", "or", "&", "/"})
_ABBREVIATIONS = frozenset("no nos vol fig figs art arts sec p pp op ch para ex num nr v ver r u.s.c c s k".split())
_OPENERS = frozenset({"", ".", ":", '"', "“", "‘", "'", "?", "!", "(", "[", "—", "–", "-", "•", "*", ";"})
_QUOTES = frozenset({'"', "“", "‘"})
_SMALL_CLOCK = frozenset({"at", "until", "till"})
_NATIONS = ("an", "ish", "ese", "i", "ch", "ans", "ic", "ats")
_TIME_LABELS = frozenset("day days week year years quarter season game round month night game line page".split())
_DETERMINED = frozenset("last this next a per each every past the first second that one same final".split())
_CLASS = frozenset({"°C", "°F", "K"})


def is_no_figure(line: Line, number: Numeral, unit: Unit | None, money: bool) -> bool:
    """Whether a number is something else than a quantity."""
    if number.form in ("part", "vague", "few", "time"):
        return False
    if number.form in ("multiple", "change"):
        return _no_multiple(line, number)
    before = line.words[number.first - 1]
    if before == "/" and line.glued(number.first) and line.texts[number.first - 2].isdecimal() and not money:
        return True
    if money or (number.glued and unit is None):
        return False
    if _is_date(line, number) or _in_idiom(line, number):
        return True
    if unit is not None:
        return _capital_unit(line, number, unit) or (number.digits == "" and _pronoun_day(line, number))
    return (
        _is_year(line, number)
        or _is_clock(line, number)
        or _is_name(line, number)
        or _is_mark(line, number)
        or (line.words[number.first] == "one" and number.end == number.first + 1 and _is_pronoun(line, number))
        or (line.words[number.first] == "zero" and plural_at(line, number.end) < 0)
        or _lone_article(line, number)
    )


def is_plural(line: Line, i: int) -> bool:
    """Whether the word at `i` looks like a noun in the plural."""
    word = line.words[i]
    if word in line.lists.context["plural"]:
        return True
    return (
        len(word) > 3
        and word[-1] == "s"
        and word[-2] not in "su'"
        and word.replace("-", "").isalpha()
        and word not in line.lists.context["not plural"]
    )


def plural_at(line: Line, i: int) -> int:
    """The place of a plural noun among the next words from `i` on, or -1; an adjective or two may come first."""
    stop = line.lists.context["stop"]
    for place in range(i, i + 4):
        if is_plural(line, place):
            return place
        word = line.words[place]
        if word in stop or not word[:1].isalpha():
            return -1
    return -1


def is_month(line: Line, i: int) -> bool:
    """Whether the word at `i` is a month, by its capital too."""
    return line.words[i] in line.lists.context["month"] and line.texts[i][:1].isupper()


def month_at(line: Line, i: int) -> int:
    """The place after a month at `i`, which may be shortened with a full stop; `i` where there is none."""
    if not is_month(line, i):
        return i
    return i + 1 + (line.words[i + 1] == "." and line.glued(i + 1) and len(line.words[i]) <= 4)


def _is_date(line: Line, number: Numeral) -> bool:
    if number.value != int(number.value) or not 1 <= number.value <= 31:
        return False
    words, first, end = line.words, number.first, number.end
    if is_month(line, end) and not (words[end] in ("may", "march") and words[first - 1] in ("no",)):
        return True
    if words[end] == "of" and is_month(line, end + 1):
        return True
    if words[end] in _AND and words[end + 1][:1].isdigit() and is_month(line, end + 2):
        return True
    before = first - 1
    if words[before] in _AND | {","} and words[before - 1][:1].isdigit():
        before -= 2
        if words[before] in _AND | {","} and words[before - 1][:1].isdigit():
            before -= 2
    if words[before] == ".":
        before -= 1
    if not is_month(line, before):
        return False
    return not (words[before - 1] in ("in", "since", "of", "by", "during") and plural_at(line, end) >= 0)


def _in_idiom(line: Line, number: Numeral) -> bool:
    idioms = line.lists.context["idiom"]
    words = line.words
    for start in (number.first, number.first - 1, number.first - 2):
        if start < 0:
            break
        for length in (2, 3, 4, 5):
            if start + length >= number.end and " ".join(words[start : start + length]) in idioms:
                return True
    return False


def _capital_unit(line: Line, number: Numeral, unit: Unit) -> bool:
    """The Thirty Years' War, a Six-Day War, 50 Cent."""
    text = line.texts[number.end]
    name = text[:1].isupper() and text[1:].islower() and len(text) > 2 and unit.name not in _CLASS
    own = line.texts[number.first]
    capital = own[0].isupper() and line.words[number.first - 1] not in _OPENERS
    return (name and unit.kind in ("duration", "money", "measure", "count")) or capital


def _pronoun_day(line: Line, number: Numeral) -> bool:
    """One day he will; no one minute."""
    words = line.words
    if words[number.first] != "one" or words[number.end] not in ("day", "night", "second", "minute"):
        return False
    limited = words[number.first - 1] in line.lists.context["one day"]
    return not limited and words[number.end + 1] not in ("of", "or", "later", "ago", "per", "each", "to")


def _is_year(line: Line, number: Numeral) -> bool:
    words, context = line.words, line.lists.context
    before = words[number.first - 1]
    if words[number.end] in context["era"] or before in ("ad", "bc"):
        return True
    if words[number.end] in ("b", "a", "c") and words[number.end + 1] == "." and words[number.end + 2] in ("c", "d"):
        return True
    if number.form == "pair":
        left, _, right = number.digits.partition("-")
        return len(left) == 4 and 1000 <= number.value <= 2100 and len(right) in (2, 4) and plural_at(line, number.end) < 0
    if not number.digits:
        return _spoken_year(line, number)
    if len(number.digits) != 4 or not 1000 <= number.value <= 2100:
        return len(number.digits) == 3 and before == "year"
    if words[number.end] == "of" and words[number.end + 1] in ("them", "these", "those", "its", "the", "their"):
        return before in context["year before"]
    noun = plural_at(line, number.end)
    counted = noun >= 0 and words[noun] in context["people"]
    if counted and noun == number.end and before in line.lists.before_last and before != "around":
        return False
    if before in context["count before"] and (noun == number.end or before in ("than", "least", "nearly", "killed")):
        return before in ("of", "to") and not counted
    if before in context["year before"] or is_month(line, number.first - 1):
        return not (counted and number.value < 1900 and noun == number.end and before in ("about", "around", "for", "of"))
    if number.value < 1900:
        return noun < 0
    return not counted and not (noun == number.end and number.value % 100 == 0)


def _spoken_year(line: Line, number: Numeral) -> bool:
    """Nineteen eighty-four, twenty twenty; "two thousand and eight" only behind a preposition of time."""
    words, cardinal = line.words, line.lists.numbers["cardinal"]
    own, after, before = words[number.first], words[number.end], words[number.first - 1]
    if own not in cardinal or number.end != number.first + 1:
        return 2000 <= number.value < 2100 and before in ("in", "since", "until", "by") and plural_at(line, number.end) < 0
    century = 15 <= number.value <= 20 and cardinal.get(after, 0) >= 10
    return century or (cardinal.get(before, 0) >= 15 and cardinal.get(before, 0) <= 20 and number.value >= 10)


def _is_clock(line: Line, number: Numeral) -> bool:
    words, context = line.words, line.lists.context
    first, end = number.first, number.end
    if number.value > 24 and not (number.value <= 2400 and words[end] in ("gmt", "utc", "hrs")):
        return False
    if line.texts[first].count(".") == 1 and _is_train(line, number):
        return True
    place = end
    if words[end] in _AND and words[end + 1][:1].isdigit():
        place = end + 2
    if words[place] in ("a", "p") and words[place + 1] == "." and words[place + 2] == "m":
        return True
    if place > end and words[end + 1].endswith(("am", "pm")):
        return True
    if words[place] in context["clock after"] and words[place] not in ("a", "p"):
        return True
    if words[first - 1] in ("past", "to", "before", "after") and words[first - 2] in ("half", "quarter"):
        return True
    if words[end] in ("past", "to") and words[first - 1] == "at" and words[end + 1] in line.lists.numbers["cardinal"]:
        return True
    if words[first - 1] == "past" and words[first - 2] in line.lists.numbers["cardinal"]:
        return True
    if words[first - 1] == "to" and words[first - 3] == "at" and words[first - 2] in line.lists.numbers["cardinal"]:
        return True
    if words[first - 1] in ("half-past", "quarter-past", "quarter-to"):
        return True
    if words[end] == "past" and words[end + 1] in line.lists.numbers["cardinal"]:
        return True
    follows = words[end]
    alone = not follows.isalpha() or follows in ("in", "on", "tomorrow", "tonight", "this", "every", "and", "yesterday")
    return words[first - 1] in _SMALL_CLOCK and number.value <= 12 and isnan(number.other) and alone


def _is_train(line: Line, number: Numeral) -> bool:
    """The 8.15 from Euston, at 7.30: a time with a full stop."""
    minutes = line.texts[number.first].partition(".")[2]
    before, after = line.words[number.first - 1], line.words[number.end]
    if len(minutes) != 2 or number.value >= 24 or minutes > "59":
        return False
    return (before == "the" and after in ("from", "to", "train")) or (before == "at" and minutes in ("00", "15", "30", "45"))


def _is_name(line: Line, number: Numeral) -> bool:
    words, texts, context = line.words, line.texts, line.lists.context
    first, end = number.first, number.end
    before = words[first - 1]
    if before in ("§", "#", "№", "@", "_", "\\") or (words[end] == "(" and line.glued(end)):
        return True
    if before == "/" and line.glued(first):
        return True
    if before == "." and words[first - 2] in _ABBREVIATIONS:
        return True
    if before in (".", "'", "’", "‘") and line.glued(first):
        return True
    if words[end] in ("°", "º") and line.glued(end) is False:
        return True
    if texts[end][:1].isupper() and _address(line, end):
        return True
    if texts[end][:1].isupper() and len(texts[end]) == 1 and words[end + 1] == ".":
        return True
    if texts[first - 1].isdecimal() and plural_at(line, end) < 0 and line.tokens[first].start - line.tokens[first - 1].end == 1:
        return True
    if texts[first][0].isalpha() and texts[first][0].isupper() and _capital_number(line, number):
        return True
    noun = is_plural(line, end) or (plural_at(line, end) >= 0 and texts[end][:1].islower())
    if before in context["label"] or (before in _QUOTES and texts[end][:1].isupper() and not noun):
        return True
    if before == "of" and texts[first - 2][:1].isupper() and not noun and (first > 2 or words[first - 2] != "out"):
        return True
    if before in context["weak label"] and not noun and not (before in _TIME_LABELS and words[first - 2] in _DETERMINED):
        return not (before in ("age", "ages", "magnitude"))
    if number.form == "pair" and context["contest"].intersection(words):
        return False
    if texts[first] in context["model"] and not noun:
        return True
    return any(map(str.isupper, texts[first - 1])) and _after_capital(line, number, noun)


def _address(line: Line, i: int) -> bool:
    """10 Downing Street."""
    for place in range(i + 1, i + 4):
        if line.words[place] in line.lists.context["street"] and line.texts[place][0].isupper():
            return True
        if not line.texts[place][:1].isupper():
            return False
    return False


def _capital_number(line: Line, number: Numeral) -> bool:
    """The Gang of Four, Three Mile Island, Five Eyes; not "Ten Russian soldiers" nor "Two men" at the start."""
    if line.words[number.first - 1] not in _OPENERS:
        return not in_capitals(line)
    after = line.texts[number.end]
    if not after[:1].isupper() or after.isupper() or any(letter.isdigit() for letter in after):
        return False
    if in_capitals(line):
        return False
    return not (after.endswith(_NATIONS) or line.words[number.end] in line.lists.context["nation"])


def in_capitals(line: Line) -> bool:
    """Whether most words begin with a capital, as in an American headline, so that capitals mark no names."""
    words = [text for text in line.texts if text[:1].isalpha()]
    return sum(word[0].isupper() for word in words) > 0.75 * len(words)


def _after_capital(line: Line, number: Numeral, noun: bool) -> bool:
    """Apollo 11, Windows 10 users, Paris 24; not "gave Kyiv 31 tanks" nor "On Tuesday 20 people"."""
    before = line.words[number.first - 1]
    context = line.lists.context
    if before.endswith("'s") or before in context["measured"]:
        return False
    start = number.first == 1 or line.words[number.first - 2] in _OPENERS
    if before in context["weekday"] or before in context["month"]:
        return not noun
    if start and (before in context["stop"] or before in line.lists.before_last or before in context["imperative"]):
        return False
    if before in context["name"]:
        return True
    if noun:
        return not start and line.words[number.first - 2] not in context["gave"]
    if start and line.lists.numbers["cardinal"].get(line.words[number.first]) and number.digits == "":
        return False
    return True


def _is_mark(line: Line, number: Numeral) -> bool:
    """The mark of a list or a note: "1.", "(2)", "[12]", "3)"."""
    words, first, end = line.words, number.first, number.end
    if not number.digits:
        return False
    if words[first - 1] in ("(", "[") and words[end] in (")", "]"):
        return True
    if first == 0 and words[end] in (".", ")", ":") and number.value < 100 and words[end + 1] != "":
        return True
    return len(line.tokens) <= 3 and first <= 1 and not any(word.isalpha() for word in words)


def _is_pronoun(line: Line, number: Numeral) -> bool:
    """One of the reasons, no one, one might say; not one bus."""
    words, context = line.words, line.lists.context
    before, after = words[number.first - 1], words[number.end]
    if after in ("in", "out") and _number_follows(line, number.end + 1 + (after == "out")):
        return False
    if words[number.end + 1 : number.end + 4] == ["at", "a", "time"]:
        return True
    if before in context["one before"] or (before == "only" and words[number.first - 2] == "the") or after in context["one pronoun"]:
        return True
    if not after.isalpha() or line.texts[number.end][0].isupper():
        return before not in ("to", "only", "by", "from", "than", "least", "just", "or")
    return after in context["stop"] or after.endswith(("ly", "est"))


def _number_follows(line: Line, i: int) -> bool:
    place = i + (line.words[i] in ("every", "each"))
    word = line.words[place]
    return word in line.lists.numbers["cardinal"] or word[:1].isdigit() or line.words[place + 1] in ("hundred", "million")


def _lone_article(line: Line, number: Numeral) -> bool:
    """"A hundred" and "the dozen" as figures of speech without anything counted stay figures; idioms do not."""
    return line.words[number.first : number.end] == ["a", "million"] and line.words[number.end] in ("reasons", "thanks")


def _no_multiple(line: Line, number: Numeral) -> bool:
    """To double down, a body double, twice-told; "doubled" and "twice as many" are multiples."""
    words, numbers = line.words, line.lists.numbers
    word, before, after = words[number.first], words[number.first - 1], words[number.end]
    if word in numbers["multiple"]:
        return before in ("think", "or", "thought") and after not in ("as", "the")
    if after in ("down", "as", "up", "over", "back", "check", "agent", "agents", "title", "final", "take", "home"):
        return not (after == "over" and words[number.end + 1] in ("the", "a", "two", "three"))
    if word in numbers["change"]:
        return word in ("doubles", "triples") and not (after in ("the", "its", "every", "in", "to", "their", "his", "with", "when", "if", "each", "", ".", ","))
    if after in ("the", "that", "its", "what", "their", "last", "his", "her", "those", "this"):
        return before in ("a",)
    return before not in ("to", "will", "would", "could", "may", "might", "can", "must", "should", "not", "than",
                          "nearly", "almost", "about", "roughly", "over")  # fmt: skip
