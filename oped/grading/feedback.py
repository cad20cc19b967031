"""The feedback that a student gets: what the tests found, without the hidden tests, on a page closed to the network."""

from copy import deepcopy
from typing import Any

from jinja2 import DictLoader
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from traitlets import default

HIDDEN_HERE = "# The hidden tests ran here; what they found is below."

# nbgrader's feedback template calls the macro `mathjax` in the head of the page, which would load a script from
# another machine. In its place stand a rule that lets a browser load nothing but the page itself, and one that wraps
# long lines.
_HEAD = """{%- macro mathjax() -%}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<style>pre { white-space: pre-wrap; }</style>
{%- endmacro %}"""


def hide_keys(cell: NotebookNode) -> NotebookNode:
    """A cell without hidden tests and mark schemes, and with what they showed; a student's own cell as it is.

    An error raised by a hidden test keeps its name and message; its traceback would quote the test.
    """
    shown = deepcopy(cell)
    if utils.is_task(cell):
        ClearMarkScheme().preprocess_cell(shown, {}, 0)
    elif utils.is_grade(cell) and not utils.is_solution(cell):
        ClearHiddenTests().preprocess_cell(shown, {}, 0)
        if shown.source != cell.source:
            shown.source = f"{shown.source.rstrip()}\n{HIDDEN_HERE}".lstrip("\n")
            shown.outputs = [_without_traceback(output) for output in cell.get("outputs", [])]
    return shown


class HideKeys(Preprocessor):
    """Hide the keys in every cell of a graded notebook."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Hide the keys of one cell."""
        return hide_keys(cell), resources


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page, closed to other machines and without the keys."""

    @default("extra_loaders")
    def _closed_head(self) -> list[DictLoader]:
        return [DictLoader({"mathjax.html.j2": _HEAD})]

    @default("preprocessors")
    def _hidden_keys(self) -> list[type[HideKeys]]:
        return [HideKeys]


def _without_traceback(output: NotebookNode) -> NotebookNode:
    if output.output_type != "error":
        return output
    return NotebookNode(output | {"traceback": [f"{output.ename}: {output.evalue}"]})
