"""After the first start nothing needs the network: lessons run with every way out closed."""

import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from tests.small_course import REPOSITORY

LESSONS = sorted((REPOSITORY / "lessons").rglob("*.ipynb"))

MOST_CPU_SECONDS = 20

RUN_WITHOUT_NETWORK = """
import socket, sys

def closed(*arguments, **options):
    raise OSError("this test closes the network")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = closed

import nbformat
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
for cell in nbformat.read(sys.argv[1], 4).cells:
    if cell.cell_type == "code":
        shell.run_cell(cell.source).raise_error()
print("ran", sys.argv[1])
"""


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_lesson_runs_with_sockets_blocked(lesson: Path, tmp_path: Path) -> None:
    """Every cell of a lesson runs where no connection and no name look-up is possible, and soon."""
    before = getrusage(RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-c", RUN_WITHOUT_NETWORK, str(lesson)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(REPOSITORY), "HOME": str(tmp_path), "OPED_HOME": str(tmp_path), "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert f"ran {lesson}" in ran.stdout
    used = getrusage(RUSAGE_CHILDREN)
    assert used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime < MOST_CPU_SECONDS
