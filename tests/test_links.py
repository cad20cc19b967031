"""The list of links is complete and names no link that is gone."""

import re

from oped.course.layout import Course
from oped.course.notebooks import read_notebook
from oped.course.prose import read_prose
from oped.library import load_case
from tests.small_course import REPOSITORY

LIST = (REPOSITORY / "docs" / "links.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (https://\S+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def linked() -> set[str]:
    """All outside links of the course's notebooks."""
    course = Course(REPOSITORY)
    return {
        link.target
        for path in course.notebooks()
        for cell in read_notebook(path).cells
        if cell.cell_type == "markdown"
        for prose in read_prose(cell.source).everything()
        for link in prose.links
        if link.target.startswith("http")
    }


def test_the_list_has_every_link_once_with_what_it_should_show() -> None:
    """Nothing is missing, nothing is left over, and each row says what to expect."""
    rows = ROW.findall(LIST)
    assert sorted(address for address, _, _ in rows) == sorted(linked())
    assert [address for address, _, shows in rows if len(shows.split()) < 5] == []


def test_every_address_in_a_table_is_safe_and_has_a_publisher() -> None:
    """Whoever follows a row's address knows whose page to expect."""
    tables = [table for table in load_case("ukraine-talks").facts.values() if "source_url" in table]
    rows = [(row.source_url, row.publisher) for table in tables for row in table.itertuples() if row.source_url]
    assert len(rows) > 100
    assert [url for url, publisher in rows if not (str(url).startswith("https://") and publisher)] == []
