"""What holds between rows and between tables: ids are unique, and whatever is referred to exists.

Each function returns the sentences that tell of problems; none means that all is well.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import get_args

from oped.labels import ANSWERS, QUESTIONS
from oped.records import CaseRecord, wrong_key
from oped.schemas import Confidence, is_address
from oped.tables import Table, split_list

_DAY_OR_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def case_problems(
    record: CaseRecord,
    file: str,
    tables: Mapping[str, Table],
    facts: Mapping[str, Table],
    practice_texts: Collection[str],
) -> list[str]:
    """Check a case whose every cell is right for what holds between them.

    Args:
        record: what case.toml says.
        file: the name of case.toml as messages give it.
        tables: the tables of the case by name.
        facts: its tables of facts by name.
        practice_texts: the names of the practice texts.
    """
    ids = tables["sentences"].column("id")
    return [
        *_record_problems(record, file, ids, practice_texts),
        *(problem for stem, table in tables.items() if stem != "reasons" for problem in _repeated_ids(table)),
        *_accepted_as_given(tables["sentences"]),
        *_same_ids(tables["passes"], ids),
        *_figure_problems(tables["figures"], tables["reasons"]),
        *_argument_problems(tables["argument"]),
        *(
            problem
            for table in (*(tables[stem] for stem in ("figures", "devices", "sources", "argument")), *facts.values())
            for problem in _unknown_items(table, "sentence", ids, "an id of sentences.csv")
        ),
        *_unknown_items(tables["figures"], "table", facts, ", ".join(facts) or "nothing"),
        *(problem for table in facts.values() for problem in _unknown_items(table, "tables", facts, ", ".join(facts))),
        *(problem for table in facts.values() for problem in _known_too_early(table, record.date.isoformat())),
    ]


def practice_problems(labels: Table, ids: Sequence[str]) -> list[str]:
    """Check the labels of a practice text against the ids of its sentences."""
    return [*_repeated_ids(labels), *_accepted_as_given(labels), *_same_ids(labels, ids)]


def facts_problems(table: Table) -> list[str]:
    """Check that every row of a table of facts says who published it, when it was published or read, and how sure."""
    dated = [name for name in ("published", "retrieved") if name in table.columns]
    missing = [f'"{name}"' for name in ("publisher", "confidence") if name not in table.columns]
    missing += [] if dated else ['"published" or "retrieved"']
    if missing:
        return [f"{table.file} lacks the column {name}." for name in missing]
    words = get_args(Confidence)
    problems = []
    for number, row in table.numbered():
        if not row["publisher"]:
            problems.append(table.wrong(number, "publisher", "", "who produced or first published the figure"))
        if not any(row[name] for name in dated):
            problems.append(
                table.wrong(number, dated[0], "", "when it was published, or a date in the column retrieved")
            )
        if row["confidence"] not in words:
            problems.append(table.wrong(number, "confidence", row["confidence"], ", ".join(words)))
    return problems


def lexicon_problems(table: Table) -> list[str]:
    """Check that every row of a lexicon names its source."""
    if "source" not in table.columns:
        return [f'{table.file} lacks the column "source".']
    return [
        table.wrong(number, "source", "", "where the cue comes from")
        for number, row in table.numbered()
        if not row["source"]
    ]


def _repeated_ids(table: Table) -> Iterator[str]:
    seen = Counter[str]()
    for number, row in table.numbered():
        seen[row["id"]] += 1
        if seen[row["id"]] > 1:
            yield table.wrong(number, "id", row["id"], "an id that no other row has")


def _record_problems(
    record: CaseRecord, file: str, ids: Sequence[str], practice_texts: Collection[str]
) -> Iterator[str]:
    if record.sentences != len(ids):
        yield wrong_key(file, "sentences", record.sentences, f"{len(ids)}, the rows of sentences.csv")
    paragraphs = len({name.partition("s")[0] for name in ids})
    if record.paragraphs != paragraphs:
        yield wrong_key(file, "paragraphs", record.paragraphs, f"{paragraphs}, as the ids in sentences.csv say")
    if record.practice_alternative and record.practice_alternative not in practice_texts:
        yield wrong_key(
            file, "practice_alternative", record.practice_alternative, ", ".join(practice_texts) or "nothing"
        )
    if record.address and not is_address(record.address):
        yield wrong_key(file, "address", record.address, "an address that starts with http:// or https://")
    for item in record.linked_words:
        sentence, _, words = item.partition(": ")
        if sentence not in ids or not 1 <= len(words.split()) <= 6:
            yield wrong_key(file, "linked_words", item, "an id of sentences.csv, a colon and at most 6 words")
    for key in record.unreviewed:
        if key not in CaseRecord.__dataclass_fields__:
            yield wrong_key(file, "unreviewed", key, "keys of this file")


def _known_too_early(table: Table, date: str) -> Iterator[str]:
    if not {"published", "known_to_author"} <= set(table.columns):
        return
    for number, row in table.numbered():
        published = row["published"]
        later = _DAY_OR_MONTH.fullmatch(published) and published > date[: len(published)]
        if later and row["known_to_author"] == "yes":
            yield table.wrong(number, "known_to_author", "yes", f"no, as it was published after {date}")


def _unknown_items(table: Table, column: str, known: Collection[str], allowed: str) -> Iterator[str]:
    if column not in table.columns:
        return
    for number, row in table.numbered():
        for item in split_list(row[column]):
            if item not in known:
                yield table.wrong(number, column, item, allowed)


def _accepted_as_given(table: Table) -> Iterator[str]:
    for number, row in table.numbered():
        if row["level"] in split_list(row["accepted_levels"]):
            yield table.wrong(number, "accepted_levels", row["level"], "levels other than the row's own")


def _figure_problems(figures: Table, reasons: Table) -> Iterator[str]:
    """Unsettled answers in reviewed rows, and reasons that belong to no figure, stand twice or accept what is given."""
    for number, row in figures.numbered():
        for question in QUESTIONS:
            if row[question] == "unknown" and row.get("reviewed", "yes") == "yes":
                yield figures.wrong(number, question, "unknown", f"{', '.join(ANSWERS)}, once the row is reviewed")
    given = {row["id"]: row for row in figures.rows}
    yield from _unknown_items(reasons, "figure", given, "an id of figures.csv")
    seen = Counter[tuple[str, str]]()
    for number, row in reasons.numbered():
        figure, question = row["figure"], row["question"]
        seen[figure, question] += 1
        if seen[figure, question] > 1:
            yield reasons.wrong(number, "question", question, "one row for each question to a figure")
        if figure in given and given[figure][question] in split_list(row["accepted"]):
            yield reasons.wrong(number, "accepted", row["accepted"], "answers other than the one in figures.csv")


def _same_ids(table: Table, ids: Sequence[str]) -> Iterator[str]:
    yield from _unknown_items(table, "id", ids, "the id of a sentence of this text")
    present = set(table.column("id"))
    yield from (f"{table.file} has no row for the sentence {item}." for item in ids if item not in present)


def _argument_problems(table: Table) -> Iterator[str]:
    parents = {row["id"]: row["parent"] for row in table.rows}
    if "" not in parents.values():
        yield f"{table.file} has no row without a parent: one claim at least must stand at the top."
    for number, row in table.numbered():
        if row["parent"] and row["parent"] not in parents:
            yield table.wrong(number, "parent", row["parent"], "an id of this table")
        elif _loops(row["id"], parents):
            yield table.wrong(number, "parent", row["parent"], "a parent that does not lead back to this row")
        if not row["parent"] and row["kind"] != "claim":
            yield table.wrong(number, "kind", row["kind"], "claim, where there is no parent")
        if row["stated"] == "yes" and not row["sentence"]:
            yield table.wrong(number, "sentence", "", "the ids of the sentences that state it")
        if bool(row["met"]) != (row["kind"] == "objection"):
            yield table.wrong(number, "met", row["met"], "yes or no for an objection, nothing for any other kind")


def _loops(start: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    at = parents[start]
    while at and at != start and at not in seen:
        seen.add(at)
        at = parents.get(at, "")
    return at == start
