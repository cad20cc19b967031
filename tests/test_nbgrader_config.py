"""What the course's settings make nbgrader do."""

from pathlib import Path

import nbformat
import pytest
from traitlets.utils.importstring import import_item

from oped.course.build import load_config
from oped.course.layout import Course
from tests.small_course import NAME, code, write_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course in a folder whose name has a space and a letter beyond ASCII."""
    return write_course(tmp_path / "my cöurse")


def test_everything_of_students_lies_in_the_gradebook_folder(course: Course) -> None:
    """Hand-ins, grades and feedback stay in the one folder that is never committed, and that folder is there."""
    config = load_config(course).CourseDirectory
    places = [config.submitted_directory, config.autograded_directory, config.feedback_directory]
    assert {place.split("/")[0] for place in places} == {"gradebook"}
    assert config.db_url == f"sqlite:///{course.root / 'gradebook' / 'gradebook.db'}"
    assert (course.root / "gradebook").is_dir()


def test_an_instructors_widget_answers_never_replace_a_students(course: Course) -> None:
    """nbgrader copies files beside the solution over the hand-in's, but not these."""
    (course.solutions()[0].parent / "levels.answers.json").touch()
    assert load_config(course).Autograde.exclude_overwriting == {NAME: ["levels.answers.json"]}


def test_feedback_shows_a_widgets_static_form(course: Course) -> None:
    """With widget state in the notebook the table is shown, not a view that needs a script."""
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1", "version_major": 2, "version_minor": 0}}
    cell = code("widget") | {"id": "widget"}
    cell["outputs"] = [
        {
            "output_type": "display_data",
            "data": {"text/plain": "w", "text/html": "<b>static</b>", **view},
            "metadata": {},
        }
    ]
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"1": {}}, "version_major": 2, "version_minor": 0}}
    notebook = nbformat.from_dict({"cells": [cell], "metadata": {"widgets": state}, "nbformat": 4, "nbformat_minor": 5})
    config = load_config(course)
    config.HTMLExporter.template_name = "basic"
    exporter = import_item(config.GenerateFeedback.exporter_class)
    page, _ = exporter(config=config).from_notebook_node(notebook)
    assert "<b>static</b>" in page
    assert "widget-view" not in page
