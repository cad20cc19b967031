"""The second wall around files: a process names what it may still read and write, and can never widen it."""

import ctypes
import os
import stat
from collections.abc import Iterable

from oped.grading.sandbox.kernel import call

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every machine
_ASK_VERSION, _BENEATH = 1, 1

_WRITE_FILE, _READ_FILE, _READ_FOLDER, _CUT = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_NEVER = 1 << 0 | 1 << 6 | 1 << 11 | 1 << 15  # start programs, make devices, ask devices
_OF_VERSION = {1: 13, 2: 14, 3: 15, 5: 16}  # how many rights on files there are from this version on
_NETWORK, _OUTSIDE = 3, 3  # bind and connect; sockets and signals beyond the wall


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """The version of the system's landlock; 0 where there is none."""
    try:
        return _syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    except OSError:
        return 0


def shut_in(version: int, readable: Iterable[str], writable: Iterable[str], devices: Iterable[str]) -> None:
    """Leave this process nothing but these paths, for good; `kernel.gain_nothing` comes before.

    Args:
        version: of the system's landlock.
        readable: files and folders.
        writable: folders.
        devices: files to read and write.

    Raises:
        OSError: the system doesn't allow it.
    """
    known = (1 << _OF_VERSION[max(number for number in _OF_VERSION if number <= version)]) - 1
    rules = _Rules(known, _NETWORK if version >= 4 else 0, _OUTSIDE if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    wall = _syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    read = _READ_FILE | _READ_FOLDER
    for paths, rights in ((readable, read), (writable, known & ~_NEVER), (devices, _READ_FILE | _WRITE_FILE)):
        for path in paths:
            _allow(wall, path, rights)
    _syscall(_RESTRICT, wall, ctypes.c_uint32(0))
    os.close(wall)


def _allow(wall: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rights = rights if stat.S_ISDIR(os.fstat(place).st_mode) else rights & (_READ_FILE | _WRITE_FILE | _CUT)
    rule = _Beneath(rights, place)
    _syscall(_ADD, wall, ctypes.c_int(_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
    os.close(place)


def _syscall(number: int, *arguments: object) -> int:
    return call("syscall", ctypes.c_long(number), *arguments)
