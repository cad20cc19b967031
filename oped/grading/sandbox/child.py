"""The one process that meets a student's code: it runs the cells and sends their outputs and values.

From the first of the student's cells on nothing here can be relied on. Whatever it sends are the student's own
outputs and the student's own values; what counts the points is elsewhere.
"""

import contextlib
import mmap
import os
import random
import signal
import sys
import threading
from collections.abc import Iterable, Mapping
from json import dumps
from typing import Any

from oped.grading.sandbox.frames import DONE, END, START, STOPPED, VALUES, pack, send
from oped.grading.sandbox.limits import Limits
from oped.grading.sandbox.values import to_json
from oped.grading.shell import CellShell, Ran

SEED = 1
CUT = "The rest of what this cell put out is left out: it is too much."

Cell = Mapping[str, Any]
"""A cell of a job: `cell` its place in the notebook; `source` and `count`, or the `names` that a test reads."""


def run_job(cells: Iterable[Cell], shell: CellShell, released: Mapping[str, Any], limits: Limits, to: int) -> None:
    """Run the cells in order, and send what they put out and the values that tests read.

    Args:
        cells: of the hand-in, without those that ended earlier attempts.
        shell: where the locked first cells have run.
        released: the names that they set; a name that still has the same object is no answer.
        limits: how much is sent.
        to: where messages go.
    """
    _reseed()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the grader runs in the background
    left = limits.output_total
    for cell in cells:
        place: int = cell["cell"]
        if "names" in cell:
            body = _values(cell["names"], shell.names, released, limits.values)
            kind = VALUES
        else:
            send(to, pack(START, place))
            threads = threading.active_count()
            ran = shell.run(cell["source"], cell["count"])
            _calm()
            short = _short_of(limits)
            if short and not ran.ok:
                send(to, pack(STOPPED, place, short))
                return
            about = {"ok": bool(ran.ok), "restless": threading.active_count() > threads, "short": bool(short)}
            body = _outputs(ran, min(limits.output_cell, left), about)
            left = max(0, left - len(body))
            kind = DONE
        send(to, pack(kind, place, body))
    send(to, pack(END))


def _reseed() -> None:
    """Give every hand-in the same random numbers."""
    random.seed(SEED)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(SEED)


def _calm() -> None:
    """Take back what a cell may have left to go off in a later one."""
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
    sys.settrace(None)
    sys.setprofile(None)


def _short_of(limits: Limits) -> bytes:
    """What a cell has left too little of for those after it: memory, open files, or nothing."""
    try:
        mmap.mmap(-1, limits.memory // 4).close()
    except (OSError, MemoryError):
        return b"memory"
    opened: list[int] = []
    try:
        opened += (os.open(os.devnull, os.O_RDONLY) for _ in range(limits.open_files // 4))
    except OSError:
        return b"files"
    finally:
        for file in opened:
            os.close(file)
    return b""


def _outputs(ran: Ran, most: int, about: Mapping[str, bool]) -> bytes:
    """What a cell put out, up to a size, beside what else is said about it."""
    kept: list[str] = []
    for output in ran.outputs:
        text = dumps(output)
        most -= len(text)
        if most < 0:
            kept.append(dumps({"output_type": "stream", "name": "stderr", "text": CUT}))
            break
        kept.append(text)
    return f'{dumps(about)[:-1]}, "outputs": [{", ".join(kept)}]}}'.encode()


def _values(names: Iterable[str], found: Mapping[str, Any], released: Mapping[str, Any], most: int) -> bytes:
    """The values of names, each as JSON text, and the names whose value is not plain or is too much."""
    plain: dict[str, str] = {}
    odd: list[str] = []
    for name in names:
        if name not in found or (name in released and found[name] is released[name]):
            continue
        text = None
        with contextlib.suppress(Exception):
            text = to_json(found[name])
        if text is None or len(text) > most:
            odd.append(name)
        else:
            most -= len(text)
            plain[name] = text
    return dumps({"plain": plain, "odd": odd}).encode()
