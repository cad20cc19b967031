"""The warm process within bubblewrap: it has run the locked first cells, and forks a supervisor for each attempt.

It never reads a hand-in itself, so that nothing of one is left in its memory for the child of the next.
"""

import base64
import contextlib
import gc
import importlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import oped
from oped.grading.sandbox.child import run_job
from oped.grading.sandbox.frames import LOST, READY, START, VALUES, pack, receive, send
from oped.grading.sandbox.limits import Limits
from oped.grading.sandbox.supervisor import Task, supervise
from oped.grading.sandbox.walls import Place, Walls, clear, lay_out, try_walls
from oped.grading.shell import CellShell

_OFTEN_IMPORTED = ("numpy", "pandas", "matplotlib.pyplot", "textstat")
_SIZE_TO_SPARE = 1_000_000


def main() -> None:
    """Get warm, say so, then serve one attempt after the other until standard input ends."""
    replies = os.dup(1)
    setup = _read_json()
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    place = Place(setup["root"], setup["work"], tuple(setup["readable"]))
    walls = try_walls() if setup["walls"] else Walls()
    lay_out(place, _files(setup["files"]))
    sys.path.insert(0, "")
    _import_all()
    shell = CellShell()
    shell.names["get_ipython"]().system = _start_no_program
    before = dict(shell.names)
    _rehearse(shell, setup["release"])
    _restore(shell, before)
    clear(Path(place.work))
    lay_out(place, _files(setup["files"]))
    ran = [shell.run(cell["source"], cell["count"])._asdict() for cell in setup["prefix"]]
    released = dict(shell.names)
    os.dup2(nothing, 2)
    gc.collect()
    gc.freeze()
    send(replies, pack(READY, 0, json.dumps({"walls": vars(walls), "ran": ran}).encode()))
    while os.read(0, 1):
        supervisor = os.fork()
        if not supervisor:
            try:
                _serve(_Warm(shell, before, released), walls, place, replies)
                os._exit(0)
            finally:
                os._exit(1)
        if os.waitpid(supervisor, 0)[1]:
            send(replies, pack(LOST))


class _Warm(NamedTuple):
    """The shell, and the names in it before and after the locked first cells."""

    shell: CellShell
    before: Mapping[str, Any]
    released: Mapping[str, Any]


def _serve(warm: _Warm, walls: Walls, place: Place, replies: int) -> None:
    """Read one job and see it through."""
    job = _read_json()
    limits = Limits(**job["limits"])
    os.dup2(1, 0)

    def run(to: int) -> None:
        lay_out(place, _files(job["files"]))
        released = warm.released
        if job["from_the_top"]:
            _restore(warm.shell, warm.before)
            released = warm.before
        run_job(job["cells"], warm.shell, released, limits, to)

    kinds = {cell["cell"]: START if "source" in cell else VALUES for cell in job["cells"]}
    tests = sum(kind == VALUES for kind in kinds.values())
    size = limits.output_total + limits.values * tests + _SIZE_TO_SPARE
    task = Task(run, job["cpu"], kinds, size)
    supervise(task, walls, place, limits, replies)


def _read_json() -> dict[str, Any]:
    frame = receive(0)
    if frame is None:
        sys.exit()
    found: dict[str, Any] = json.loads(frame.body)
    return found


def _files(encoded: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(content) for name, content in encoded.items()}


def _rehearse(shell: CellShell, sources: Iterable[str]) -> None:
    """Run the exercise as it was released, so that whatever is slow the first time is not so for a hand-in."""
    for source in (*sources, "raise NameError", "("):
        shell.run(source)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def _start_no_program(command: str) -> None:
    """What `!` and `%pip` do: they say why they do nothing, and the cell goes on."""
    sys.stderr.write(f"No program is started while this is graded: {command}\n")


def _restore(shell: CellShell, names: Mapping[str, Any]) -> None:
    shell.names.clear()
    shell.names.update(names)


def _import_all() -> None:
    """Import what a hand-in may ask for, so that none has to wait for it."""
    for name in oped.__all__:
        getattr(oped, name)
    for name in _OFTEN_IMPORTED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
