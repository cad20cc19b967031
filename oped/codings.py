"""Codings of the same sentences by several readers: who gave which level, and how sure.

The file of a class, `NAME.csv`, has one row a reader and sentence; its readers have numbers and no names.
`oped course class-codings` writes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oped.errors import OpedError
from oped.library import data_root, user_root
from oped.records import one_of
from oped.tables import DataError, DataFile, Table, check_rows, read_table, to_frame

if TYPE_CHECKING:
    import pandas as pd

_MADE_UP = "invented-"


@dataclass(frozen=True, eq=False)
class Codings:
    """What several readers made of the same sentences.

    Attributes:
        table: one row a reader and sentence: `coder`, `sentence`, `level`, `confidence` (50 to 100 per cent, missing
            where nobody said).
        note: one sentence on where the codings come from.
    """

    table: "pd.DataFrame"
    note: str

    @property
    def coders(self) -> list[str]:
        """The readers, in the order of the table."""
        return list(dict.fromkeys(self.table["coder"]))

    @property
    def sentences(self) -> list[str]:
        """The ids of the sentences that anybody coded, sorted."""
        return sorted(set(self.table["sentence"]))

    @property
    def by_coder(self) -> dict[str, list[str | None]]:
        """For each reader the levels in the order of `sentences`; None where one was left out."""
        pairs = zip(self.table["coder"], self.table["sentence"], strict=True)
        given = dict(zip(pairs, map(str, self.table["level"]), strict=True))
        return {coder: [given.get((coder, i)) for i in self.sentences] for coder in self.coders}

    @property
    def counts(self) -> "pd.DataFrame":
        """One row a sentence: how many readers gave each level, and the share of pairs of readers that `agree`."""
        import pandas as pd

        from oped.labels import LEVELS
        from oped.reading.agreement import item_agreement

        counted = pd.crosstab(self.table["sentence"], self.table["level"])
        counted = counted.reindex(index=self.sentences, columns=list(LEVELS), fill_value=0).rename_axis(columns=None)
        return counted.assign(agree=item_agreement(list(self.by_coder.values())))

    def add(self, coder: str, levels: Mapping[str, str], confidence: Mapping[str, int] | None = None) -> "Codings":
        """The same codings with one reader more, as far as that reader coded these sentences.

        Args:
            coder: a name that no other reader has.
            levels: sentence id to level.
            confidence: sentence id to per cent.

        Raises:
            OpedError: another reader has this name.
        """
        import pandas as pd

        if coder in self.coders:
            raise OpedError(f"There is a reader {coder!r} already: choose another name.")
        sure = confidence or {}
        rows = [(coder, i, levels[i], sure.get(i, pd.NA)) for i in self.sentences if i in levels]
        more = pd.DataFrame(rows, columns=list(self.table.columns)).astype(self.table.dtypes.to_dict())
        return Codings(pd.concat([self.table, more], ignore_index=True), self.note)

    def compare(self, coder: str) -> "pd.DataFrame":
        """One row for each other reader, by `agreement`: `same` of `both`, and `kappa`.

        `both` counts the sentences that both coded; `agreement` is a share, 0.0 to 1.0.

        Raises:
            OpedError: there is no such reader.
        """
        import pandas as pd

        from oped.reading.agreement import cohen_kappa, percent_agreement

        mine = self.by_coder[one_of(coder, tuple(self.coders), "reader")]
        rows = []
        for other, theirs in self.by_coder.items():
            both = [(a, b) for a, b in zip(mine, theirs, strict=True) if a and b]
            if other == coder or not both:
                continue
            first, second = [a for a, _ in both], [b for _, b in both]
            agreement = percent_agreement(first, second)
            rows.append((other, round(agreement * len(both)), len(both), agreement, cohen_kappa(first, second)))
        table = pd.DataFrame(rows, columns=["with", "same", "both", "agreement", "kappa"]).set_index("with")
        return table.sort_values("agreement", ascending=False, kind="stable")

    def held(self, sentences: "pd.DataFrame") -> "pd.DataFrame":
        """The codings that say how sure, and whether each level is one that the key has or accepts.

        Args:
            sentences: a case's `sentences`; codings of other sentences are left out.

        Returns:
            the table's rows with a confidence, now 0.5 to 1.0 in `sure`, and whether it `held`.

        Raises:
            OpedError: nobody said how sure.
        """
        fits = {
            (str(row.id), level)
            for row in sentences.itertuples()
            for level in [str(row.level), *str(row.accepted_levels).split(";")]
        }
        rows = self.table[self.table["sentence"].isin(sentences["id"])].dropna(subset="confidence")
        if rows.empty:
            raise OpedError("Nobody has said how sure yet: do so in the panel, beside the level.")
        held = [pair in fits for pair in zip(rows["sentence"], rows["level"], strict=True)]
        return rows.assign(sure=rows["confidence"].astype(float) / 100, held=held).reset_index(drop=True)


def load_class_codings(name: str) -> Codings:
    """Load the codings of a class, or made-up ones to practise with where there is no file of the class.

    The file `NAME.csv` is looked for beside the notebook, then in the user's own data folder.

    Raises:
        OpedError: there are no codings of that name.
        DataError: a cell of the file is not allowed, or a reader coded a sentence twice.
    """
    own = [DataFile(folder / f"{name}.csv", f"{name}.csv") for folder in (Path.cwd(), user_root())]
    made_up = data_root() / "classes"
    known = tuple(sorted({path.stem for path in made_up.glob("*.csv")}))
    stem = one_of(name, known, "file of codings")
    file = next((f for f in own if f.path.is_file()), DataFile(made_up / f"{stem}.csv", f"datasets/classes/{stem}.csv"))
    table = _checked(read_table(file))
    frame = to_frame(table, {"confidence": "integer"}).astype({"confidence": "Int64"})
    return Codings(frame[["coder", "sentence", "level", "confidence"]], _note(table))


def _checked(table: Table) -> Table:
    from oped.schemas import CodingRow

    check_rows(table, CodingRow)
    seen: dict[tuple[str, str], int] = {}
    problems = []
    for number, row in table.numbered():
        first = seen.setdefault((row["coder"], row["sentence"]), number)
        if first != number:
            problems.append(f"{table.file}, row {number}: {row['coder']} has coded {row['sentence']} in row {first}.")
    if not seen:
        problems.append(f"{table.file} holds no coding: ask for it again.")
    if problems:
        raise DataError(problems)
    return table


def _note(table: Table) -> str:
    readers = set(table.column("coder"))
    if all(coder.startswith(_MADE_UP) for coder in readers):
        return f"{len(readers)} made-up readers, to practise with: no file of a class was found."
    return f"{len(readers)} readers of your class, from {table.file}."
