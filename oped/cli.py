"""The `oped` command. Each command imports what it needs when it runs, so that `oped --help` stays quick."""

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from oped.errors import OpedError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Read an op-ed critically; build, check and grade the course."""


@cli.group()
def case() -> None:
    """The case study: the annotated article."""


@case.command()
@click.argument("file")
@click.option("--case", "name", help="The case, where there is more than one.")
@click.option("--keep/--no-keep", default=True, help="Keep the copy in your own data folder (the default) or not.")
def align(file: str, name: str | None, keep: bool) -> None:
    """Match your own copy of the article to the course's sentences.

    FILE is a .txt, .md, .html, .docx or .pdf file, the article's address, or - for a paste.
    """
    from oped.library import load_case
    from oped.loading import as_saved
    from oped.own_copy import save_own_copy
    from oped.reading.align import align as find

    the_case = load_case(name or _only_case())
    text = as_saved(file)
    table = find(text, the_case.sentences)
    found = int(table["found"].sum())
    if not found:
        raise OpedError(
            f'No sentence of "{the_case.record.title}" was found: check that the file holds the whole article.'
        )
    click.echo(f"{found} of {len(table)} sentences found.")
    if found < len(table):
        click.echo(f"Not found: {', '.join(table.loc[~table['found'], 'id'])}.")
    if keep:
        path = save_own_copy(the_case.name, text)
        click.echo(f"Your copy is kept in {path}, for you alone; `oped case forget` deletes it.")
    else:
        click.echo("No copy was kept.")


@case.command()
@click.option("--case", "name", help="The case, where there is more than one.")
def forget(name: str | None) -> None:
    """Delete the kept copy of the article."""
    from oped.own_copy import forget_own_copy

    click.echo("Your copy was deleted." if forget_own_copy(name or _only_case()) else "There was no copy to delete.")


@case.command()
@click.argument("name")
@click.argument("file")
def anchor(name: str, file: str) -> None:
    """For maintainers: fill the anchors of the case NAME from the article in FILE."""
    from pathlib import Path

    from oped.course.anchors import fill_anchors
    from oped.library import data_root
    from oped.loading import as_saved

    table = data_root() / "cases" / name / "sentences.csv"
    click.echo(f"{fill_anchors(table, as_saved(Path(file)))} anchors written to {table}.")


def _only_case() -> str:
    from oped.library import cases

    names = cases()
    if len(names) != 1:
        raise OpedError(f"Say which case with --case: {', '.join(names) or 'none was found'}.")
    return names[0]


@cli.group()
def course() -> None:
    """For maintainers: build, normalise, check and bundle the course."""
    if find_spec("oped.course") is None:
        raise OpedError("This copy of the course is for students; take the whole course to build and check it.")


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
