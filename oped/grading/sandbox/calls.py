"""The filter of system calls: what reading, computing and writing own files needs passes, all else is refused.

It binds root too: no process can be started, no other be signalled or looked at, nothing be mounted or connected.
"""

import csv
import errno
import os
import platform
import sys
from importlib.resources import files

from oped.grading.sandbox.kernel import Instruction

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000

_THREAD = 0x10000
_OF_A_THREAD = 0x7D0F00  # every flag with which a C library starts a thread
_UNIX, _SIGKILL = 1, 9
_TERMINAL_QUESTIONS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is it one, its size, what waits, how to wait
_OWN_NAME = (15, 16)
_SIGNALS_AND_PIPE_SIZE = (8, 10, 15, 1026, 1031)  # to whom input is signalled, and how; changed folders; larger pipes

_Code = list[Instruction]


def machine() -> str | None:
    """The machine's name, where the filter knows its system calls."""
    name = platform.machine()
    return name if sys.platform == "linux" and name in _MACHINES and sys.maxsize > 2**32 else None


def call_filter(machine: str) -> _Code:
    """The filter for this process, which must not fork after it was made."""
    numbers = _numbers(machine)
    own = os.getpid()
    checked = {
        "clone": [*_argument(0), *_refuse_bits(~_OF_A_THREAD), *_allow_bits(_THREAD), *_fail(errno.EPERM)],
        "clone3": _fail(errno.ENOSYS),  # its flags lie where a filter can't look; the C library then uses clone
        "kill": [*_argument(0), *_unless(own), *_argument(1), *_end_by_kill(), _return(_ALLOW)],
        "tgkill": [*_argument(0), *_unless(own), *_argument(2), *_end_by_kill(), _return(_ALLOW)],
        "prctl": [*_argument(0), *_allow_values(_OWN_NAME), *_fail(errno.EPERM)],
        "prlimit64": [*_argument(0), *_allow_values((0, own)), *_fail(errno.EPERM)],
        "socketpair": [*_argument(0), *_allow_values((_UNIX,)), *_fail(errno.EPERM)],
        "ioctl": [*_argument(1), *_allow_values(_TERMINAL_QUESTIONS), *_fail(errno.ENOTTY)],
        "fcntl": [*_argument(1), *_refuse_values(_SIGNALS_AND_PIPE_SIZE), _return(_ALLOW)],
    }
    program = [_load(_ARCHITECTURE), _jump(_EQUAL, _MACHINES[machine], 1, 0), _return(_KILL), _load(_NUMBER)]
    program += [_jump(_AT_LEAST, _X32, 0, 1), _return(_KILL)]
    for name, number in numbers.items():
        code = checked.get(name, [_return(_ALLOW)])
        program += [_jump(_EQUAL, number, 0, len(code)), *code]
    return program + _fail(errno.EPERM)


def _numbers(machine: str) -> dict[str, int]:
    """The calls that pass, some with a check, by name; a machine lacks those that have a newer form."""
    table = (files(__package__) / "syscalls.csv").read_text(encoding="ascii")
    return {row["name"]: int(row[machine]) for row in csv.DictReader(table.splitlines()) if row[machine]}


def _load(offset: int) -> Instruction:
    return Instruction(_LOAD, 0, 0, offset)


def _argument(place: int) -> _Code:
    return [_load(16 + 8 * place)]


def _jump(test: int, value: int, yes: int, no: int) -> Instruction:
    return Instruction(test, yes, no, value & 0xFFFFFFFF)


def _return(action: int) -> Instruction:
    return Instruction(_RETURN, 0, 0, action)


def _fail(number: int) -> _Code:
    return [_return(_FAIL | number)]


def _allow_values(values: tuple[int, ...]) -> _Code:
    return [step for value in values for step in (_jump(_EQUAL, value, 0, 1), _return(_ALLOW))]


def _refuse_values(values: tuple[int, ...]) -> _Code:
    return [step for value in values for step in (_jump(_EQUAL, value, 0, 1), *_fail(errno.EPERM))]


def _unless(value: int) -> _Code:
    return [_jump(_EQUAL, value, 1, 0), *_fail(errno.EPERM)]


def _allow_bits(bits: int) -> _Code:
    return [_jump(_ANY_BIT, bits, 0, 1), _return(_ALLOW)]


def _refuse_bits(bits: int) -> _Code:
    return [_jump(_ANY_BIT, bits, 0, 1), *_fail(errno.EPERM)]


def _end_by_kill() -> _Code:
    """End the process where it kills itself: the first process among new process ids would not notice."""
    return [_jump(_EQUAL, _SIGKILL, 0, 1), _return(_KILL)]
