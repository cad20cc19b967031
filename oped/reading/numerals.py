"""Numbers in digits, with their separators and what is glued to them, and compounds such as two-thirds or 12-day."""

import re
from functools import lru_cache
from math import nan

from oped.reading.figure_words import Line, Lists
from oped.reading.spelled import Numeral, mixed, part_of, spelled, with_scale, word_numeral

SIGNS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TOKEN = re.compile(r"(\d[\d.,'’]*)?([½⅓⅔¼¾⅛⅜⅝⅞])?([^\W\d_½⅓⅔¼¾⅛⅜⅝⅞]*[²³23]?)")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:['’]\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d{1,2}(?:,\d\d)+,\d{3}")
_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d\d(?:\.\d+)?)")
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 32, 64, 100})
_JOINERS = frozenset({"to", "in", "for", "by", "or"})
_NO_NUMBER = frozenset({"st", "nd", "rd", "th", "s", "am", "pm", "ers", "noon"})


def read_numeral(line: Line, i: int) -> Numeral | None:
    """The number that begins at token `i`, or None where none can be read there."""
    word, text = line.words[i], line.texts[i]
    if "-" in word and word not in line.lists.numbers["cardinal"]:
        end = i + 1
        while line.words[end] in (".", ",") and line.glued(end) and line.glued(end + 1) and text[-1].isdigit():
            word, text, end = "".join(line.words[i : end + 2]), "".join(line.texts[i : end + 2]), end + 2
        found = _compound(word, text, line.lists)
        return with_scale(line, found._replace(first=i, end=end)) if found else None
    if word[0].isdigit() or word[0] in SIGNS:
        return _digits(line, i)
    if word[3:4].isdigit():
        return _coded(line, i)
    return word_numeral(line, i)


def plain_number(digits: str) -> float | None:
    """The value of digits with their separators, or None for dates, versions and numbers with a leading zero.

    >>> plain_number("1,234.5"), plain_number("0.75"), plain_number("1.234.567"), plain_number("007")
    (1234.5, 0.75, 1234567.0, None)
    """
    if digits.isdecimal():
        return None if digits[0] == "0" and len(digits) > 1 else float(digits)
    if _GROUPS.fullmatch(digits):
        dots = digits.count(".")
        return float(re.sub(r"[,'’.]" if dots > 1 else r"[,'’]", "", digits))
    whole, _, rest = digits.replace(",", ".").partition(".")
    if whole.isdecimal() and rest.isdecimal() and (whole == "0" or whole[0] != "0"):
        return float(f"{whole}.{rest}")
    return None


@lru_cache(maxsize=4096)
def _token(text: str) -> tuple[float, str, str] | None:
    """The value of a token such as 5km, 2½ or 1,234.5, what is glued to it, and its digits where there are no others."""
    match = _TOKEN.fullmatch(text)
    if match is None:
        return None
    digits, sign, glued = match[1] or "", match[2] or "", match[3]
    value = plain_number(digits) if digits else 0.0
    if value is None or glued.lower() in _NO_NUMBER:
        return None
    return value + SIGNS.get(sign, 0.0), glued, digits if digits.isdecimal() and not sign and not glued else ""


def _digits(line: Line, i: int) -> Numeral | None:
    text = line.texts[i]
    if ":" in text:
        return _time(text, i)
    if feet := re.fullmatch(r"(\d)['’](\d{1,2})", text):
        return Numeral(i, i + 1, int(feet[1]) + int(feet[2]) / 12, glued="ft")
    parsed = _token(text)
    if parsed is None:
        return None
    value, glued, digits = parsed
    after = line.texts[i + 1]
    end = i + 1
    if not glued and after.isalpha() and line.glued(end):
        glued, end = after, end + 1
        if glued in _NO_NUMBER:
            return None
    if glued:
        size = line.lists.numbers["short scale"].get(glued.lower(), 0.0)
        return Numeral(i, end, value * size, scale=size) if size else Numeral(i, end, value, glued=glued)
    if after == "/" and line.texts[i + 2][:1].isdecimal():
        return _slashed(line, i)
    if after in ("×", "x") and line.texts[i + 2][:2] == "10" and (power := _power(line, i, value)):
        return power
    if after.isdecimal() and digits and len(digits) <= 3:
        return _neighbours(line, i, value)
    if after in SIGNS and digits:
        return with_scale(line, Numeral(i, i + 2, value + SIGNS[after]))
    return part_of(line, Numeral(i, i + 1, value, digits=digits))


def _coded(line: Line, i: int) -> Numeral | None:
    """USD5bn, EUR200m: a currency's code and digits in one token."""
    code = line.texts[i][:3]
    unit = line.lists.units.get(code.lower()) if code.isupper() else None
    parsed = _token(line.texts[i][3:])
    if unit is None or unit.kind != "money" or parsed is None:
        return None
    size = line.lists.numbers["short scale"].get(parsed[1], 0.0)
    return Numeral(i, i + 1, parsed[0] * (size or 1.0), glued="" if size else parsed[1], scale=size or 1.0, code=code.lower())


def _time(text: str, i: int) -> Numeral | None:
    """2:14:30 and 3:43.13 are durations in minutes, 4:1 a ratio, 5:30 a time of day."""
    left, _, right = text.partition(":")
    if left.isdecimal() and right.isdecimal() and len(right) == 1 and right != "0":
        return Numeral(i, i + 1, float(left), float(right), form="pair", joiner=":")
    match = _TIME.fullmatch(text)
    if match is None or not (match[1] or "." in match[3]):
        return None
    hours, minutes, seconds = (float(group or 0) for group in match.groups())
    return Numeral(i, i + 1, hours * 60 + minutes + seconds / 60, form="time")


def _slashed(line: Line, i: int) -> Numeral | None:
    """1/2 and 7/10 are parts, 120/80 a pair; 9/11, 24/7 and 1/2/2020 are dates and names."""
    above, below = line.texts[i], line.texts[i + 2]
    if not (above.isdecimal() and below.isdecimal()) or "/" in (line.words[i + 3], line.words[i - 1]):
        return None
    value, other = float(above), float(below)
    if value == other == 50 or 60 <= value < 300:
        return Numeral(i, i + 3, value, other, form="pair", joiner="/")
    if line.words[i + 3] == "time":
        return None
    if value < other and other in _DENOMINATORS and (value, other) != (4, 20):
        return with_scale(line, Numeral(i, i + 3, value / other, form="part"))
    return None


def _neighbours(line: Line, i: int, value: float) -> Numeral | None:
    """1 234 567 with spaces between, 2 1/2 cups; a row of other groups is a telephone number or the like."""
    end = i + 1
    while line.texts[end].isdecimal() and line.tokens[end].start - line.tokens[end - 1].end == 1:
        end += 1
    groups = line.texts[i + 1 : end]
    if line.texts[end] == "/" and len(groups) == 1 and (part := _slashed(line, end - 1)) and part.form == "part":
        return part._replace(first=i, value=value + part.value)
    if all(len(group) == 3 for group in groups):
        return with_scale(line, Numeral(i, end, float("".join(line.texts[i:end]))))
    return None if len(groups) > 1 else Numeral(i, i + 1, value, digits=line.texts[i])


def _power(line: Line, i: int, value: float) -> Numeral | None:
    """3 × 10^8, 6.02 × 10²³."""
    exponent = line.texts[i + 2][2:].translate(_SUPERSCRIPT)
    end = i + 3
    if not exponent and line.words[end] == "^":
        minus = line.words[end + 1] in ("-", "−")
        exponent = "-" * minus + line.words[end + 1 + minus]
        end += 2 + minus
    return Numeral(i, end, value * 10.0 ** int(exponent)) if re.fullmatch(r"-?\d{1,2}", exponent) else None


@lru_cache(maxsize=4096)
def _compound(word: str, text: str, lists: Lists) -> Numeral | None:
    """3-5, 51-49, two-thirds, three-and-a-half, 14-year-old, $20-a-day, one-in-five; places are counted from 0."""
    parts = [*word.split("-"), "", "", ""]
    first = _leading(parts, 0, lists)
    if first is None:
        return None
    value, at, glued, form = first
    if parts[at] in lists.numbers["scale"]:
        value *= lists.numbers["scale"][parts[at]]
        at += 1
    joiner = parts[at] if parts[at] in _JOINERS else ""
    second = _leading(parts, at + bool(joiner), lists)
    if parts[at] == "nil":
        return Numeral(0, 1, value, 0.0, form="pair", joiner="-")
    if parts[at] == "love":
        return None
    if second is None or (glued and glued != second[2]) or form == "part":
        tail = tuple(part for part in parts[at:] if part)
        if tail and (tail[0][0].isdigit() or text.split("-")[1][:1].isupper()):
            return None
        return Numeral(0, 1, value, form=form, glued=glued, tail=tail)
    other, end, glued, _ = second
    tail = tuple(part for part in parts[end:] if part)
    phone = not joiner and len(parts[0]) == 3 and len(parts[1]) == 4 and parts[1].isdecimal()
    spoken = not joiner and not parts[0][0].isdigit() and value != other
    if (tail and tail[0][0].isdigit()) or phone or spoken or (value, other) in ((9, 5), (24, 7), (1, 1)):
        return None
    digits = word if not joiner and not tail and not glued and parts[0].isdecimal() else ""
    found = Numeral(0, 1, value, other, form="pair", glued=glued, tail=tail, joiner=joiner or "-", digits=digits)
    size = lists.numbers["short scale"].get(glued, 0.0)
    return found._replace(value=value * size, other=other * size, glued="", scale=size) if size else found


def _leading(parts: list[str], at: int, lists: Lists) -> tuple[float, int, str, str] | None:
    """The number at the head of a compound: its value, the place after it, what is glued to it, and its form."""
    part = parts[at]
    if not part:
        return None
    if part[0].isdigit():
        parsed = _token(part)
        return (parsed[0], at + 1, parsed[1], "number") if parsed else None
    if part in ("half", "quarter"):
        return (0.5 if part == "half" else 0.25), at + 1, "", "part"
    value, end = spelled(parts, at, lists)
    if end == at:
        size = {**lists.numbers["scale"], **lists.numbers["hundred"], **lists.numbers["group"]}.get(part, 0.0)
        return (size, at + 1, "", "number") if size and at == 0 and parts[1] else None
    added, place = mixed(parts, end, lists)
    if added:
        return value + added, place, "", "number"
    below = lists.numbers["part" if value == 1 else "parts"].get(parts[end], 0.0)
    if below:
        return value / below, end + 1, "", "part"
    return value, end, "", "number"
