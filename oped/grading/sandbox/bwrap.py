"""The command that starts the warm process within bubblewrap: what it sees, and nothing else."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import oped
from oped.errors import OpedError
from oped.grading.sandbox.limits import MEGABYTE

ROOT = "/hand-in"
COURSE = "/course"
PACKAGES = "/packages"
"""Where installed packages are seen: not at their own place, which may lie in a folder that a hand-in has to itself."""

_SYSTEM = ("/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/local/lib", "/usr/share/zoneinfo")
_SYSTEM_SHORT = ("/lib", "/lib64", "/lib32")
_SETTINGS = ("/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_OF_GRADING = ("__init__.py", "shell.py", "sandbox")
_LEFT_OUT = ("course", "grading", "_datasets", "__pycache__")
_WARM_DISK = 64 * MEGABYTE
_START = (
    "import site, sys; site.setquit(); site.sethelper(); sys.path += sys.argv[1:]; "
    "from oped.grading.sandbox.inside import main; main()"
)
_VARIABLES = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # One thread each, since a process that has threads can't be forked safely, and one pool of memory for all.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
}


class SandboxError(OpedError):
    """The sandbox can't be built here, or it doesn't start."""


@dataclass(frozen=True)
class Start:
    """How the warm process is started.

    Attributes:
        command: the program and its arguments.
        variables: the whole environment.
        readable: what a hand-in may read.
        root: the folder that a hand-in may write to.
    """

    command: tuple[str, ...]
    variables: Mapping[str, str]
    readable: tuple[str, ...]
    root: str


def start_within_bwrap(data: Path) -> Start:
    """The start of a warm process that sees the system's libraries, Python's packages, `oped` and these data only.

    Args:
        data: the folder of the course's data as a student gets them.

    Raises:
        SandboxError: bubblewrap is not installed, or the course lies inside a folder that has to be seen.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxError(
            "bubblewrap is not installed, and without it a student's code could read the keys and your files: "
            "install it (Debian and Ubuntu: apt-get install bubblewrap), or give --trust if you trust every hand-in."
        )
    python = Path(sys.executable).resolve()
    folders, packages = _seen(), _packages()
    _check_course_is_apart([*folders, *packages])
    there = (path for path in (*folders, str(python), *_SETTINGS, *_SYSTEM_SHORT) if Path(path).exists())
    readable = (*there, COURSE, PACKAGES)
    command = [
        program,
        *("--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--hostname", "sandbox"),
        *("--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *_mounts(folders, packages, python, data),
        *("--remount-ro", "/", "--chdir", ROOT),
        *_python(python, [COURSE, *(f"{PACKAGES}/{number}" for number in range(len(packages)))]),
    ]
    return Start(tuple(command), _variables(ROOT, f"{COURSE}/datasets"), readable, ROOT)


def start_without_walls(data: Path, root: Path) -> Start:
    """The start of the same process with nothing between it and the machine, for hand-ins that are trusted.

    Args:
        data: the folder of the course's data as a student gets them.
        root: an empty folder to work in.
    """
    command = _python(Path(sys.executable).resolve(), [str(_package().parent), *_packages()])
    return Start(tuple(command), _variables(str(root), str(data)), (), str(root))


def _mounts(folders: list[str], packages: list[str], python: Path, data: Path) -> Iterator[str]:
    for path in _SYSTEM_SHORT:
        if Path(path).is_symlink():
            yield from ("--symlink", str(Path(path).readlink()), path)
        else:
            yield from ("--ro-bind-try", path, path)
    for path in (*folders, str(python), *_SETTINGS):
        yield from ("--ro-bind-try", path, path)
    for path in _DEVICES:
        yield from ("--dev-bind", path, path)
    yield from ("--proc", "/proc", "--size", str(_WARM_DISK), "--tmpfs", ROOT)
    if not any(Path(path).is_relative_to("/tmp") for path in folders):
        yield from ("--symlink", f"{ROOT}/tmp", "/tmp")
    yield from ("--symlink", f"{ROOT}/tmp", "/dev/shm")
    for number, path in enumerate(packages):
        yield from ("--ro-bind", path, f"{PACKAGES}/{number}")
    for source, target in _library():
        yield from ("--ro-bind", str(source), f"{COURSE}/{target}")
    yield from ("--ro-bind", str(data), f"{COURSE}/datasets")


def _library() -> Iterator[tuple[Path, str]]:
    """What is seen of `oped`: what a student has, and what runs a hand-in."""
    package = _package()
    for entry in sorted(package.iterdir()):
        if entry.name not in _LEFT_OUT:
            yield entry, f"oped/{entry.name}"
    for name in _OF_GRADING:
        yield package / "grading" / name, f"oped/grading/{name}"


def _seen() -> list[str]:
    """The folders with the system's libraries and Python's own; a folder before those inside it."""
    own = [str(Path(sys.base_prefix).resolve() / name) for name in ("lib", "lib64")]
    wanted = sorted({*_SYSTEM, *own}, key=lambda path: (len(Path(path).parts), path))
    seen: list[str] = []
    for path in wanted:
        if Path(path).is_dir() and not any(Path(path).is_relative_to(outer) for outer in seen):
            seen.append(path)
    return seen


def _packages() -> list[str]:
    """Where Python finds the packages that are installed, in its order."""
    found = [Path(path).resolve() for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return list(dict.fromkeys(str(path) for path in found if path.is_dir()))


def _check_course_is_apart(folders: list[str]) -> None:
    """A checkout with its solutions must not lie where a hand-in has to look."""
    checkout = _package().parent
    for folder in folders:
        if checkout.is_relative_to(folder) and str(checkout) not in _packages():
            raise SandboxError(
                f"The course lies inside {folder}, which a student's code has to see: move the course elsewhere."
            )


def _package() -> Path:
    return Path(oped.__file__).resolve().parent


def _python(python: Path, path: list[str]) -> list[str]:
    """Python with these folders to import from, and none that it would find by itself but its own."""
    return [str(python), "-I", "-S", "-c", _START, *path]


def _variables(root: str, data: str) -> dict[str, str]:
    home = f"{root}/home"
    own = {"HOME": home, "TMPDIR": f"{root}/tmp", "IPYTHONDIR": f"{home}/ipython", "MPLCONFIGDIR": f"{home}/matplotlib"}
    return {**_VARIABLES, **own, "OPED_DATA": data, "OPED_HOME": f"{home}/oped"}
