"""How fast a class is graded: `nbgrader autograde` and `oped grade`, side by side on the same made hand-ins.

Run by `python -m tests.bench.bench_grade`; `--quick` takes small classes, `--write` writes docs/grading-speed.md.
Everything is measured in turns in one run, so that other work on the machine slows both.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from oped.course.build import load_config
from oped.course.layout import Course
from oped.grading.grade import Options, grade_class
from tests.bench.process_tree import Used, watched
from tests.grading import tools_on_path
from tests.made_class import ASSIGNMENTS, hand_in_class
from tests.small_course import REPOSITORY

PAGE = REPOSITORY / "docs" / "grading-speed.md"
WORKERS = 2
GOAL_WARM, GOAL_COLD = 15, 8


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        rounds: turns of stock and ours.
        stock_warm: hand-ins that stock grades in each turn.
        warm: students of a class for the warm rate; the first `skipped` are left out.
        cold: students of a class that is graded from the command line.
        stock_cold: two smaller classes that stock grades from the command line; the rest is extrapolated.
        flat: students of the classes whose cost a student is compared.
    """

    rounds: int = 3
    stock_warm: int = 4
    warm: int = 60
    skipped: int = 12
    cold: int = 100
    stock_cold: tuple[int, int] = (2, 12)
    flat: tuple[int, ...] = (50, 200, 800, 2000)


QUICK = Sizes(rounds=1, stock_warm=2, warm=24, skipped=8, cold=30, stock_cold=(1, 3), flat=(20, 60))


def main() -> None:
    """Measure, print the tables, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small classes: a few minutes")
    parser.add_argument("--write", action="store_true", help="write docs/grading-speed.md")
    chosen = parser.parse_args()
    sizes = QUICK if chosen.quick else Sizes()
    page = "\n".join(_page(sizes))
    print(page)
    if chosen.write:
        PAGE.write_text(page, encoding="utf-8")


def _page(sizes: Sizes) -> Iterator[str]:
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    yield from (
        "# How fast a class is graded",
        "",
        "Made by `python -m tests.bench.bench_grade --write`, which grades made hand-ins (right, wrong, partly right,",
        "blank) with `nbgrader autograde` and with `oped grade`, in turns and in one run. The sandbox is on.",
        f"To be reached were {GOAL_WARM} times nbgrader's speed once warm, and {GOAL_COLD} times with start-up at 100",
        "students.",
        "",
        f"{datetime.now(UTC):%-d %B %Y}; {machine}; {WORKERS} workers.",
        "",
    )
    with tools_on_path(), tempfile.TemporaryDirectory(prefix="oped-bench-") as folder:
        yield from _warm_section(sizes, Path(folder))
        yield from _cold_section(sizes, Path(folder))
        yield from _flat_section(sizes, Path(folder))


def _warm_section(sizes: Sizes, folder: Path) -> Iterator[str]:
    yield from (
        "## Once warm",
        "",
        f"Hand-ins a second, medians of {sizes.rounds} turns. nbgrader by its API in one process, which has graded a",
        f"hand-in before; `oped grade` from the {sizes.skipped + 1}th hand-in of a class of {sizes.warm} on.",
        "",
    )
    rows = []
    with _dask() as address:
        for name in ASSIGNMENTS:
            course = _course(folder / f"warm-{name}", name, sizes.warm)
            stock: list[float] = []
            ours: list[float] = []
            on_dask: list[float] = []
            grade = _stock(course, name)
            for turn in range(sizes.rounds):
                students = [f"s{1 + turn * sizes.stock_warm + number:04}" for number in range(sizes.stock_warm)]
                stock.append(1 / median(map(grade, students)))
                ours.append(_warm_rate(course, name, Options(workers=WORKERS, force=True), sizes.skipped))
                on_dask.append(_warm_rate(course, name, Options(cluster=address, force=True), sizes.skipped))
            one, two, three = map(median, (stock, ours, on_dask))
            faster = [f"{rate:.1f}, {rate / one:.0f} x" for rate in (two, three)]
            rows.append([name, f"{one:.2f}", *faster])
    head = ["assignment", "nbgrader", f"oped, {WORKERS} workers", f"oped, {WORKERS} Dask workers"]
    yield from _table(head, rows)


def _cold_section(sizes: Sizes, folder: Path) -> Iterator[str]:
    name = ASSIGNMENTS[1]
    few, more = sizes.stock_cold
    yield from (
        f"## From the command line, {sizes.cold} students",
        "",
        f"Seconds from the start of the command to its end, {name}. nbgrader was measured with {few} and with {more}",
        f"students and its time for {sizes.cold} extrapolated from these two (it grades one after another).",
        "",
    )
    command = ["nbgrader", "autograde", name]
    at = [_timed(_course(folder / f"cold-{n}", name, n), command, release=name).seconds for n in (few, more)]
    each = (at[1] - at[0]) / (more - few)
    stock = at[1] + each * (sizes.cold - more)
    ours = _timed(_course(folder / "cold-ours", name, sizes.cold), _ours(name)).seconds
    yield from _table(
        ["", "seconds", "faster"],
        [
            [f"`nbgrader autograde`, {few} students", f"{at[0]:.1f}", ""],
            [f"`nbgrader autograde`, {more} students", f"{at[1]:.1f}", ""],
            [f"`nbgrader autograde`, {sizes.cold} students, extrapolated", f"{stock:.0f}", ""],
            [f"`oped grade`, {sizes.cold} students", f"{ours:.1f}", f"{stock / ours:.0f} x"],
        ],
    )


def _flat_section(sizes: Sizes, folder: Path) -> Iterator[str]:
    name = ASSIGNMENTS[1]
    yield from (
        "## Cost a student, by the size of the class",
        "",
        f"`oped grade {name}`. Start-up, measured with {WORKERS} students, is taken off. Computing is that of all",
        "processes; what the clock says beside it depends on what else the machine was doing. Memory is the most that",
        "all of them had together, what they share counted once.",
        "",
    )
    start = _timed(_course(folder / "flat-start", name, WORKERS), _ours(name))
    rows = []
    for size in sizes.flat:
        used = _timed(_course(folder / f"flat-{size}", name, size), _ours(name))
        shutil.rmtree(folder / f"flat-{size}")
        each = [1000 * (all_of - first) / (size - WORKERS) for all_of, first in zip(used[:2], start[:2], strict=True)]
        rows.append([str(size), f"{used.seconds:.0f}", f"{each[0]:.0f}", f"{each[1]:.0f}", f"{used.memory / 1e6:.0f}"])
    yield from _table(["students", "seconds", "ms a student", "ms of computing a student", "MB of memory"], rows)


def _course(root: Path, name: str, students: int) -> Course:
    for folder in ("solutions", "exercises"):
        ignored = shutil.ignore_patterns(".*", "*.answers.json")
        shutil.copytree(REPOSITORY / folder / name, root / folder / name, ignore=ignored)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    course = Course(root.resolve())
    hand_in_class(course, name, students)
    return course


def _stock(course: Course, name: str) -> Any:
    """What grades one student by nbgrader's API and gives the seconds; it has graded one before."""
    from nbgrader.apps.api import NbGraderAPI

    api = NbGraderAPI(config=load_config(course))
    assert api.generate_assignment(name)["success"]

    def grade(student: str) -> float:
        begin = time.perf_counter()
        assert api.autograde(name, student)["success"]
        return time.perf_counter() - begin

    grade("s0000")
    return grade


def _warm_rate(course: Course, name: str, options: Options, skipped: int) -> float:
    """Hand-ins a second once warm."""
    times = [time.perf_counter() for _ in grade_class(course, name, options)]
    return (len(times) - 1 - skipped) / (times[-1] - times[skipped])


def _ours(name: str) -> list[str]:
    return ["oped", "grade", name, "--workers", str(WORKERS), "--json"]


def _timed(course: Course, command: Sequence[str], release: str = "") -> Used:
    """What a command used, in a course in which the assignment was released if it has to be."""
    if release:
        from nbgrader.apps.api import NbGraderAPI

        assert NbGraderAPI(config=load_config(course)).generate_assignment(release)["success"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", *command], cwd=course.root, stdout=said, stderr=subprocess.STDOUT
        )
        used = watched(process)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read().decode(errors="replace"))
    return used


@contextmanager
def _dask() -> Iterator[str]:
    """The address of a cluster of two workers beside this process."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster:
        yield str(cluster.scheduler_address)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"
    yield ""


if __name__ == "__main__":
    main()
