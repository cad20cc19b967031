"""What the commands `oped grade`, `feedback`, `insight` and `export` do and say."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oped.course.layout import find_course
from oped.errors import OpedError
from oped.grading.grade import Options, Outcome, grade_class

if TYPE_CHECKING:
    from rich.console import Console

    from oped.grading.export import Target


def grade(name: str, options: Options, *, as_json: bool) -> None:
    """Grade a class, with a progress bar on the terminal's error stream and a table, or JSON, on its output."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    errors = Console(stderr=True)
    if options.trust:
        errors.print("No sandbox: students' code runs as you, on this machine, because you gave --trust.")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    outcomes: list[Outcome] = []
    with Progress(*columns, console=errors, disable=not errors.is_terminal) as progress:
        bar = progress.add_task(name, total=None, rate="")
        for outcome in grade_class(find_course(Path.cwd()), name, options, lambda n: progress.update(bar, total=n)):
            outcomes.append(outcome)
            speed = progress.tasks[bar].speed
            progress.update(bar, advance=1, rate=f"{speed:.1f} a second" if speed else "")
    outcomes.sort(key=lambda outcome: outcome.student)
    if as_json:
        json.dump({"assignment": name, "students": [_plain(outcome) for outcome in outcomes]}, sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        _show(name, outcomes, Console())


def _plain(outcome: Outcome) -> dict[str, Any]:
    return asdict(outcome) | {"suspicious": outcome.suspicious}


def _show(name: str, outcomes: Iterable[Outcome], console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    outcomes = list(outcomes)
    graded = [outcome for outcome in outcomes if not outcome.rejected]
    before = sum(not outcome.new for outcome in graded)
    table = Table("", "hand-ins", title=f"{name}", title_justify="left", show_header=False)
    table.add_row("graded", f"{len(graded)}" + (f", {before} of them before and unchanged" if before else ""))
    table.add_row("rejected", str(len(outcomes) - len(graded)))
    table.add_row("needs a person", str(sum(outcome.needs_person for outcome in graded)))
    table.add_row("suspicious", str(sum(bool(outcome.suspicious) for outcome in outcomes)))
    console.print(table)
    for title, pairs in (
        ("Rejected, and why", [(o.student, o.rejected) for o in outcomes if o.rejected]),
        ("Suspicious, and why", [(o.student, message) for o in outcomes for message in o.suspicious]),
    ):
        if pairs:
            detail = Table("student", "why", title=title, title_justify="left")
            for student, why in pairs:
                detail.add_row(Text(student), Text(why))
            console.print(detail)


def feedback(name: str) -> Path:
    """Write all feedback pages again, with what persons have given since, and one ZIP file of them."""
    from oped.grading.assignment import load_assignment
    from oped.grading.late import FILE, load_late
    from oped.grading.pages import write_feedback, zip_feedback
    from oped.grading.places import places_of
    from oped.grading.record import Recorder

    course = find_course(Path.cwd())
    places, assignment = places_of(course), load_assignment(course.root, name)
    late = load_late(places.submitted.parent / FILE)
    with Recorder(places.db_url, places.course_id) as recorder:
        recorder.prepare(assignment, late.due(name))
        reports = recorder.reports(name)
        if not reports:
            raise OpedError(f"No hand-in of {name} was graded yet: run `oped grade {name}` first.")
        recorder.penalise(name, {s: late.terms(name, s, places.submitted / s / name) for s in reports})
        for student, (_, report) in reports.items():
            write_feedback(places, recorder, assignment, student, report)
    return zip_feedback(places, assignment)


def insight(name: str, *, names: bool) -> Path:
    """Write the debrief page."""
    from oped.grading.assignment import load_assignment, plan
    from oped.grading.insight import answers_table
    from oped.grading.insight_page import insight_page
    from oped.grading.places import places_of
    from oped.grading.record import Recorder

    course = find_course(Path.cwd())
    places, assignment = places_of(course), load_assignment(course.root, name)
    with Recorder(places.db_url, places.course_id) as recorder:
        reports = recorder.reports(name)
    taken = {student: report for student, (outcome, report) in reports.items() if outcome == "graded"}
    if not taken:
        raise OpedError(f"No hand-in of {name} was graded yet: run `oped grade {name}` first.")
    answers = answers_table((student, report["items"]) for student, report in taken.items())
    if answers.empty:
        raise OpedError(f"No test cell of {name} told its items: let it keep what `judge` gives in `verdict`.")
    page = insight_page(
        name,
        answers,
        {student: report["points"] for student, report in taken.items()},
        sum(cell.points or 0.0 for cell in plan(assignment).of_kind("test")),
        rejected=len(reports) - len(taken),
        names=names,
    )
    target = places.feedback.parent / f"insight-{name}.html"
    target.write_text(page, encoding="utf-8")
    return target


def export(name: str, target: "Target", roster: Path | None) -> str:
    """The text of the file for another system."""
    from nbgrader.api import Gradebook

    from oped.grading.export import scores, to_csv
    from oped.grading.places import places_of

    places = places_of(find_course(Path.cwd()))
    with Gradebook(places.db_url, places.course_id) as gradebook:
        rows = scores(gradebook, name)
    given = roster.read_text(encoding="utf-8") if roster else None
    return to_csv(rows, name, target, given)
