"""Run cells as a notebook's kernel runs them, in this process, and keep what they put out in a notebook's own form."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets import Bool
from traitlets.config import Config

MOST_OF_AN_OUTPUT = 200_000
CUT = "\n... Output truncated ..."
_SHOWN = ("display_data", "execute_result", "error")

Output = dict[str, Any]


class Ran(NamedTuple):
    """What a cell put out, in nbformat's form and in order, and whether it ended without an error."""

    outputs: list[Output]
    ok: bool


class _Wire(Session):
    """Stands where a kernel's connection to its client stands, and keeps what would be sent as a cell's outputs."""

    outputs = AnyTrait()

    def send(self, stream: object, msg_or_type: Any, content: Any = None, *_: object, **__: object) -> None:
        """Keep one message, if a notebook keeps its kind."""
        kind = msg_or_type if isinstance(msg_or_type, str) else msg_or_type["header"]["msg_type"]
        body = content if isinstance(msg_or_type, str) else msg_or_type["content"]
        if kind in _SHOWN:
            kept = {name: value for name, value in body.items() if name != "transient"}
            self.outputs.append({"output_type": kind, **kept})


class _Shell(ZMQInteractiveShell):
    """IPython that can keep quiet about errors, and keeps no second copy of all that is printed."""

    quiet = Bool(False)

    def _tee(self, channel: str) -> Any:
        return nullcontext()

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        if not self.quiet:
            super().showtraceback(*args, **kwargs)


class _Stream(io.TextIOBase):
    """Standard output or error of a cell: neighbouring pieces are one output, and what is too much is dropped."""

    encoding = "utf-8"

    def __init__(self, name: str, wire: _Wire) -> None:
        self.name, self._wire, self._left = name, wire, MOST_OF_AN_OUTPUT

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        kept = text[: self._left] + (CUT if self._left and len(text) > self._left else "")
        self._left -= min(len(text), self._left)
        outputs = self._wire.outputs
        if not kept:
            return len(text)
        if outputs and outputs[-1].get("name") == self.name:
            outputs[-1]["text"].append(kept)
        else:
            outputs.append({"output_type": "stream", "name": self.name, "text": [kept]})
        return len(text)


class CellShell:
    """IPython as a kernel sets it up, without a kernel: no connection, no history, no thread.

    There is one in a process, as IPython wants it.

    >>> shell = CellShell()
    >>> shell.run("print('counted'); 4 / 2").outputs[1]["data"]
    {'text/plain': '2.0'}
    """

    def __init__(self) -> None:
        """Start IPython."""
        config = Config()
        config.HistoryManager.enabled = False
        self._wire = _Wire(outputs=[])
        self._shell: Any = _Shell.instance(config=config, compiler_class=XCachingCompiler)
        senders: tuple[Any, Any] = self._shell.displayhook, self._shell.display_pub
        for sender in senders:
            sender.session, sender.pub_socket = self._wire, None

    @property
    def names(self) -> dict[str, Any]:
        """The name space in which cells run."""
        found: dict[str, Any] = self._shell.user_ns
        return found

    def run(self, source: str, count: int | None = None) -> Ran:
        """Run one cell.

        Args:
            source: the cell's source, magics and all.
            count: the execution count that it gets; the next one if it is left out.
        """
        if count is not None:
            self._shell.execution_count = count
        self._wire.outputs = []
        with self._streams():
            result = self._shell.run_cell(source, store_history=True)
        return Ran([_plain(output) for output in self._wire.outputs], bool(result.success))

    def run_quietly(self, source: str) -> bool:
        """Run one cell without showing a value or an error, which takes longest; tell whether it ended well."""
        self._shell.quiet = True
        try:
            with self._streams():
                return bool(self._shell.run_cell(source, silent=True).success)
        finally:
            self._shell.quiet = False

    @contextmanager
    def _streams(self) -> Iterator[None]:
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream("stdout", self._wire), _Stream("stderr", self._wire)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def _plain(output: Output) -> Output:
    """The output with whole texts, each cut where it is too long and without what no file can hold."""
    match output["output_type"]:
        case "stream":
            return output | {"text": _cut("".join(output["text"]))}
        case "error":
            cut = {"evalue": _cut(output["evalue"]), "traceback": [_cut(line) for line in output["traceback"]]}
            return output | cut
        case _:
            data = {kind: _cut(value) if kind.startswith("text/") else value for kind, value in output["data"].items()}
            return output | {"data": data}


def _cut(text: str) -> str:
    kept = text if len(text) <= MOST_OF_AN_OUTPUT + len(CUT) else text[:MOST_OF_AN_OUTPUT] + CUT
    return kept.encode(errors="replace").decode()
