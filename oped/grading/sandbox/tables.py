"""numpy's numbers and arrays and pandas' tables as JSON data and back, with their exact types.

Neither library is imported to encode: where it isn't loaded there are no such values.
"""

import math
import re
import sys
from collections.abc import Callable
from typing import Any

Many = Callable[[Any], list[Any]]
"""Encodes or decodes each of some items."""


class OtherDataError(ValueError):
    """Data of a kind that is not plain."""


_MOST_LETTERS = 4_000_000
_SIZED = [
    f"{kind}{bits}" for kind in ("int", "uint", "float") for bits in (8, 16, 32, 64) if kind + str(bits) != "float8"
]
_SCALARS = {"bool": "bool_", "str": "str_", **dict(zip(_SIZED, _SIZED, strict=True))}
_COLUMN = re.compile(
    r"bool|boolean|object|str|string|category|u?int(8|16|32|64)|U?Int(8|16|32|64)|float(16|32|64)|Float(32|64)"
    r"|datetime64\[(s|ms|us|ns)\]"
)


def encode(value: Any, many: Many) -> dict[str, Any] | None:
    """The data of a number, an array or a table; None where the value is nothing of the kind.

    Raises:
        OtherDataError: it holds a kind of data that is not plain.
    """
    return _encode_numpy(value, many) or _encode_pandas(value, many)


def decode(tag: str, body: Any, many: Many) -> Any:
    """The number, array or table that was encoded under a tag.

    Raises:
        ValueError: there is none; other exceptions are those of numpy and pandas.
    """
    import numpy as np
    import pandas as pd

    match tag:
        case "numpy":
            return getattr(np, _SCALARS[body[0]])(many(body[1:])[0])
        case "array":
            return _array(body, many)
        case "series":
            index, name = _index(body["index"], many), many([body["name"]])[0]
            return pd.Series(_column(body["column"], many).array, index=index, name=name)
        case "frame":
            columns, index = _index(body["columns"], many), _index(body["index"], many)
            data = {place: _column(column, many) for place, column in enumerate(body["data"])}
            frame = pd.DataFrame(data, index=None if data else index).set_axis(index, axis=0)
            return frame.set_axis(columns, axis=1)
        case "index":
            return _index(body, many)
        case "timestamp":
            return pd.Timestamp(body)
        case "missing":
            return {"NA": pd.NA, "NaT": pd.NaT}[body]
    raise ValueError(tag)


def _encode_numpy(value: Any, many: Many) -> dict[str, Any] | None:
    np = sys.modules.get("numpy")
    if np is None:
        return None
    kind = type(value)
    for name, scalar in _SCALARS.items():
        if kind is getattr(np, scalar):
            return {"numpy": [name, value.item()]}
    if kind is not np.ndarray:
        return None
    name = "str" if value.dtype.kind == "U" else value.dtype.name
    if name not in _SCALARS and name != "object":
        raise OtherDataError(name)
    return {"array": [name, list(value.shape), many(value.ravel().tolist())]}


def _encode_pandas(value: Any, many: Many) -> dict[str, Any] | None:
    pd = sys.modules.get("pandas")
    if pd is None:
        return None
    kind = type(value)
    if kind is pd.DataFrame:
        columns = [_of_column(value.iloc[:, place], many) for place in range(value.shape[1])]
        return {
            "frame": {"columns": _of_index(value.columns, many), "index": _of_index(value.index, many), "data": columns}
        }
    if kind is pd.Series:
        column = _of_column(value, many)
        return {"series": {"name": many([value.name])[0], "index": _of_index(value.index, many), "column": column}}
    if kind in (pd.Index, pd.RangeIndex, pd.DatetimeIndex, pd.MultiIndex):
        return {"index": _of_index(value, many)}
    if kind is pd.Timestamp:
        return {"timestamp": value.isoformat()}
    if value is pd.NA or value is pd.NaT:
        return {"missing": "NA" if value is pd.NA else "NaT"}
    return None


def _of_column(column: Any, many: Many) -> list[Any]:
    kind = str(column.dtype)
    if not _COLUMN.fullmatch(kind):
        raise OtherDataError(kind)
    return [kind, many(column.tolist())]


def _of_index(index: Any, many: Many) -> dict[str, Any]:
    pd: Any = sys.modules["pandas"]
    if type(index) is pd.RangeIndex and index.equals(pd.RangeIndex(len(index))) and index.name is None:
        return {"range": len(index)}
    kind = "tuples" if index.nlevels > 1 else _of_column(index.to_series(), many)[0]
    return {"kind": kind, "names": many(list(index.names)), "labels": many(index.tolist())}


def _array(body: list[Any], many: Many) -> Any:
    import numpy as np

    kind, shape, values = body
    items = many(values)
    if math.prod(shape) != len(items) or len(shape) > 8:
        raise ValueError("The shape is not that of the values.")
    if kind == "str":
        _check_letters(items)
    array = np.fromiter(items, dtype=object, count=len(items))
    return (array if kind == "object" else array.astype(_SCALARS[kind])).reshape(shape)


def _column(body: list[Any], many: Many) -> Any:
    import pandas as pd

    kind, values = body
    if not _COLUMN.fullmatch(kind):
        raise ValueError(kind)
    items = many(values)
    if kind.startswith("datetime64") and any(isinstance(item, str) for item in items):
        raise ValueError("A text is no point in time.")
    return pd.Series(items, dtype=kind)


def _index(body: dict[str, Any], many: Many) -> Any:
    import pandas as pd

    if "range" in body:
        length = body["range"]
        many(range(length))  # counts as many items
        return pd.RangeIndex(length)
    labels, names = many(body["labels"]), many(body["names"])
    if body["kind"] == "tuples":
        return pd.MultiIndex.from_tuples(labels, names=names)
    return pd.Index(_column([body["kind"], body["labels"]], many), name=names[0])


def _check_letters(items: list[Any]) -> None:
    """An array of texts takes the room of its longest text for each."""
    if len(items) * max(map(len, items), default=0) > _MOST_LETTERS:
        raise ValueError("The texts are too long.")
