"""Write the class's feedback: one page a student, and one ZIP file of all pages."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from oped.grading.assignment import Assignment
from oped.grading.places import Places, write_folder
from oped.grading.record import Recorder
from oped.grading.tell import Mark, feedback_page, refusal_page


def write_feedback(
    places: Places, recorder: Recorder, assignment: Assignment, student: str, report: Mapping[str, Any]
) -> None:
    """Write a student's feedback page, with the points and comments that the gradebook has now."""
    if report["rejected"]:
        page = refusal_page(assignment.name, report["rejected"])
    else:
        standing = recorder.standing(assignment.name, student)
        marks = {
            grade_id: Mark(cell.points, cell.maximum, cell.comment, report["items"].get(grade_id, ()))
            for grade_id, cell in standing.cells.items()
        }
        path = places.autograded / student / assignment.name / assignment.file
        notes = [note["message"] for note in report["notes"]]
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        page = feedback_page(notebook, marks, notes, comments=standing.comments, penalty=standing.penalty)
    write_folder(places.feedback / student / assignment.name, {f"{assignment.notebook}.html": page.encode()})


def zip_feedback(places: Places, assignment: Assignment) -> Path:
    """Put all pages of an assignment into `feedback/ASSIGNMENT.zip`, one file a student, and return its path."""
    target = places.feedback / f"{assignment.name}.zip"
    draft = target.with_suffix(".new")
    pages = sorted(places.feedback.glob(f"*/{assignment.name}/{assignment.notebook}.html"))
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            archive.write(page, f"{page.parent.parent.name}.html")
    draft.replace(target)
    return target
