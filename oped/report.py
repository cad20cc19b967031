"""A reading report: all tables of the reading library on one text, as a page, as data and as Markdown."""

import json
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oped.reading.document import Document

if TYPE_CHECKING:
    import pandas as pd

    from oped.reading.argument import ArgumentMap

SCHEMA = "oped-reading-report"
VERSION = 1


@dataclass(frozen=True, eq=False)
class ReadingReport:
    """What the library reads in a text. It holds no verdict on truth and no score for bias.

    Attributes:
        document: the text.
        claims: `oped.reading.claims.claims`, one row a sentence.
        cues: `oped.reading.cues.cues`, one row a cue.
        figures: `oped.reading.figures.figures`, one row a quantity.
        devices: `oped.reading.devices.devices`, one row a candidate.
        readability: `oped.reading.readability.readability`, one row a measure.
        sources: `oped.reading.voices.sources`, who is heard and how, one row a mention.
        searches: `oped.reading.searches.searches`, one row a query.
        argument: an empty outline to fill in.
        limits: what the library can't tell, one sentence each.
    """

    document: Document
    claims: "pd.DataFrame"
    cues: "pd.DataFrame"
    figures: "pd.DataFrame"
    devices: "pd.DataFrame"
    readability: "pd.DataFrame"
    sources: "pd.DataFrame"
    searches: "pd.DataFrame"
    argument: "ArgumentMap"
    limits: tuple[str, ...]

    @cached_property
    def title(self) -> str:
        """The title of the text, else its first words."""
        words = self.document.text.split()
        return self.document.title or " ".join(words[:8]) + (" …" if len(words) > 8 else "")

    def to_html(self) -> str:
        """One file that needs no script and no network: light or dark as the reader's system is, A4 when printed."""
        from oped.showing.report import report_page

        return report_page(self)

    def to_markdown(self) -> str:
        """The same as Markdown."""
        from oped.showing.report_markdown import report_markdown

        return report_markdown(self)

    def to_json(self) -> str:
        """The same as data: an object with `schema`, `version`, `document`, a list of rows for every table, and so on.

        Keys are added in later versions of the library; `version` goes up when one is taken away or changes its
        meaning. Missing values are null.
        """
        document = self.document
        known = {f.name: getattr(document, f.name) for f in fields(Document)}
        content: dict[str, Any] = {
            "schema": SCHEMA,
            "version": VERSION,
            "document": {**known, "sentences": json.loads(document.table.to_json(orient="records"))},
        }
        for field in fields(self)[1:]:
            value = getattr(self, field.name)
            content[field.name] = json.loads(value.to_json(orient="records")) if hasattr(value, "to_json") else value
        content["argument"] = json.loads(self.argument.table.to_json(orient="records"))
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read(source: str | Path | Document) -> ReadingReport:
    """Read a text whole.

    Args:
        source: whatever `oped.loading.load` takes (a path, an address, "-" or a text of more than one line), or a
            document.

    Raises:
        LoadError: there is no English text in it, or it can't be had; the message says what to do.

    >>> report = read("Mend the bridge\\n\\nIt is a disgrace. It was built in 1890, the county says.\\n\\nWho pays?")
    >>> report.claims[["sentence", "level"]].values.tolist()
    [['p01s1', 'OPINION'], ['p01s2', 'FACT'], ['p02s1', 'OPINION']]
    >>> report.sources[["who", "ladder"]].values.tolist()
    [['the county', 'neutral']]
    """
    from oped.loading import load
    from oped.reading.argument_outline import draft
    from oped.reading.claims import claims
    from oped.reading.cues import cues, read_sentences
    from oped.reading.devices import devices
    from oped.reading.figures import figures
    from oped.reading.readability import readability
    from oped.reading.searches import searches
    from oped.reading.voices import sources
    from oped.report_card import limits

    document = source if isinstance(source, Document) else load(source)
    all_cues = cues(document)
    heard = sources(all_cues)
    claimed, counted = claims(document), figures(document)
    quoted = [inside for reading in read_sentences(document) for inside in reading.quoted]
    return ReadingReport(
        document=document,
        claims=claimed,
        cues=all_cues,
        figures=counted,
        devices=devices(document),
        readability=readability(document),
        sources=heard,
        searches=searches(document, claimed, counted, heard),
        argument=draft(document),
        limits=limits(document, sum(quoted) / max(len(quoted), 1)),
    )
