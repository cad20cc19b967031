"""What a student wrote or put out runs nothing and loads nothing in a browser, in formgrader too."""

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from oped.course.build import load_config
from oped.course.layout import Course
from oped.grading.clean import CUT, MOST_OF_A_TEXT, NOT_SHOWN, PICTURE, clean_output, markdown_html
from tests.small_course import REPOSITORY

POINTS = "iVBORw0KGgo="


def data_of(**data: object) -> dict[str, str]:
    """What is kept of an output's data; `__` in a name stands for a slash."""
    found = {name.replace("__", "/"): value for name, value in data.items()}
    kept: dict[str, str] = clean_output({"output_type": "display_data", "data": found, "metadata": {"a": 1}})["data"]
    return kept


@pytest.mark.parametrize(
    "source",
    [
        "<script>hostile()</script>Hi",
        "<img src=x onerror=hostile()>Hi",
        "[Hi](javascript:hostile())",
        "[Hi][1]\n\n[1]: javascript:hostile()",
        "![x](https://hostile.example/x.png) Hi",
        "<svg onload=hostile()>Hi</svg>",
        "<p style='position:fixed;background:url(https://hostile.example)'>Hi</p>",
    ],
)
def test_nothing_in_markdown_is_live(source: str) -> None:
    """Scripts, handlers, pictures and links to scripts are gone; the words stay."""
    page = markdown_html(source)
    assert "Hi" in page
    assert "hostile" not in page


def test_markdown_of_the_course_stays_readable() -> None:
    """Headings, tables, code and links to web pages are shown."""
    page = markdown_html("## One\n\n| a |\n|---|\n| `b` |\n\n[page](https://example.org)")
    for piece in ("<h2>One</h2>", "<th>a</th>", "<code>b</code>", 'href="https://example.org"'):
        assert piece in page


def test_a_picture_is_told_in_words_and_a_long_text_is_cut() -> None:
    """An attachment that isn't there is no error."""
    assert PICTURE in markdown_html("![x](attachment:x.png)")
    assert markdown_html("x" * (MOST_OF_A_TEXT + 1)).strip().endswith(f"{CUT.strip()}</p>")


def test_outputs_keep_text_pictures_and_sanitised_html() -> None:
    """Kinds that a page would run, and pictures that are none, are left out."""
    kept = {"text__plain": "2", "image__png": POINTS}
    run = {"application__javascript": "x()", "image__svg+xml": "<svg/>", "text__latex": "<b>", "image__jpeg": "' x='"}
    assert data_of(**kept, **run, text__html="<b onclick=x()>2</b>") == {
        "text/plain": "2",
        "image/png": POINTS,
        "text/html": "<b>2</b>",
    }
    assert data_of(**run) == {"text/plain": NOT_SHOWN}


@pytest.mark.parametrize(("name", "template"), [("HTMLExporter", "classic"), ("FeedbackExporter", "basic")])
def test_nbgraders_pages_sanitise_what_a_student_wrote(name: str, template: str) -> None:
    """The course's settings reach formgrader and nbgrader's own feedback, also where an attachment is missing."""
    from nbconvert.exporters import HTMLExporter

    from oped.grading.feedback import FeedbackExporter

    exporter: Any = {"HTMLExporter": HTMLExporter, "FeedbackExporter": FeedbackExporter}[name]
    config = load_config(Course(REPOSITORY))
    config.HTMLExporter.template_name = template
    shown = new_output("display_data", {"text/markdown": "<script>hostile()</script>", "text/plain": ""})
    cells = [new_markdown_cell("*Hi* ![x](attachment:x.png) <b onclick=hostile()>"), new_code_cell(outputs=[shown])]
    page, _ = exporter(config=config).from_notebook_node(new_notebook(cells=cells))
    assert "<em>Hi</em>" in page
    assert "hostile" not in page
