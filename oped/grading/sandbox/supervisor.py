"""One attempt at a hand-in: fork the child that meets the student's code, watch it, hand on what it says, end it."""

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from oped.grading.sandbox.frames import DONE, END, START, STOPPED, Frame, Inbox, Malformed, pack, send
from oped.grading.sandbox.limits import Limits
from oped.grading.sandbox.walls import Place, Walls, go_apart, shut_in

Why = Literal["cpu", "cpu-total", "idle", "wall", "memory", "files", "threads", "disturbed", "ended"]
NO_CELL = 0xFFFFFFFF

_LOOK = 0.05
_PIECE = 1 << 16
_WAITING = b"STtI"
"""States of a process that waits by its own choice; one that waits for the disk (D) is kept waiting."""


class _Stop(Exception):
    """The child has to be ended."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class _Look(NamedTuple):
    """A process as the system shows it: whether it waits, seconds of computing, threads, bytes of address space."""

    waits: bool = False
    cpu: float = 0.0
    threads: int = 1
    size: int | None = None


class Task(NamedTuple):
    """What a child is to do.

    Attributes:
        run: does it, given where to send messages.
        cpu: seconds of computing that are left for it.
        kinds: what it is to say of each place in the notebook, in its order: START of a cell, or VALUES for a test.
        size: how many bytes all of them may have.
    """

    run: Callable[[int], None]
    cpu: float
    kinds: Mapping[int, bytes]
    size: int


def supervise(task: Task, walls: Walls, place: Place, limits: Limits, replies: int) -> None:
    """Let a child run a hand-in, and hand on its messages; the last one says how it ended and what it computed.

    Args:
        task: what the child does.
        walls: those that there are.
        place: where the hand-in runs.
        limits: what it may use.
        replies: where messages go.

    Raises:
        OSError: a wall can't be built.
    """
    proc = _open_proc()
    go_apart(walls, place, limits)
    size = _look(proc, "self").size
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _be_child(writer, lambda: shut_in(walls, place, limits, size, task.cpu), task.run)
    os.close(writer)
    _put_first_in_line(proc, child)
    watch = _Watch(limits, task.cpu, proc, child)
    try:
        _hand_on(reader, replies, watch, task)
    except _Stop as stop:
        last = pack(STOPPED, watch.cell, stop.why.encode())
    except Malformed:
        last = pack(STOPPED, watch.cell, b"disturbed")
    else:
        last = b""
    send(replies, last + pack(END, 0, f"{_end(child):.3f}".encode()))


class _Watch:
    """Holds a child to what it may use, cell by cell."""

    def __init__(self, limits: Limits, cpu: float, proc: int | None, child: int) -> None:
        self.cell = NO_CELL
        self.child = child
        self.limits = limits
        self._proc, self._cpu = proc, cpu
        self._end = time.monotonic() + limits.wall_total
        self._looked, self._seen = time.monotonic(), _look(proc, child)
        self._cpu_before, self._idle = 0.0, 0.0

    def starts(self, cell: int) -> None:
        """Count for another cell."""
        self._seen = _look(self._proc, self.child)
        self.cell, self._cpu_before, self._idle = cell, self._seen.cpu, 0.0

    def check(self, *, silent: bool) -> None:
        """Stop the child where it has passed a limit; while it is heard it isn't idle."""
        now, seen, limits = time.monotonic(), _look(self._proc, self.child), self.limits
        self._idle += now - self._looked if silent and seen.waits and seen.cpu == self._seen.cpu else 0.0
        self._looked, self._seen = now, seen
        passed: dict[Why, bool] = {
            "cpu-total": seen.cpu > self._cpu,
            "cpu": seen.cpu - self._cpu_before > limits.cpu_cell,
            "idle": self._idle > limits.idle_cell,
            "wall": now > self._end,
            "threads": seen.threads > limits.threads,
        }
        for why in passed:
            if passed[why]:
                raise _Stop(why)


def _hand_on(reader: int, replies: int, watch: _Watch, task: Task) -> None:
    """Hand on what the child says until it says that all is done."""
    inbox = Inbox(watch.limits.output_cell + watch.limits.values)
    order = _Order(task.kinds)
    size = task.size
    poll = select.poll()
    poll.register(reader, select.POLLIN)
    while True:
        ready = poll.poll(1000 * _LOOK)
        watch.check(silent=not ready)
        if not ready:
            continue
        piece = os.read(reader, _PIECE)
        if not piece:
            raise _Stop(_how_it_ended(watch.child))
        for frame in inbox.take(piece):
            size -= len(frame.body)
            if size < 0 or not order.allows(frame):
                raise _Stop("disturbed")
            if frame.kind == STOPPED:
                raise _Stop("files" if frame.body == b"files" else "memory")
            if frame.kind == END:
                return
            if frame.kind == START:
                watch.starts(frame.cell)
            send(replies, pack(*frame))


class _Order:
    """What a child may say next: every cell starts and is done, every test gets its values, in order and once.

    So whoever says something in the name of another cell gives away the cell in which it is said.
    """

    def __init__(self, kinds: Mapping[int, bytes]) -> None:
        self._kinds, self._at, self._runs = kinds, -1, False

    def allows(self, frame: Frame) -> bool:
        """Whether this may come now; if so, it has come."""
        if self._runs:
            self._runs = frame.kind == STOPPED
            return frame.kind in (DONE, STOPPED) and frame.cell == self._at
        if frame.kind == END:
            return True
        if frame.cell <= self._at or self._kinds.get(frame.cell) != frame.kind:
            return False
        self._at, self._runs = frame.cell, frame.kind == START
        return True


def _be_child(writer: int, shut_in: Callable[[], None], run: Callable[[int], None]) -> None:
    """Go behind the walls, run, and end, whatever happens."""
    leave = os._exit
    try:
        os.setsid()
        os.dup2(writer, 3)
        os.closerange(4, 1 << 16)
        shut_in()
        run(3)
    finally:
        leave(1)


def _end(child: int) -> float:
    """End a child and what it started; return the seconds that it computed."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(child, signal.SIGKILL)
    _, _, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime


def _how_it_ended(child: int) -> Why:
    """Why a child speaks no more: it ended, or it only closed the way for its messages."""
    until = time.monotonic() + 1
    while time.monotonic() < until:
        ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is not None:
            by_limit = ended.si_code == os.CLD_KILLED and ended.si_status == signal.SIGXCPU
            return "cpu-total" if by_limit else "ended"
        time.sleep(_LOOK / 10)
    return "disturbed"


def _open_proc() -> int | None:
    """The system's folder of processes, which is out of reach once this process is apart; not every system has it."""
    try:
        return os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None


def _put_first_in_line(proc: int | None, child: int) -> None:
    """Let the system end this child before anything else, should the machine run out of memory."""
    if proc is None:
        return
    with contextlib.suppress(OSError):
        file = os.open(f"{child}/oom_score_adj", os.O_WRONLY, dir_fd=proc)
        os.write(file, b"1000")
        os.close(file)


def _look(proc: int | None, process: int | str) -> _Look:
    """Read what the system tells of a process."""
    if proc is None:
        return _Look()
    file = os.open(f"{process}/stat", os.O_RDONLY, dir_fd=proc)
    try:
        fields = os.read(file, 4096).rpartition(b")")[2].split()
    finally:
        os.close(file)
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return _Look(fields[0] in _WAITING, cpu, int(fields[17]), int(fields[20]))
