"""Numbers in digits: separators, fractions, powers, elapsed times, and letters glued behind."""

import re
from functools import lru_cache

from oped.reading.numbers.lists import Line
from oped.reading.numbers.spelled import Numeral, part_of, with_scale

SIGNS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TOKEN = re.compile(r"(\d[\d.,'’]*)?([½⅓⅔¼¾⅛⅜⅝⅞])?([^\W\d_½⅓⅔¼¾⅛⅜⅝⅞]*[²³23]?)")
_GROUPS = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:['’]\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d{1,2}(?:,\d\d)+,\d{3}"
)
_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d\d(?:\.\d+)?)")
_FEET = re.compile(r"(\d)['’](\d{1,2})")
_NO_NUMBER = frozenset({"st", "nd", "rd", "th", "s", "am", "pm", "ers"})
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 32, 64, 100})


def plain_number(digits: str) -> float | None:
    """The value of digits with their separators, or None for dates, versions and numbers with a leading zero.

    >>> plain_number("1,234.5"), plain_number("0.75"), plain_number("1.234.567"), plain_number("007")
    (1234.5, 0.75, 1234567.0, None)
    """
    if digits.isdecimal():
        return None if digits[0] == "0" and len(digits) > 1 else float(digits)
    if _GROUPS.fullmatch(digits):
        return float(re.sub(r"[,'’.]" if digits.count(".") > 1 else r"[,'’]", "", digits))
    whole, _, rest = digits.replace(",", ".").partition(".")
    if whole.isdecimal() and rest.isdecimal() and (whole == "0" or whole[0] != "0"):
        return float(f"{whole}.{rest}")
    return None


@lru_cache(maxsize=4096)
def digit_token(text: str) -> tuple[float, str, str] | None:
    """The value of a token such as 5km, 2½ or 1,234.5, what is glued to it, and its digits if there is no more."""
    match = _TOKEN.fullmatch(text)
    if match is None:
        return None
    digits, sign, glued = match[1] or "", match[2] or "", match[3]
    value = plain_number(digits) if digits else 0.0
    if value is None or glued.lower() in _NO_NUMBER:
        return None
    return value + SIGNS.get(sign, 0.0), glued, digits if digits.isdecimal() and not sign and not glued else ""


def digit_numeral(line: Line, i: int) -> Numeral | None:
    """The number that begins with the digits at `i`."""
    text = line.texts[i]
    if ":" in text:
        return _time(text, i)
    if feet := _FEET.fullmatch(text):
        return Numeral(i, i + 1, int(feet[1]) + int(feet[2]) / 12, glued="ft")
    parsed = digit_token(text)
    if parsed is None:
        return None
    value, glued, digits = parsed
    end = i + 1
    after = line.texts[end]
    if not glued and after.isalpha() and line.is_glued(end):
        glued, end = after, end + 1
    if glued:
        return _with_letters(line, Numeral(i, end, value, glued=glued))
    if after == "/" and line.texts[i + 2][:1].isdecimal():
        return _slashed(line, i)
    if after in ("×", "x") and line.texts[i + 2][:2] == "10" and (power := _power(line, i, value)):
        return power
    if after.isdecimal() and 0 < len(digits) <= 3:
        return _neighbours(line, i, value)
    if after in SIGNS and digits:
        return with_scale(line, Numeral(i, i + 2, value + SIGNS[after]))
    return part_of(line, Numeral(i, end, value, digits=digits))


def coded_numeral(line: Line, i: int) -> Numeral | None:
    """USD5bn, EUR200m: a currency's code and digits in one token."""
    code = line.texts[i][:3]
    unit = line.lists.units.get(code.lower()) if code.isupper() or code == "Sfr" else None
    parsed = digit_token(line.texts[i][3:])
    if unit is None or unit.kind != "money" or parsed is None:
        return None
    number = Numeral(i, i + 1, parsed[0], glued=parsed[1], code=code.lower())
    return _with_letters(line, number) if number.glued else with_scale(line, number)


def _with_letters(line: Line, number: Numeral) -> Numeral | None:
    """Turn glued bn, tn into a scale; refuse the pm of 7.30pm."""
    if number.glued.lower() in _NO_NUMBER:
        return None
    size = line.lists.numbers["short scale"].get(number.glued.lower())
    return number._replace(value=number.value * size, glued="", scale=size) if size else number


def _time(text: str, i: int) -> Numeral | None:
    """2:14:30 and 3:43.13 are elapsed times in minutes, 4:1 a ratio, 5:30 a time of day."""
    left, _, right = text.partition(":")
    if left.isdecimal() and right.isdecimal() and len(right) == 1 and right != "0":
        return Numeral(i, i + 1, float(left), float(right), form="pair", joiner=":")
    match = _TIME.fullmatch(text)
    if match is None or not (match[1] or "." in match[3]):
        return None
    hours, minutes, seconds = (float(group or 0) for group in match.groups())
    return Numeral(i, i + 1, hours * 60 + minutes + seconds / 60, form="elapsed")


def _slashed(line: Line, i: int) -> Numeral | None:
    """1/2 and 7/10 are parts, 120/80 a pair; 9/11, 24/7, 4/4 time and 1/2/2020 are no figures."""
    above, below = line.texts[i], line.texts[i + 2]
    if not (above.isdecimal() and below.isdecimal()) or "/" in (line.words[i + 3], line.words[i - 1]):
        return None
    value, other = float(above), float(below)
    if value == other == 50 or 60 <= value < 300:
        return Numeral(i, i + 3, value, other, form="pair", joiner="/")
    if value < other and other in _DENOMINATORS and (value, other) != (4, 20) and line.words[i + 3] != "time":
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
