"""Settings for nbgrader: what lies where, what a student sees in place of an answer, what feedback shows."""

from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader puts it there)

root = Path(__file__).resolve().parent
gradebook = root / "gradebook"
gradebook.mkdir(exist_ok=True)  # nbgrader opens its database there but does not make the folder

c.CourseDirectory.course_id = "oped"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "gradebook/submitted"
c.CourseDirectory.autograded_directory = "gradebook/autograded"
c.CourseDirectory.feedback_directory = "gradebook/feedback"
c.CourseDirectory.db_url = f"sqlite:///{gradebook / 'gradebook.db'}"
# Nothing but notebooks and their data goes to students: a script beside a solution could hold the answers.
c.CourseDirectory.ignore = [".*", "*.py", "*.pyc", "*.tmp", "*.private.json*", "__pycache__", "feedback"]

# A hand-in's own widget answers are graded, never those that an instructor left beside the solution.
c.Autograde.exclude_overwriting = {
    folder.name: [file.name for file in folder.glob("*.answers.json")] for folder in (root / "solutions").glob("*/")
}

c.ClearSolutions.code_stub = {"python": "# Your answer goes into the lines above."}
c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"

# Feedback: no hidden test, no request to another machine, the static form of a widget instead of the live one.
c.GenerateFeedback.exporter_class = "oped.grading.feedback.FeedbackExporter"
c.HTMLExporter.mathjax_url = ""
# What a student wrote is sanitised wherever nbgrader shows it, in formgrader too.
c.HTMLExporter.filters = {"markdown2html": "oped.grading.clean.markdown_html"}
c.WidgetsDataTypeFilter.display_data_priority = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
    "application/vnd.jupyter.widget-view+json",
]
