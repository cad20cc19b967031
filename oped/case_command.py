"""What the `oped case` commands do and say."""

import sys
from datetime import date
from pathlib import Path

import click

from oped.errors import OpedError


def align_copy(file: str, name: str | None, keep: bool) -> None:
    """Match a copy of the article to a case, that which fits it best where none is named, and keep it if so told.

    Raises:
        OpedError: there is no such case, the file can't be read, it holds no sentence of a case, or can't be kept.
    """
    from oped.library import cases, load_case
    from oped.loading import as_saved
    from oped.own_copy import save_own_copy
    from oped.reading.align import align

    choices = [load_case(one) for one in ([name] if name else cases())]
    text = as_saved(file)
    tables = [align(text, one.sentences) for one in choices]
    the_case, table = max(zip(choices, tables, strict=True), key=lambda pair: int(pair[1]["found"].sum()))
    found = int(table["found"].sum())
    if not found:
        titles = " or ".join(f'"{one.record.title}"' for one in choices)
        raise OpedError(f"No sentence of {titles} was found: check that the file holds the whole article.")
    click.echo(f"{found} of {len(table)} sentences found.")
    if found < len(table):
        click.echo(f"Not found: {', '.join(table.loc[~table['found'], 'id'])}.")
    if keep:
        path = save_own_copy(the_case.name, text)
        click.echo(f"Your copy is kept in {path}, for you alone; `oped case forget` deletes it.")
    else:
        click.echo("No copy was kept.")


def forget_copies(name: str | None) -> None:
    """Delete the kept copy of a case's article, or of every case's where none is named."""
    from oped.library import cases
    from oped.own_copy import forget_own_copy

    forgotten = [forget_own_copy(one) for one in ([name] if name else cases())]
    click.echo("Your copy was deleted." if any(forgotten) else "There was no copy to delete.")


def draft_case(file: str, name: str, into: Path, own_text: bool) -> None:
    """Draft a case from a text, and say what to do next. Raises OpedError as `oped.course.case_new.new_case` does."""
    from oped.course.case_new import new_case

    draft = new_case(file, name, into, today=date.today(), own_text=own_text)
    counted = ", ".join(f"{draft.rows[stem]} {stem}" for stem in ("sentences", "figures", "devices", "sources"))
    click.echo(
        f"Drafted: {draft.folder} ({counted}).\n"
        "Each row is a proposal of rules that are often wrong; the column reviewed says no. Next:\n"
        "1. sentences.csv: write each restatement in your own words, at most 30; mend level, type and flags.\n"
        "2. figures.csv, devices.csv, sources.csv: mend or delete each row, and add what the rules missed.\n"
        "   figures.csv: settle each unknown (yes, no, does_not_arise), and say in reasons.csv why.\n"
        "3. argument.csv: fill the empty map. passes.csv: code level and type twice, on different days.\n"
        "4. case.toml: say whose the text is. facts: add tables by which its figures can be checked.\n"
        f"5. Run `oped case check {draft.folder}`: it says row by row what is left.\n"
        f'6. When nothing is left, move the folder to datasets/cases: load_case("{name}") finds it there.'
    )


def check_case(case_or_folder: str) -> None:
    """Say what a case still needs, one line a row; exit code 0 only if it is complete.

    Raises:
        OpedError: there is no such case and no such folder.
    """
    from oped.course import case_check

    found = case_check.check_case(case_check.find_case(case_or_folder))
    for sentence in (*found.invalid, *found.left):
        click.echo(sentence)
    if not found.complete:
        click.echo(f"{found.name}: {len(found.invalid)} to mend, {len(found.left)} to write or to review.")
        sys.exit(1)
    click.echo(f"{found.name} is complete: nothing to mend, to write or to review.")
