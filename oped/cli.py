"""The `oped` command. Each command imports what it needs when it runs, so that `oped --help` stays quick."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oped.errors import OpedError

if TYPE_CHECKING:
    from oped.grading.export import Target


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Read an op-ed critically; build, check and grade the course."""


@cli.group()
def case() -> None:
    """The case study: the annotated article."""


@case.command()
@click.argument("file")
@click.option("--case", "name", help="The case; left out, the one that the copy fits best.")
@click.option("--keep/--no-keep", default=True, help="Keep the copy in your own data folder (the default) or not.")
def align(file: str, name: str | None, keep: bool) -> None:
    """Match your own copy of the article to the course's sentences.

    FILE is a .txt, .md, .html, .docx or .pdf file, the article's address, or - for a paste.
    """
    from oped.case_command import align_copy

    align_copy(file, name, keep)


@case.command()
@click.option("--case", "name", help="The case; left out, the copies of all.")
def forget(name: str | None) -> None:
    """Delete the kept copy of the article."""
    from oped.case_command import forget_copies

    forget_copies(name)


@case.command()
@click.argument("name")
@click.argument("file")
def anchor(name: str, file: str) -> None:
    """For maintainers: fill the anchors of the case NAME from the article in FILE."""
    _need_whole_course()
    from oped.course.anchors import fill_anchors
    from oped.library import data_root
    from oped.loading import as_saved

    table = data_root() / "cases" / name / "sentences.csv"
    click.echo(f"{fill_anchors(table, as_saved(Path(file)))} anchors written to {table}.")


@case.command()
@click.argument("file")
@click.option("--name", required=True, help="The name of the case: small letters, digits and hyphens.")
@click.option("--into", default=".", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Where to.")
@click.option("--own-text", is_flag=True, help="The text's rights allow its sentences to stand as restatements.")
def new(file: str, name: str, into: Path, own_text: bool) -> None:
    """For instructors: draft a case from a text, with the library's proposals to review.

    FILE is a .txt, .md, .html, .docx or .pdf file, an address, or - for a paste. The new folder is named like the
    case and made in the current folder, or in the one that --into names.
    """
    _need_whole_course()
    from oped.case_command import draft_case

    draft_case(file, name, into, own_text)


@case.command(name="check")
@click.argument("case_or_folder")
def check_the_case(case_or_folder: str) -> None:
    """For instructors: say row by row what a case still needs; exit code 0 only if it is complete."""
    _need_whole_course()
    from oped.case_command import check_case

    check_case(case_or_folder)


def _need_whole_course() -> None:
    if find_spec("oped.course") is None:
        raise OpedError("This copy of the course is for students; take the whole course for that.")


@cli.group()
def course() -> None:
    """For maintainers: build, normalise, check and bundle the course."""
    _need_whole_course()


@course.command()
def build() -> None:
    """Make exercises/ out of solutions/ with nbgrader."""
    from oped.course.build import build as build_exercises
    from oped.course.layout import find_course

    changed = build_exercises(find_course(Path.cwd()))
    for name in changed:
        click.echo(f"exercises/{name}")
    click.echo(f"Changed: {len(changed)}.")


@course.command()
def normalise() -> None:
    """Write all notebooks of the course in their one normal form."""
    from oped.course.layout import find_course
    from oped.course.notebooks import normalise_course

    whole = find_course(Path.cwd())
    changed = normalise_course(whole)
    for path in changed:
        click.echo(whole.show(path))
    click.echo(f"Changed: {len(changed)}.")


@course.command()
def check() -> None:
    """Tell what is to be mended in the notebooks: drift, leaks, joins, style."""
    from oped.course.check import problems
    from oped.course.layout import find_course

    whole = find_course(Path.cwd())
    found = problems(whole)
    for problem in found:
        click.echo(str(problem))
    if found:
        sys.exit(1)
    click.echo(f"{len(whole.notebooks())} notebooks checked, no problems")


@course.command()
def bundle() -> None:
    """Write what students get to dist/student.zip."""
    from oped.course.bundle import write_bundle
    from oped.course.layout import find_course

    whole = find_course(Path.cwd())
    target = whole.root / "dist" / "student.zip"
    write_bundle(whole, target)
    click.echo(whole.show(target))


@course.command("class-codings")
@click.argument("assignment")
@click.argument("name")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The CSV file to write.")
def class_codings(assignment: str, name: str, out: Path) -> None:
    """Make one table, without names, of the codings that a class has handed in.

    ASSIGNMENT is the exercise's folder, such as 09-how-much-agree; NAME is the panel's, such as lesson-09-alone.
    """
    from oped.course.layout import find_course
    from oped.grading.class_codings import class_codings as gather
    from oped.grading.class_codings import write_class_codings

    found = gather(find_course(Path.cwd()).root / "gradebook" / "submitted", assignment, name)
    write_class_codings(found, out)
    click.echo(f"written: {out}, {found.readers} readers.")
    if found.left_out:
        click.echo(f"Without a file that can be read: {', '.join(found.left_out)}.")


@cli.command()
@click.argument("what", type=click.Choice(["claims", "attribution", "devices"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", default=".", type=click.Path(path_type=Path), help="The folder for the two tables.")
def evaluate(what: str, file: Path, out: Path) -> None:
    """Measure the reading's rules on FILE, a CSV of labelled sentences with the columns text and label.

    For devices, FILE is the key to the practice texts, with the columns file, sentence and device.
    """
    if what == "devices":
        _evaluate_devices(file, out)
        return
    from oped.evaluate import evaluate_file, write_evaluation

    found = evaluate_file(what, file)
    click.echo(found.scores.to_string(float_format="{:.3f}".format))
    click.echo(f"macro-F1 {found.macro_f1:.3f}")
    for path in write_evaluation(found, file.stem, out):
        click.echo(f"written: {path}")


@cli.command()
@click.argument("source")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; its ending tells the format.")
@click.option("--format", "form", type=click.Choice(["html", "json", "md"]), help="The format, where no file is named.")
@click.option("--open/--no-open", "show", default=False, help="Open the report in the browser (.html only) or not.")
@click.option("--cluster", default="", help="For a folder: the address of a Dask scheduler; this machine if left out.")
@click.option("--workers", type=click.IntRange(min=1), help="For a folder: how many processes; one a core if left out.")
def read(source: str, out: Path | None, form: str | None, show: bool, cluster: str, workers: int | None) -> None:
    """Write a reading report on SOURCE: a file, an address, - for standard input, or a folder of texts.

    Without --out, an HTML report goes to your own data folder; with --format json or md it is printed. A folder needs
    --out TABLE.parquet and gives one row a sentence; a run that was stopped goes on where it was.
    """
    from oped.read_command import read_folder, read_one

    if Path(source).is_dir():
        failed = read_folder(Path(source), out, cluster, workers or 0)
        sys.exit(1 if failed else 0)
    read_one(source, out, form, show)


@cli.command()
@click.argument("assignment")
@click.option("--student", "students", multiple=True, help="Only this student; may be given more than once.")
@click.option("--workers", type=click.IntRange(min=1), help="How many side by side; one a core if left out.")
@click.option("--cluster", default="", help="The address of a Dask scheduler whose workers shall grade.")
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of the table.")
@click.option("--trust", is_flag=True, help="Run students' code without the sandbox, as yourself.")
def grade(
    assignment: str,
    students: tuple[str, ...],
    workers: int | None,
    cluster: str,
    force: bool,
    as_json: bool,
    trust: bool,
) -> None:
    """For instructors: grade what lies in gradebook/submitted, write gradebook and feedback.

    ASSIGNMENT is the exercise's folder, such as 02-fact-and-opinion. Safe to stop at any moment and to run again.
    """
    _need_whole_course()
    from oped.grading.command import grade as run
    from oped.grading.grade import Options

    run(assignment, Options(students, workers or 0, cluster, force, trust), as_json=as_json)


@cli.command()
@click.argument("assignment")
def feedback(assignment: str) -> None:
    """For instructors: write the feedback pages again, after answers were read in formgrader."""
    _need_whole_course()
    from oped.grading.command import feedback as write

    click.echo(f"written: {write(assignment)}")


@cli.command()
@click.argument("assignment")
@click.option("--names", is_flag=True, help="Add the students' names and points.")
def insight(assignment: str, names: bool) -> None:
    """For instructors: write a page for the debrief, on what was hard and what divided the class."""
    _need_whole_course()
    from oped.grading.command import insight as write

    click.echo(f"written: {write(assignment, names=names)}")


@cli.command()
@click.argument("assignment")
@click.option("--to", "target", type=click.Choice(["canvas", "moodle", "csv"]), required=True, help="The system.")
@click.option("--roster", type=click.Path(path_type=Path, exists=True), help="The gradebook that Canvas exported.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; printed if left out.")
def export(assignment: str, target: "Target", roster: Path | None, out: Path | None) -> None:
    """For instructors: write the scores in the form that Canvas or Moodle takes in, or as a plain table."""
    _need_whole_course()
    from oped.grading.command import export as scores

    text = scores(assignment, target, roster)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        click.echo(f"written: {out}")


def _evaluate_devices(file: Path, out: Path) -> None:
    from oped.evaluate_devices import evaluate_devices, write_device_evaluation

    found = evaluate_devices(file)
    shown = found.table.drop(columns=["measured_on", "source"])
    click.echo(shown.to_string(index=False, float_format="{:.2f}".format, na_rep="-"))
    for path in write_device_evaluation(found, out):
        click.echo(f"written: {path}")


def main() -> None:
    """Run the command; a failure that a person can mend is one sentence and exit code 2."""
    try:
        cli()
    except OpedError as error:
        click.echo(f"oped: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
