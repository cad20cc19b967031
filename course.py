"""Start the course: make its environment when needed, then open JupyterLab, run the checks, or run an `oped` command.

Needs nothing but Python. This file must stay readable by Pythons older than the course supports, so that those
get a sentence instead of a traceback.
"""

import argparse
import ast
import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)
if sys.version_info[:2] < OLDEST:
    sys.stderr.write(
        "course.py: the course needs Python 3.11 or newer and this is Python {}.{}: install a newer one from "
        "python.org and run the same command with it.\n".format(*sys.version_info[:2])
    )
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "course.json"
USE_LOCK, DEV_LOCK, UV_LOCK = "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"

HELP = """Usage:
  python course.py lab [--no-browser] [--port N] [--instructor] [-- JUPYTER-OPTIONS]
                                   open the lessons in JupyterLab
  python course.py test            run every check that the project has
  python course.py test ARGUMENTS  run pytest alone, with these arguments
  python course.py COMMAND ...     run an `oped` command; `python course.py read --help` explains one

The first start makes the folder .venv and needs the internet once."""

NO_VENV = (
    "this Python cannot make environments: install its venv module (on Debian and Ubuntu: apt install python3-venv) "
    "and run the same command again."
)
OFFLINE = (
    "no package server could be reached: the first start, and the first after an update, needs the internet once, "
    "so connect and run the same command again."
)
FULL = "the disk is full: free about 1 GB and run the same command again."
READ_ONLY = f"the course cannot write to its own folder {ROOT}: copy the folder to a place of your own and start there."
NO_TESTS = "this copy of the course has no tests: get the whole project to run them."

FULL_WORDS = ("No space left on device", "Disk quota exceeded", "not enough space on the disk", "os error 28")
OFFLINE_WORDS = (
    "client error (Connect)",
    "Connection refused",
    "Connection reset",
    "ConnectTimeoutError",
    "Could not connect",
    "dns error",
    "Failed to establish a new connection",
    "getaddrinfo failed",
    "name resolution",
    "Name or service not known",
    "Network connectivity is disabled",
    "Network is unreachable",
    "network was disabled",
    "(from versions: none)",
    "operation timed out",
    "ProxyError",
    "Read timed out",
)
PROGRESS_WORDS = ("Resolved", "Downloading", "Downloaded", "Building", "Built", "Prepared", "Uninstalled", "Installed")

# What pip calls a setting, and the variable by which uv takes the same one.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "proxy": "ALL_PROXY",
    "cert": "SSL_CERT_FILE",
}

CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "--exclude", "*.ipynb", "."],
    "mypy": ["mypy"],
    "codespell": ["codespell_lib"],
    "oped course check": ["oped", "course", "check"],
}
PYTEST = ["pytest", "-n", "auto", "--maxprocesses", "4", "--nbval", "--nbval-sanitize-with", "tests/nbval.cfg"]
TESTED = ["tests", "oped", "lessons", "solutions"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Failure(Exception):
    """Something that the person can mend; the message is one plain sentence."""


def say(text: str) -> None:
    """Report progress beside, not inside, what a command prints."""
    print(f"course.py: {text}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    command = arguments[0] if arguments else "--help"
    try:
        if command in ("-h", "--help"):
            print(HELP)
            return 0
        if command == "lab":
            return lab(arguments[1:])
        prepare(dev=command == "test")
        if command == "test":
            return test(arguments[1:])
        return replace_by(["-m", "oped", *arguments], environment())
    except Failure as failure:
        say(str(failure))
    except OSError as error:
        say(explain(str(error), error.errno))
    except KeyboardInterrupt:
        say("stopped; the next start carries on.")
        return 130
    return 2


# ---- The environment


def prepare(*, dev: bool) -> None:
    """Make or mend `.venv` unless its stamp says that it holds what the locks ask for."""
    if dev and not (ROOT / DEV_LOCK).exists():
        raise Failure(NO_TESTS)
    if is_ready(dev):
        return
    if not os.access(ROOT, os.W_OK):
        raise Failure(READ_ONLY)
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Failure(NO_VENV)
    with alone() as held:
        if is_ready(dev):
            return
        stamp = read_stamp()
        lock = DEV_LOCK if dev or DEV_LOCK in stamp.get("locks", {}) else USE_LOCK
        if PYTHON.exists() and stamp.get("made") == identity():
            update(lock, held)
        else:
            build(lock, held)


def identity() -> dict[str, str]:
    """Say what an environment cannot survive a change of: the Python, the place, the installer."""
    return {"python": "{}.{}".format(*sys.version_info[:2]), "place": str(ROOT), "uv": fingerprint(UV_LOCK)}


def fingerprint(lock: str) -> str:
    """Return the SHA-256 of a lock file."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def read_stamp() -> dict[str, dict[str, str]]:
    """Return what the last finished install wrote; an install that did not finish has left nothing."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write_stamp(lock: str) -> None:
    """Record a finished install; what tests need includes what lessons need."""
    locks = {name: fingerprint(name) for name in {USE_LOCK, lock}}
    STAMP.write_text(json.dumps({"made": identity(), "locks": locks}), encoding="utf-8")


def is_ready(dev: bool) -> bool:
    """Say whether `.venv` is whole, of this place and Python, and up to date with the lock."""
    lock = DEV_LOCK if dev else USE_LOCK
    stamp = read_stamp()
    made_here = PYTHON.exists() and stamp.get("made") == identity()
    return made_here and stamp.get("locks", {}).get(lock) == fingerprint(lock)


@contextlib.contextmanager
def alone() -> Iterator[tuple[int, ...]]:
    """Let one start at a time change `.venv`; yields the file handle that the installers inherit.

    The lock lies on this very file, so nothing is left behind. It ends with the last process that holds it: if this
    one is killed while its installer lives on, the next start waits for the installer too.
    """
    with Path(__file__).open("r+b") as own:
        if sys.platform == "win32":
            import msvcrt

            own.seek(2**30)
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(own.fileno(), msvcrt.LK_LOCK, 1)
                    break
            yield ()
            return
        import fcntl

        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is installing; waiting for it ...")
            fcntl.flock(own, fcntl.LOCK_EX)
        yield (own.fileno(),)


def build(lock: str, held: tuple[int, ...]) -> None:
    """Make `.venv` anew; if that fails the earlier whole one, if any, is put back."""
    earlier = ROOT / ".venv.old"
    remove(earlier)
    if read_stamp():
        VENV.rename(earlier)
    remove(VENV)
    base = getattr(sys, "_base_executable", None) or sys.executable
    try:
        say("making the environment in .venv, once ...")
        install([base, "-m", "venv", "--without-pip", str(VENV)], held, {})
        # Where this is missing, IPython puts a warning into the learner's first cell.
        (VENV / "jupyter" / "ipython").mkdir(parents=True)
        install([str(PYTHON), "-m", "ensurepip"], held, {})
        # A path relative to site-packages, so that no letter of the checkout's own path must be encoded.
        packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
        (packages / "oped-course.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")
        say("fetching the installer ...")
        install([str(PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(ROOT / UV_LOCK)], held, {})
        sync(lock, held)
    except BaseException:
        remove(VENV)
        if earlier.exists():
            earlier.rename(VENV)
        raise
    remove(earlier)


def update(lock: str, held: tuple[int, ...]) -> None:
    """Bring a whole `.venv` up to a changed lock; without a network it stays as it was."""
    stamp = STAMP.read_bytes()
    STAMP.unlink()
    try:
        sync(lock, held)
    except Failure as failure:
        if str(failure) == OFFLINE:
            STAMP.write_bytes(stamp)
        raise


def sync(lock: str, held: tuple[int, ...]) -> None:
    """Install exactly what a lock names, in the order: packages, then the stamp that says they are whole."""
    say("installing the packages ...")
    command = [str(BIN / "uv"), "pip", "sync", "--python", str(PYTHON), "--require-hashes"]
    install([*command, str(ROOT / lock), str(ROOT / UV_LOCK)], held, pip_settings())
    write_stamp(lock)
    say("the environment is ready.")


def pip_settings() -> dict[str, str]:
    """Return the person's own settings of pip as the variables that uv reads, since uv reads none of pip's."""
    listed = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False, env=environment()
    )
    given = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.stdout.splitlines():
            name, _, value = line[len(section) :].partition("=")
            if line.startswith(section) and name in UV_NAMES:
                given[UV_NAMES[name]] = str(ast.literal_eval(value))
    for name, separator in (("UV_INDEX", " "), ("UV_INSECURE_HOST", " "), ("UV_FIND_LINKS", ",")):
        if name in given:
            given[name] = separator.join(given[name].split())
    # Like pip, look for the named files in every index; the hashes still decide which file is taken.
    given["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in given.items() if name not in os.environ}


def install(command: list[str], held: tuple[int, ...], settings: dict[str, str]) -> None:
    """Run one tool of the installation and show its progress; raise `Failure` with a plain sentence if it fails."""
    said = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**environment(), "PIP_USER": "0", **settings},
        pass_fds=held,
    ) as tool:
        assert tool.stdout
        try:
            for line in tool.stdout:
                said.append(line)
                if line.strip().startswith(PROGRESS_WORDS):
                    say("  " + line.strip())
        except BaseException:
            tool.kill()
            raise
    if tool.returncode:
        raise Failure(explain("".join(said)))


def explain(text: str, number: int | None = None) -> str:
    """Turn what a tool or the system said into one sentence on what to do next."""
    if number in (errno.ENOSPC, errno.EDQUOT) or any(words in text for words in FULL_WORDS):
        return FULL
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return READ_ONLY
    if any(words in text for words in OFFLINE_WORDS):
        return OFFLINE
    with tempfile.NamedTemporaryFile("w", prefix="course-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(text)
    return f"the course could not start: send the file {log.name}, which says why, to whoever runs it."


def remove(path: Path) -> None:
    """Delete a folder, or a link to one, if it is there."""
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def environment() -> dict[str, str]:
    """Return the variables that a program in `.venv` starts with; the person's own Jupyter settings stay untouched."""
    dropped = ("PYTHONHOME", "PYTHONPATH", "JUPYTER_CONFIG_PATH")
    inherited = {name: value for name, value in os.environ.items() if name not in dropped}
    return {
        **inherited,
        "VIRTUAL_ENV": str(VENV),
        "PATH": os.pathsep.join([str(BIN), inherited.get("PATH", os.defpath)]),
        "JUPYTER_CONFIG_DIR": str(VENV / "jupyter" / "own"),
        "JUPYTER_DATA_DIR": str(VENV / "jupyter" / "data"),
        "IPYTHONDIR": str(VENV / "jupyter" / "ipython"),
    }


def replace_by(arguments: list[str], variables: dict[str, str]) -> int:
    """Become the Python of `.venv`, which then gets every signal and gives the exit code."""
    command = [str(PYTHON), *arguments]
    if sys.platform == "win32":
        return subprocess.call(command, env=variables)
    os.execve(PYTHON, command, variables)


# ---- JupyterLab


def lab(arguments: list[str]) -> int:
    """Open the lessons in JupyterLab."""
    parser = argparse.ArgumentParser(prog="course.py lab", description="Open the lessons in JupyterLab.")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening a browser")
    parser.add_argument("--port", type=int, help="the port to serve on")
    parser.add_argument("--instructor", action="store_true", help="show the solutions and the grading tools")
    parser.add_argument("jupyter", nargs="*", metavar="-- JUPYTER-OPTIONS", help="options for JupyterLab itself")
    chosen = parser.parse_args(arguments)
    prepare(dev=False)
    folder = VENV / "jupyter" / ("instructor" if chosen.instructor else "student")
    for name, settings in lab_settings(instructor=chosen.instructor).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings, indent=2), encoding="utf-8")
    if chosen.instructor:
        (ROOT / "gradebook").mkdir(exist_ok=True)
    options = ["--no-browser"] if chosen.no_browser else []
    options += [f"--port={chosen.port}"] if chosen.port is not None else []
    options += ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    os.chdir(ROOT)
    variables = {**environment(), "JUPYTER_CONFIG_PATH": str(folder)}
    return replace_by(["-m", "jupyterlab", *options, *chosen.jupyter], variables)


def lab_settings(*, instructor: bool) -> dict[str, dict[str, object]]:
    """Return JupyterLab's settings, by file: the README beside the lessons, nothing fetched from outside."""
    grading = ("formgrader", "assignment_list", "course_list", "validate_assignment")
    unread = ["__pycache__", "*.pyc", "*~", ".DS_Store"]
    for_teachers = ["solutions", "gradebook", "nbgrader_config.py", "tests", "pyproject.toml", "*.lock"]
    return {
        "jupyter_server_config.json": {
            "ServerApp": {
                "root_dir": str(ROOT),
                "answer_yes": True,
                "jpserver_extensions": {f"nbgrader.server_extensions.{name}": instructor for name in grading},
            },
            "LabApp": {
                "default_url": "/lab/tree/README.md",
                "news_url": None,
                "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
                "extension_manager": "readonly",
            },
            "ContentsManager": {"hide_globs": unread if instructor else unread + for_teachers},
        },
        "labconfig/page_config.json": {
            "disabledExtensions": {
                "@jupyterlab/apputils-extension:announcements": True,
                "@jupyter/nbgrader": not instructor,
            }
        },
        "labconfig/default_setting_overrides.json": {
            "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
        },
    }


# ---- Checks


def test(arguments: list[str]) -> int:
    """Run pytest with the given arguments, or else every check; return 1 if anything failed."""
    variables = environment()
    browser = variables.get("OPED_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    pytest = [*PYTEST, *TESTED]
    if browser:
        variables["OPED_CHROMIUM"] = browser
    else:
        say("no Chromium found: the browser tests are skipped (install one, or name it in OPED_CHROMIUM).")
        pytest += ["-m", "not browser"]
    if arguments:
        return call(["pytest", *arguments], variables)
    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        if call(command, variables):
            failed.append(name)
    if failed:
        say(f"failed before pytest: {', '.join(failed)}.")
    print("== pytest", flush=True)
    with tempfile.TemporaryDirectory() as home:  # a copy of the article that its owner keeps must not change a result
        return 1 if call(pytest, {**variables, "OPED_HOME": home}) or failed else 0


def call(module: list[str], variables: dict[str, str]) -> int:
    """Run a module of `.venv` in the checkout and return its exit code."""
    return subprocess.call([str(PYTHON), "-m", *module], cwd=ROOT, env=variables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
