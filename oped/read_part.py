"""One text as rows of a table: what a worker of `oped.read_many` does, with all that it needs in its hands."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from oped.reading.document import Document


def part_of(data: bytes, name: str) -> bytes:
    """Read one text on a worker: the rows of its sentences as the content of a Parquet file.

    Args:
        data: the content of the file, which travels with the task.
        name: how messages call the file.

    Raises:
        OpedError: there is no English text in it; the message says what to do.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from oped.loading import read_bytes

    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(sentence_rows(read_bytes(data, name)), schema(), preserve_index=False), sink)
    return bytes(sink.getvalue())


def sentence_rows(document: "Document") -> "pd.DataFrame":
    """What is read in a document, one row a sentence.

    Returns:
        file (empty), title, author, outlet, date, sentence (id), text, level, type, second_type, probability, because,
        who (those to whom words are given), figures (their phrases) and devices (the names of the candidates); what is
        more than one in a cell is separated by ";".
    """
    from oped.reading.claims import claims
    from oped.reading.cues import cues
    from oped.reading.devices import devices
    from oped.reading.figures import figures
    from oped.reading.voices import sources

    rows = claims(document).drop(columns=["start", "end"])
    found = devices(document)
    columns = {
        "who": (sources(cues(document)), "who"),
        "figures": (figures(document), "phrase"),
        "devices": (found[found["offered_as"] == "candidate"], "device"),
    }
    for name, (table, column) in columns.items():
        cells: dict[str, list[str]] = {}
        for sentence, cell in zip(table["sentence"], table[column], strict=True):
            cells.setdefault(sentence, []).append(cell)
        rows[name] = [";".join(dict.fromkeys(cells.get(sentence, ()))) for sentence in rows["sentence"]]
    for name in ("date", "outlet", "author", "title"):
        rows.insert(0, name, getattr(document, name))
    rows.insert(0, "file", "")
    return rows


def schema() -> "pa.Schema":
    """The columns of the table and their kinds."""
    import pyarrow as pa

    before = ("file", "title", "author", "outlet", "date", "sentence", "text", "level", "type", "second_type")
    after = ("because", "who", "figures", "devices")
    texts = pa.string()
    return pa.schema([*((n, texts) for n in before), ("probability", pa.float64()), *((n, texts) for n in after)])
