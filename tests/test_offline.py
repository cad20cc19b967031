"""After the first start nothing needs the network: lessons run with every way out closed, and soon."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.small_course import REPOSITORY

LESSONS = sorted((REPOSITORY / "lessons").rglob("*.ipynb"))
MOST_CPU_SECONDS = 20

# What lessons import is imported once; each lesson then runs in a child of that process.
RUN_WITHOUT_NETWORK = """
import json, os, resource, socket, sys, traceback

def closed(*arguments, **options):
    raise OSError("this test closes the network")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = closed

import matplotlib.pyplot, nbformat, pandas, oped
from IPython.core.interactiveshell import InteractiveShell

def run(path):
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    shell = InteractiveShell.instance()
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source).raise_error()

ended = {}
for path in sys.argv[2:]:
    child = os.fork()
    if not child:
        sys.stdout = sys.stderr
        try:
            run(path)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    ended[path] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps(ended))
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], str]:
    """The exit code of every lesson, and what was said."""
    folder = tmp_path_factory.mktemp("offline")
    ran: subprocess.CompletedProcess[Any] = subprocess.run(
        [sys.executable, "-c", RUN_WITHOUT_NETWORK, str(MOST_CPU_SECONDS), *map(str, LESSONS)],
        cwd=folder,
        env={"PYTHONPATH": str(REPOSITORY), "HOME": str(folder), "OPED_HOME": str(folder), "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout), ran.stderr


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_lesson_runs_with_sockets_blocked(lesson: Path, ended: tuple[dict[str, int], str]) -> None:
    """Every cell runs where no connection and no name look-up is possible, in at most twenty seconds of computing."""
    codes, said = ended
    assert codes[str(lesson)] == 0, said[-2000:]
