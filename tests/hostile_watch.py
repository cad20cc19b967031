"""What watches over a class while it is graded: servers, the table of processes, hashes of files."""

import ctypes
import hashlib
import os
import socket
import threading
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

_SUBREAPER = 36
_SECONDS_TO_END = 10
_OF_PYTHON = "multiprocessing.resource_tracker"


@dataclass
class Witnesses:
    """Servers that nobody may reach, and what reached them all the same."""

    port: int
    path: str
    abstract: str
    reached: list[str] = field(default_factory=list)


def hashes(root: Path) -> dict[str, str]:
    """Of every file of a course but what the gradebook's folder holds beside the honest hand-ins, by path."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        kept = not name.startswith("gradebook/") or name.startswith("gradebook/submitted/honest-")
        if kept and path.is_file() and not path.is_symlink():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@contextmanager
def listening(root: Path) -> Iterator[Witnesses]:
    """Servers of every kind that a hand-in might find; whoever reaches one is written down."""
    with ExitStack() as stack:
        stream = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = stream.getsockname()[1]
        packets = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        packets.bind(("127.0.0.1", port))
        witnesses = Witnesses(port, str(root / "socket"), f"oped-hostile-{os.getpid()}")
        local, abstract = (stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
        local.bind(witnesses.path)
        abstract.bind(f"\0{witnesses.abstract}")
        for server, name in ((stream, "TCP"), (local, "local socket"), (abstract, "abstract socket")):
            server.listen()
            threading.Thread(target=_accept, args=(server, name, witnesses.reached), daemon=True).start()
        threading.Thread(target=_receive, args=(packets, witnesses.reached), daemon=True).start()
        yield witnesses


def _accept(server: socket.socket, name: str, reached: list[str]) -> None:
    while True:
        try:
            server.accept()[0].close()
        except OSError:
            return
        reached.append(name)


def _receive(packets: socket.socket, reached: list[str]) -> None:
    while True:
        try:
            packets.recv(100)
        except OSError:
            return
        reached.append("UDP")


@contextmanager
def adopting_orphans() -> Iterator[None]:
    """Become the parent of whatever a process below leaves behind, so that it is seen."""
    libc = ctypes.CDLL(None)
    libc.prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(_SUBREAPER, 0, 0, 0, 0)


def left(known: Collection[int]) -> list[str]:
    """The command lines of new processes that are still there after some seconds, in which they may end."""
    until = monotonic() + _SECONDS_TO_END
    while (new := children().keys() - known) and monotonic() < until:
        sleep(0.1)
    return [_command(process) for process in new]


def children() -> dict[int, str]:
    """The processes below this one, with their command lines."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, *_ = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if state != "Z":
            parents[int(stat.parent.name)] = int(parent)
    found: dict[int, str] = {}
    while more := {child for child, parent in parents.items() if parent in {os.getpid(), *found}} - found.keys():
        found |= {child: _command(child) for child in more}
    return {child: command for child, command in found.items() if _OF_PYTHON not in command}


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
