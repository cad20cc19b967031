"""System calls that Python doesn't offer, all of Linux: namespaces, mounts, privileges."""

import contextlib
import ctypes
import itertools
import os
import signal
from functools import cache
from pathlib import Path
from typing import Any

# User, process ids, mounts, interprocess communication, network, host name, cgroup.
_NEW_ALL = 0x10000000 | 0x20000000 | 0x00020000 | 0x08000000 | 0x40000000 | 0x04000000 | 0x02000000

_READ_ONLY, _NO_SETUID, _NO_DEVICES, _PRIVATE = 1, 2, 4, 0x4000 | 1 << 18

_SET_PDEATHSIG, _CAPBSET_DROP, _SET_NO_NEW_PRIVS, _SET_SECCOMP = 1, 24, 38, 22
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION = 0x20080522


class _CapabilityHead(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class Instruction(ctypes.Structure):
    """One instruction of a system call filter."""

    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(Instruction)))


@cache
def libc() -> Any:
    """The system's C library."""
    return ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: object) -> int:
    """Call a function of the C library.

    Raises:
        OSError: it fails.
    """
    result: int = getattr(libc(), name)(*arguments)
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)
    return result


def _prctl(option: int, value: int) -> None:
    """Change something about this process.

    Raises:
        OSError: the system doesn't allow it.
    """
    call("prctl", option, *map(ctypes.c_ulong, (value, 0, 0, 0)))


def own_namespaces() -> None:
    """Go into new namespaces of every kind, under the same user id; children have process ids of their own.

    Raises:
        OSError: the system doesn't allow it.
    """
    user, group = os.geteuid(), os.getegid()
    call("unshare", _NEW_ALL)
    for file, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path(f"/proc/self/{file}").write_text(line, encoding="ascii")
    call("mount", b"none", b"/", None, ctypes.c_ulong(_PRIVATE), None)


def mount_memory(at: str, size: int, *, read_only: bool = False) -> None:
    """Mount an empty file system in memory.

    Args:
        at: an existing folder, which is hidden by it.
        size: the most that it holds, in bytes.
        read_only: whether it stays empty.

    Raises:
        OSError: the system doesn't allow it.
    """
    flags = _NO_SETUID | _NO_DEVICES | (_READ_ONLY if read_only else 0)
    options = f"size={size},nr_inodes=4096,mode=0700".encode()
    call("mount", b"tmpfs", at.encode(), b"tmpfs", ctypes.c_ulong(flags), options)


def die_with_parent() -> None:
    """Let the system end this process when its parent ends.

    Raises:
        OSError: the system doesn't allow it.
    """
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)


def gain_nothing() -> None:
    """Give up, for good, that a program which is started could have more privileges.

    Raises:
        OSError: the system doesn't allow it.
    """
    _prctl(_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Give up every capability, and that a program could give one back.

    Raises:
        OSError: the system doesn't allow it.
    """
    with contextlib.suppress(OSError):  # the first number that no capability has
        for capability in itertools.count():
            _prctl(_CAPBSET_DROP, capability)
    head = _CapabilityHead(_CAPABILITY_VERSION, 0)
    call("capset", ctypes.byref(head), (ctypes.c_uint32 * 6)())


def filter_calls(program: list[Instruction]) -> None:
    """Let every later system call of this process pass a filter, for good; `gain_nothing` comes before.

    Raises:
        OSError: the system doesn't allow it.
    """
    instructions = (Instruction * len(program))(*program)
    filtered = _Program(len(program), instructions)
    call("prctl", _SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(filtered))
