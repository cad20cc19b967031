"""Plain values as text and back: what comes through, with which type, and what doesn't."""

import json
from collections import Counter, OrderedDict
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oped.grading.sandbox.values import MOST_ITEMS, MOST_KEYS, NotPlain, NotPlainError, from_json, to_json

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
_KEYS = st.text(max_size=5) | st.integers(-(2**60), 2**60) | st.tuples(st.booleans(), st.integers(0, 9))
_PLAIN = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(_KEYS, inner, max_size=4)
        | st.sets(st.integers(0, 9))
    ),
    max_leaves=20,
)


class Everything(int):
    """Claims to equal everything."""

    def __eq__(self, other: object) -> bool:
        """Always."""
        return True

    __hash__ = int.__hash__


@given(_PLAIN)
def test_plain_values_come_back_with_their_types(value: Any) -> None:
    """What goes in comes out, down to the difference between 1, 1.0 and True."""
    assert in_order(from_json(to_json(value))) == in_order(value)


def in_order(value: Any) -> str:
    """The text of a value, with the items of a set sorted."""
    match value:
        case set() | frozenset():
            return f"{type(value).__name__}{sorted(map(in_order, value))}"
        case dict():
            return f"{type(value).__name__}{[(in_order(key), in_order(item)) for key, item in value.items()]}"
        case list() | tuple():
            return f"{type(value).__name__}{[in_order(item) for item in value]}"
        case _:
            return repr(value)


@pytest.mark.parametrize(
    "value",
    [np.int64(3), np.float32(1.5), np.bool_(True), np.str_("word"), date(2026, 3, 27), datetime(2026, 3, 27, 8, 30)],
    ids=repr,
)
def test_numbers_of_numpy_and_dates_keep_their_types(value: Any) -> None:
    """A test that sees a number of numpy's at the student's sees one here."""
    found = from_json(to_json(value))
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6).reshape(2, 3),
        np.array(["one", "fifteen"]),
        np.array([], dtype="float32"),
        np.array([1, "two", None, [3]], dtype=object),
    ],
    ids=repr,
)
def test_arrays_come_back(value: Any) -> None:
    """Shape, kind of data and items are the same."""
    found = from_json(to_json(value))
    assert (found.dtype, found.shape, found.tolist()) == (value.dtype, value.shape, value.tolist())


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"town": ["Ambel", None], "share": [1.5, None], "day": pd.to_datetime(["2026-03-27", "NaT"])}),
        pd.DataFrame({"kind": pd.Series(["a", "b"], dtype="category"), "count": pd.Series([1, None], dtype="Int64")}),
        pd.DataFrame({"count": [1, 2]}, index=pd.Index(["x", "y"], name="town")),
        pd.DataFrame({"a": [1, 1], "b": ["u", "v"], "c": [1.0, 2.0]}).groupby(["a", "b"]).sum(),
        pd.DataFrame([[1, 2]], columns=["same", "same"]),
        pd.DataFrame(),
        pd.DataFrame({"only": [1]}).set_index("only"),
    ],
    ids=["mixed", "missing", "named", "grouped", "twice", "empty", "bare"],
)
def test_tables_come_back(table: pd.DataFrame) -> None:
    """Columns, index, kinds of data and missing cells are the same."""
    pd.testing.assert_frame_equal(from_json(to_json(table)), table)


def test_columns_and_indexes_come_back() -> None:
    """One column keeps its name, and an index is one."""
    column = pd.Series([1, 2], index=["x", "y"], name="count")
    pd.testing.assert_series_equal(from_json(to_json(column)), column)
    pd.testing.assert_index_equal(from_json(to_json(column.index)), column.index)


@pytest.mark.parametrize("value", [Counter("aab"), OrderedDict(a=2, b=1)], ids=repr)
def test_dicts_of_other_kinds_become_dicts(value: dict[str, int]) -> None:
    """A Counter that was left as it is counts as the dict that it holds."""
    found = from_json(to_json(value))
    assert (type(found), found) == (dict, {"a": 2, "b": 1})


@pytest.mark.parametrize(
    "value",
    [
        Everything(1), object(), len, int, lambda: 1, 10**5000, pytest, {1: 2}.keys(), iter([]),
        pd.Series(pd.period_range("2026", periods=2)), np.array(["2026"], dtype="datetime64[D]"),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_other_values_are_refused(value: object) -> None:
    """Only the listed types are plain, whatever a value claims to be."""
    with pytest.raises(NotPlainError):
        to_json(value)


def test_a_value_inside_that_is_not_plain_equals_nothing() -> None:
    """The rest of a list comes through, and in the place of the object stands what equals nothing, itself included."""
    first, found = from_json(to_json([1, Everything(2)]))
    assert first == 1
    assert isinstance(found, NotPlain)
    assert found not in ([2], {2: 2}.values())
    assert found != found
    assert from_json(to_json([found]))[0] != found


def test_a_list_within_itself_is_refused() -> None:
    """A value without an end has no text."""
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(NotPlainError):
        to_json(endless)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[" * 10_000, '{"dict": 1}', '{"dict": [[[], 1]]}', '{"what": 1}', "9" * 5000,
        '{"tuple": [], "set": []}',
        '{"array": ["int64", [1000000000], [1]]}', '{"array": ["str", [2], ["%s", ""]]}' % ("x" * 3_000_000),
        '{"numpy": ["float128", 1]}', '{"index": {"range": 1000000000000}}', '{"series": 5}', '{"missing": "all"}',
        '{"series": {"name": null, "index": {"range": 1}, "column": ["datetime64[ns]", ["soon"]]}}',
        '{"series": {"name": null, "index": {"range": 1}, "column": ["interval", [1]]}}', '{"timestamp": []}',
        json.dumps([0] * (MOST_ITEMS + 1)), json.dumps({"dict": [[n, n] for n in range(MOST_KEYS + 1)]}),
        json.dumps({"set": [2**70]}),
    ],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_forged_texts_hold_nothing(text: str) -> None:
    """A text that no encoder made is refused without a large array or a long wait."""
    with pytest.raises(NotPlainError):
        from_json(text)


def test_half_characters_are_replaced() -> None:
    """A text comes out so that every file can hold it."""
    assert from_json(to_json("a\ud800")) == "a?"
