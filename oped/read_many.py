"""Many texts into one table, one row a sentence, in parallel on Dask.

What has been read is kept file by file beside the table, under a name made of the content, so that a run which was
killed goes on where it stopped. Only as many files are held in memory as there are workers to read them, twice over.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from oped.cluster import workers_on
from oped.errors import OpedError
from oped.read_part import part_of, schema

if TYPE_CHECKING:
    from distributed import Client, Future

_ENDINGS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"})
_PER_WORKER = 2


@dataclass(frozen=True)
class Step:
    """One file is done: its path from the folder, and what was wrong with it, or nothing."""

    file: str
    problem: str = ""


@dataclass(frozen=True)
class ManyRead:
    """What a run left: the table, how many files and rows it holds, and the files that failed, with their sentence."""

    table: Path
    files: int
    rows: int
    failed: tuple[Step, ...]


@dataclass(frozen=True)
class Run:
    """A folder to be read into a table.

    Attributes:
        folder: where the files are.
        table: the Parquet file to write.
        files: the .txt, .md, .html, .docx and .pdf files in the folder and in all folders in it.
    """

    folder: Path
    table: Path
    files: tuple[Path, ...]

    @property
    def parts(self) -> Path:
        """Where the parts are kept until the table is whole."""
        return self.table.with_name(f"{self.table.name}.parts")

    def steps(self, cluster: str = "", workers: int = 0) -> Iterator[Step]:
        """Read what has not been read yet; one step a file, in the order in which files are done.

        Args:
            cluster: the address of a Dask scheduler whose workers have this version of oped; empty to use this machine.
            workers: how many processes on this machine; 0 for one a core.

        Raises:
            OpedError: the parts can't be kept beside the table, or no scheduler answers.
        """
        try:
            self.parts.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OpedError(f"{self.parts} can't be made ({error.strerror}): name another place with --out.") from None
        waiting = []
        for path in self.files:
            if self._part(path).exists():
                yield Step(self._name(path))
            else:
                waiting.append(path)
        if waiting:
            with workers_on(cluster, workers, "oped.read_many") as client:
                yield from self._read(client, iter(waiting))

    def finish(self, failed: tuple[Step, ...]) -> ManyRead:
        """Put the parts together in the order of the files' names; they are kept only where a file failed."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = files = 0
        names = {step.file for step in failed}
        draft = self.table.with_name(f".{self.table.name}.{os.getpid()}")
        with pq.ParquetWriter(draft, schema()) as writer:
            for path in self.files:
                if self._name(path) not in names:
                    part = pq.read_table(self._part(path))
                    whose = pa.array([self._name(path)] * part.num_rows, pa.string())
                    writer.write_table(part.set_column(0, "file", whose).cast(schema()))
                    rows, files = rows + part.num_rows, files + 1
        draft.replace(self.table)
        if not failed:
            for part_file in self.parts.iterdir():
                part_file.unlink()
            self.parts.rmdir()
        return ManyRead(self.table, files, rows, failed)

    def _read(self, client: "Client", waiting: Iterator[Path]) -> Iterator[Step]:
        """Keep every worker busy, with a bounded number of files on their way."""
        from distributed import as_completed

        at_once = _PER_WORKER * max(sum(client.nthreads().values()), 1)
        paths: dict[object, Path] = {}

        def submit(path: Path) -> "Future[bytes]":
            future = client.submit(_part_of_file, _content(path), path.name, pure=False)
            paths[future.key] = path
            return future

        done = as_completed([submit(path) for path in islice(waiting, at_once)])
        for future in done:
            path = paths.pop(future.key)
            yield Step(self._name(path), self._keep(path, future))
            future.release()
            for following in islice(waiting, 1):
                done.add(submit(following))

    def _keep(self, path: Path, future: "Future[bytes]") -> str:
        """Write the part of a file that was read; return what was wrong where it was not."""
        try:
            part = future.result()
        except OpedError as error:
            return str(error)
        except Exception as error:  # whatever a worker meets must not end the run
            return f'"{path.name}" ended in a {type(error).__name__}: read it alone, and report it if it ends so again.'
        target = self._part(path)
        draft = target.with_suffix(f".{os.getpid()}")
        draft.write_bytes(part)
        draft.replace(target)
        return ""

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _part(self, path: Path) -> Path:
        return self.parts / f"{sha256(_content(path) or b'').hexdigest()}.parquet"


def plan(folder: Path, table: Path) -> Run:
    """Look for the texts of a folder; nothing is read yet.

    Raises:
        OpedError: there is no such folder or no such file in it, or the table's name does not end in .parquet.
    """
    if table.suffix != ".parquet":
        raise OpedError(f'"{table.name}" must end in .parquet: the table is written as a Parquet file.')
    if not folder.is_dir():
        raise OpedError(f"There is no folder {folder}: check the name.")
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    if not found:
        raise OpedError(f"{folder} holds no text: put .txt, .md, .html, .docx or .pdf files in it.")
    return Run(folder, table, tuple(found))


def _content(path: Path) -> bytes | None:
    """The bytes of a file, one more than may be read where it is too large, or None where it may not be opened."""
    from oped.loading.raw import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None


def _part_of_file(data: bytes | None, name: str) -> bytes:
    if data is None:
        raise OpedError(f'"{name}" can\'t be opened: check its permissions.')
    return part_of(data, f'"{name}"')
