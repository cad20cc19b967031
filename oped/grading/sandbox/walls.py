"""The walls around a student's code: which there are on this machine, and how a process goes behind them."""

import contextlib
import math
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oped.grading.sandbox import kernel, landlock
from oped.grading.sandbox.calls import call_filter, machine
from oped.grading.sandbox.limits import Limits

_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Walls:
    """What shuts a hand-in in, beside its limits.

    Attributes:
        calls: for which machine's system calls there is a filter; None where every call passes.
        namespaces: whether it has process ids and mounts of its own.
        landlock: the version of the system's landlock; 0 where there is none.
    """

    calls: str | None = None
    namespaces: bool = False
    landlock: int = 0

    @property
    def enough(self) -> bool:
        """Whether one hand-in can neither see nor disturb another, nor what watches it."""
        return self.calls is not None and (self.namespaces or self.landlock > 0)


@dataclass(frozen=True)
class Place:
    """Where a hand-in runs.

    Attributes:
        root: the one folder that it may write to, emptied for each hand-in.
        work: the folder below, in which the notebook lies.
        readable: what else it may read.
    """

    root: str
    work: str
    readable: tuple[str, ...]


def try_walls() -> Walls:
    """Find out which walls can be built, in a process made for it."""
    child = os.fork()
    if not child:
        with contextlib.suppress(OSError):
            _apart("/proc", 1)
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    return Walls(machine(), os.waitstatus_to_exitcode(status) == 0, landlock.version())


def go_apart(walls: Walls, place: Place, limits: Limits) -> None:
    """Let the children of this process have an empty folder of their own and, where possible, namespaces.

    Raises:
        OSError: the system doesn't allow it.
    """
    if walls.namespaces:
        _apart(place.root, limits.disk)
    else:
        clear(Path(place.root))


def shut_in(walls: Walls, place: Place, limits: Limits, size: int | None, cpu: float) -> None:
    """Go behind every wall, for good; the student's code comes next.

    Args:
        walls: those that there are.
        place: where the hand-in runs.
        limits: what it may use.
        size: of the address space so far, in bytes, where the system tells it.
        cpu: seconds of computing that are left.

    Raises:
        OSError: the system doesn't allow it.
    """
    _hold_to(limits, size, cpu)
    if walls.calls is None:
        return
    kernel.die_with_parent()
    kernel.gain_nothing()
    if walls.namespaces:
        kernel.drop_capabilities()
    if walls.landlock:
        landlock.shut_in(walls.landlock, place.readable, (place.root,), _DEVICES)
    kernel.filter_calls(call_filter(walls.calls))


def lay_out(place: Place, files: Mapping[str, bytes]) -> None:
    """Write a hand-in's files into its folder, and go there."""
    for folder in ("home", "tmp", place.work):
        (Path(place.root) / folder).mkdir(parents=True, exist_ok=True)
    os.chdir(place.work)
    for name, content in files.items():
        target = Path(place.work, name)
        if ".." in target.parts or not target.is_relative_to(place.work):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def clear(folder: Path) -> None:
    """Delete all that is in a folder, whatever the rights on it."""
    for entry in os.scandir(folder):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            path.chmod(0o700)
            clear(path)
            path.rmdir()
        else:
            path.unlink()


def _apart(root: str, size: int) -> None:
    kernel.own_namespaces()
    if root != "/proc":
        kernel.mount_memory(root, size)
    kernel.mount_memory("/proc", 0, read_only=True)


def _hold_to(limits: Limits, size: int | None, cpu: float) -> None:
    most = {
        resource.RLIMIT_AS: resource.RLIM_INFINITY if size is None else size + limits.memory,
        resource.RLIMIT_CPU: math.ceil(cpu) + 1,
        resource.RLIMIT_FSIZE: limits.file_size,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }
    for kind, value in most.items():
        _, allowed = resource.getrlimit(kind)
        known = [limit for limit in (value, allowed) if limit != resource.RLIM_INFINITY]
        if known:
            resource.setrlimit(kind, (min(known), min(known)))
