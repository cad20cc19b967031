"""Outputs as they come out of the sandbox, rebuilt so that they are what a notebook may hold and nothing else."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Output = dict[str, Any]

_KIND = re.compile(r"[A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,80}")
_DEEPEST = 20


def rebuilt(found: Iterable[Any], count: int) -> tuple[Output, ...]:
    """The outputs of a cell; one that is made up wrongly is left out.

    >>> rebuilt([{"output_type": "stream", "name": "stdout", "text": "4", "by": "me"}, "5"], count=1)
    ({'output_type': 'stream', 'name': 'stdout', 'text': '4'},)

    Args:
        found: what was sent.
        count: the cell's execution count.
    """
    return tuple(_each(found, count))


def stopped(message: str) -> Output:
    """The output of a cell that was stopped."""
    return {"output_type": "error", "ename": "CellStopped", "evalue": message, "traceback": [message]}


def _each(found: Iterable[Any], count: int) -> Iterator[Output]:
    for output in found:
        try:
            yield _one(output, count)
        except (KeyError, TypeError, ValueError):
            continue


def _one(output: Any, count: int) -> Output:
    kind = output["output_type"]
    match kind:
        case "stream":
            name = "stderr" if output["name"] == "stderr" else "stdout"
            return {"output_type": kind, "name": name, "text": _text(output["text"])}
        case "error":
            lines = [_text(line) for line in output["traceback"]]
            return {"output_type": kind, **{key: _text(output[key]) for key in ("ename", "evalue")}, "traceback": lines}
        case "display_data" | "execute_result":
            data = {key: _data(key, value) for key, value in output["data"].items()}
            number = {"execution_count": count} if kind == "execute_result" else {}
            return {"output_type": kind, "data": data, "metadata": _json(output["metadata"]), **number}
    raise ValueError(kind)


def _data(kind: str, value: Any) -> Any:
    if not _KIND.fullmatch(kind):
        raise ValueError(kind)
    return _json(value) if kind.endswith("json") else _text(value)


def _text(value: Any) -> str:
    """Text that can be stored: half characters are replaced."""
    if not isinstance(value, str):
        raise TypeError
    return value.encode("utf-8", "replace").decode()


def _json(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        raise ValueError(depth)
    if isinstance(value, dict):
        return {_text(key): _json(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json(inner, depth + 1) for inner in value]
    return _text(value) if isinstance(value, str) else json.loads(json.dumps(value, allow_nan=False))
