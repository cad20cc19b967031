"""What `oped read` does and says."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oped.errors import OpedError

if TYPE_CHECKING:
    from oped.report import ReadingReport

_FORMATS = {".html": "html", ".htm": "html", ".json": "json", ".md": "md", ".markdown": "md"}


def read_one(source: str, out: Path | None, form: str | None, show: bool) -> None:
    """Read one source and write or print its report.

    Raises:
        OpedError: the source can't be read, the format is not known, or the file can't be written.
    """
    from oped.report import read

    chosen = _format(out, form)
    report = read(source)
    content = {"html": report.to_html, "json": report.to_json, "md": report.to_markdown}[chosen]()
    if out is None and form is not None and not show:
        click.echo(content, nl=False)
        return
    target = out or _own_place(report, chosen)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    except OSError as error:
        raise OpedError(f"{target} can't be written ({error.strerror}): name another file with --out.") from None
    click.echo(f"written: {target}")
    if show:
        click.launch(target.resolve().as_uri())


def read_folder(folder: Path, out: Path | None, cluster: str, workers: int) -> bool:
    """Read all texts of a folder into a table, with a bar on the way; tell which failed, and whether any did.

    Raises:
        OpedError: there is nothing to read, the table can't be written, or no scheduler answers.
    """
    from oped.read_many import plan

    if out is None:
        raise OpedError("A folder needs a table to write to: add --out TABLE.parquet.")
    run = plan(folder, out)
    failed = []
    with click.progressbar(length=len(run.files), label="Reading", file=sys.stderr) as bar:
        for step in run.steps(cluster, workers):
            if step.problem:
                failed.append(step)
            bar.update(1)
    done = run.finish(tuple(failed))
    for step in done.failed:
        click.echo(f"not read: {step.file}: {step.problem}", err=True)
    click.echo(f"{done.files} of {len(run.files)} files read, {done.rows} sentences: {done.table}")
    return bool(failed)


def _format(out: Path | None, form: str | None) -> str:
    if out is None:
        return form or "html"
    told = _FORMATS.get(out.suffix.lower())
    if form is None and told is None:
        raise OpedError(f'"{out.name}" must end in .html, .json or .md, or say the format with --format.')
    return form or told or "html"


def _own_place(report: "ReadingReport", form: str) -> Path:
    from oped.library import user_root

    name = "-".join(re.findall(r"[a-z0-9]+", report.title.lower()))[:60].strip("-")
    return user_root() / "reports" / f"{name or 'report'}.{form}"
