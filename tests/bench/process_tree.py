"""What a command and all that it starts use: seconds by the clock, seconds of computing, memory at its highest."""

import os
import select
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess

_EVERY = 0.5


class Used(NamedTuple):
    """Seconds by the clock, seconds of computing of all processes, and bytes of memory at the highest."""

    seconds: float
    computing: float
    memory: int


def watched(process: "subprocess.Popen[bytes]") -> Used:
    """Wait for a process and tell what it and its descendants used."""
    begin = time.perf_counter()
    highest = 0
    end = os.pidfd_open(process.pid)
    while not select.select([end], [], [], _EVERY)[0]:
        highest = max(highest, sum(map(_memory, _tree(process.pid))))
    seconds = time.perf_counter() - begin
    os.close(end)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Used(seconds, used.ru_utime + used.ru_stime, highest)


def _tree(root: int) -> set[int]:
    """The process and its descendants."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _memory(process: int) -> int:
    """A process's share of the memory, in bytes: what several have in common is divided among them."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
