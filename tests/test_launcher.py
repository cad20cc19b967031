"""The launcher `course.py`: what it says when it cannot start, and when it installs again."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")


def load(folder: Path) -> ModuleType:
    """Import the launcher that stands in a folder."""
    spec = importlib.util.spec_from_file_location("launcher", folder / "course.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a space and letters outside ASCII in its name, holding the launcher and its locks."""
    folder = tmp_path / "Kürs für тест"
    folder.mkdir()
    for name in ("course.py", *LOCKS):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


@pytest.fixture
def installs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, list[list[str]]]:
    """The launcher with tools that only note how they were called; the venv tool makes an empty environment."""
    launcher = load(checkout)
    calls: list[list[str]] = []

    def note(command: list[str], held: tuple[int, ...], settings: dict[str, str]) -> None:
        calls.append(command[1:])
        if "venv" in command:
            version = f"python{sys.version_info.major}.{sys.version_info.minor}"
            (launcher.VENV / "lib" / version / "site-packages").mkdir(parents=True)
            launcher.BIN.mkdir()
            launcher.PYTHON.touch()

    monkeypatch.setattr(launcher, "install", note)
    monkeypatch.setattr(launcher, "pip_settings", dict)
    return launcher, calls


def start(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher as a person does."""
    return subprocess.run(
        [sys.executable, folder / "course.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )


def test_source_parses_on_old_python() -> None:
    """An old Python reads the whole file, so that it reaches the sentence about its age."""
    ast.parse((ROOT / "course.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_old_python_gets_one_sentence() -> None:
    """A Python that is too old is told which one is needed, and nothing else happens."""
    code = (
        "import argparse, ast, contextlib, hashlib, importlib.util, json, pathlib, runpy, shutil, subprocess, sys\n"
        "import sysconfig, tempfile\n"
        "sys.version_info = (3, 8, 0, 'final', 0)\n"
        f"runpy.run_path({str(ROOT / 'course.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("course.py: the course needs Python 3.11 or newer and this is Python 3.8:")
    assert done.stderr.count("\n") == 1


def test_help_installs_nothing(checkout: Path) -> None:
    """Without a command the help is shown and no environment is made."""
    done = start(checkout)
    assert done.returncode == 0
    assert "python course.py lab" in done.stdout
    assert not (checkout / ".venv").exists()


def test_no_network_leaves_nothing(checkout: Path) -> None:
    """A first start that reaches no index says so in one sentence and takes its environment away again."""
    done = start(checkout, "lab", PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 2
    assert "needs the internet once" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert {path.name for path in checkout.iterdir()} == {"course.py", *LOCKS}


def test_first_start_makes_a_whole_environment(installs: tuple[ModuleType, list[list[str]]]) -> None:
    """The first start makes the environment, fetches the installer by hash, and installs from the lock by hash."""
    launcher, calls = installs
    launcher.prepare(dev=False)
    assert [("venv" in call, "--require-hashes" in call) for call in calls] == [
        (True, False),
        (False, False),
        (False, True),
        (False, True),
    ]
    (path,) = launcher.VENV.rglob("*.pth")
    entry = path.read_text(encoding="ascii").strip()
    assert Path(os.path.normpath(path.parent / entry)) == launcher.ROOT


def test_second_start_installs_nothing(installs: tuple[ModuleType, list[list[str]]]) -> None:
    """An environment that is whole and up to date is used as it is."""
    launcher, calls = installs
    launcher.prepare(dev=False)
    calls.clear()
    launcher.prepare(dev=False)
    assert calls == []


def test_changed_lock_installs_again(installs: tuple[ModuleType, list[list[str]]]) -> None:
    """A changed lock is brought into the same environment with one call of the installer."""
    launcher, calls = installs
    launcher.prepare(dev=False)
    calls.clear()
    (launcher.ROOT / launcher.USE_LOCK).write_text("changed\n", encoding="utf-8")
    launcher.prepare(dev=False)
    assert [call[:2] for call in calls] == [["pip", "sync"]]


def test_interrupted_install_is_made_anew(installs: tuple[ModuleType, list[list[str]]]) -> None:
    """Half an environment, which has no stamp, is replaced."""
    launcher, calls = installs
    launcher.BIN.mkdir(parents=True)
    launcher.PYTHON.touch()
    (launcher.VENV / "half").touch()
    launcher.prepare(dev=False)
    assert "venv" in calls[0]
    assert not (launcher.VENV / "half").exists()


def test_moved_checkout_is_made_anew(installs: tuple[ModuleType, list[list[str]]]) -> None:
    """An environment that was made in another place is replaced, since its scripts name that place."""
    launcher, calls = installs
    launcher.prepare(dev=False)
    calls.clear()
    stamp = json.loads(launcher.STAMP.read_text(encoding="utf-8"))
    stamp["made"]["place"] = "elsewhere"
    launcher.STAMP.write_text(json.dumps(stamp), encoding="utf-8")
    launcher.prepare(dev=False)
    assert "venv" in calls[0]
    assert not (launcher.ROOT / ".venv.old").exists()


def test_test_packages_stay(installs: tuple[ModuleType, list[list[str]]]) -> None:
    """After `test` an update for `lab` still installs what the tests need."""
    launcher, calls = installs
    launcher.prepare(dev=False)
    launcher.prepare(dev=True)
    calls.clear()
    launcher.prepare(dev=False)
    assert calls == []
    (launcher.ROOT / launcher.USE_LOCK).write_text("changed\n", encoding="utf-8")
    launcher.prepare(dev=False)
    assert str(launcher.ROOT / launcher.DEV_LOCK) in calls[0]


def test_update_without_network_keeps_the_environment(
    installs: tuple[ModuleType, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When an update cannot reach the network, going back to the old lock needs no install."""
    launcher, _ = installs
    launcher.prepare(dev=False)
    lock = launcher.ROOT / launcher.USE_LOCK
    before = lock.read_bytes()
    lock.write_text("changed\n", encoding="utf-8")

    def fail(*_: object) -> None:
        raise launcher.Failure(launcher.OFFLINE)

    monkeypatch.setattr(launcher, "install", fail)
    with pytest.raises(launcher.Failure):
        launcher.prepare(dev=False)
    lock.write_bytes(before)
    assert launcher.is_ready(False)


def test_failed_rebuild_puts_the_earlier_environment_back(
    installs: tuple[ModuleType, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a new environment cannot be made, the earlier whole one is there again."""
    launcher, _ = installs
    launcher.prepare(dev=False)
    (launcher.VENV / "kept").touch()
    (launcher.ROOT / launcher.UV_LOCK).write_text("changed\n", encoding="utf-8")

    def fail(*_: object) -> None:
        raise launcher.Failure(launcher.FULL)

    monkeypatch.setattr(launcher, "install", fail)
    with pytest.raises(launcher.Failure):
        launcher.prepare(dev=False)
    assert (launcher.VENV / "kept").exists()
    assert not (launcher.ROOT / ".venv.old").exists()


def test_read_only_checkout(
    installs: tuple[ModuleType, list[list[str]]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A checkout that cannot be written to is named, with the advice to copy it."""
    launcher, calls = installs
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert launcher.main(["lab"]) == 2
    assert "copy the folder" in capsys.readouterr().err
    assert calls == []


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_missing_venv_module(
    missing: str,
    installs: tuple[ModuleType, list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A Python without the means to make environments is told what to install."""
    launcher, calls = installs
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else name)
    assert launcher.main(["lab"]) == 2
    assert "install its venv module" in capsys.readouterr().err
    assert calls == []


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: failed to copy file: No space left on device (os error 28)", "disk is full"),
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "internet once"),
        ("error sending request for url\n  cause: client error (Connect)\n  cause: dns error", "internet once"),
        ("No solution found: the network was disabled.", "internet once"),
    ],
)
def test_what_tools_say_becomes_advice(words: str, advice: str) -> None:
    """The last words of pip and uv are turned into what the person can do."""
    assert advice in load(ROOT).explain(words)


def test_unknown_failure_names_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the launcher cannot explain is kept in a file outside the checkout, and the sentence names the file."""
    launcher = load(ROOT)
    monkeypatch.setattr(launcher.tempfile, "tempdir", str(tmp_path))
    sentence = launcher.explain("a hash is wrong")
    (log,) = tmp_path.iterdir()
    assert str(log) in sentence
    assert log.read_text(encoding="utf-8") == "a hash is wrong"


def test_second_of_two_starts_waits(checkout: Path) -> None:
    """While one start installs, another says that it waits, and goes on when the first is done."""
    code = f"import sys; sys.path.insert(0, {str(checkout)!r}); import course\nwith course.alone(): print('in')"
    launcher = load(checkout)
    with launcher.alone():
        other = subprocess.Popen([sys.executable, "-c", code], stdout=-1, stderr=subprocess.PIPE, text=True)
        assert other.stderr
        assert "waiting" in other.stderr.readline()
        assert other.poll() is None
    assert other.communicate(timeout=10)[0] == "in\n"


def test_students_see_no_solutions() -> None:
    """Only an instructor's JupyterLab lists solutions and loads the grading tools."""
    launcher = load(ROOT)
    student, instructor = (launcher.lab_settings(instructor=role) for role in (False, True))
    server = "jupyter_server_config.json"
    assert "solutions" in student[server]["ContentsManager"]["hide_globs"]
    assert "solutions" not in instructor[server]["ContentsManager"]["hide_globs"]
    assert not any(student[server]["ServerApp"]["jpserver_extensions"].values())
    assert all(instructor[server]["ServerApp"]["jpserver_extensions"].values())


def test_pip_settings_reach_the_installer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that a person has set for pip is used by uv too, unless uv has its own."""
    launcher = load(ROOT)
    for name in os.environ.keys() & {*launcher.UV_NAMES.values()}:
        monkeypatch.delenv(name)
    listed = "global.index-url='https://a.example/simple'\n:env:.index-url='https://b.example/simple'\n"
    listed += "global.find-links='/one /two'\n"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=listed))
    settings = launcher.pip_settings()
    assert settings["UV_DEFAULT_INDEX"] == "https://b.example/simple"
    assert settings["UV_FIND_LINKS"] == "/one,/two"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example/simple")
    assert "UV_DEFAULT_INDEX" not in launcher.pip_settings()


def pins(lock: str) -> set[str]:
    """Return the `name==version` lines of a lock."""
    return set(re.findall(r"^[\w.-]+==[^\s\\;]+", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_test_packages_include_lesson_packages() -> None:
    """The lock for tests holds every package of the lock for lessons, in the same version."""
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host(lock: str) -> None:
    """A lock leaves open where packages come from and says by hash what they are."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:])
