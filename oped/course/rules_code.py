"""Rules for the code of a notebook and for what it shows: length, imports, banned calls, stored outputs."""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from oped.course.rules_text import Finding

MAX_LINES = 12
BANNED_CALLS = frozenset({"__import__", "compile", "eval", "exec", "input", "open", "read_csv", "read_text"})
MAY_RAISE = "raises-exception"
_SHELL = re.compile(r"^\s*[%!]", re.MULTILINE)
_ADDRESS = re.compile(r"https?://|ftp://")


def code_findings(cells: list[NotebookNode], limit_lines: bool = True) -> Iterator[Finding]:
    """What the code of every notebook must hold to; `limit_lines` is off where hidden tests make cells longer."""
    for position, cell in enumerate(cells):
        if any(line != line.rstrip() for line in cell.source.split("\n")):
            yield position, "take off the white space at the ends of lines"
        if cell.cell_type == "code":
            yield from ((position, advice) for advice in code_cell(cell.source, limit_lines))


def code_cell(source: str, limit_lines: bool = True) -> Iterator[str]:
    """Advice on one code cell."""
    lines = source.count("\n") + 1
    if limit_lines and lines > MAX_LINES:
        yield f"cut the code from {lines} lines to at most {MAX_LINES}"
    if _SHELL.search(source):
        yield "leave out % and ! commands; the course installs and runs everything"
        return
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        yield f"mend the code, which Python can't read: {error.msg}"
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in BANNED_CALLS:
            yield f"leave out {_name(node.func)}(); data comes through oped"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if "../" in node.value:
                yield "leave out '../'; data comes through oped"
            if _ADDRESS.search(node.value):
                yield "leave addresses out of the code"


def one_import_cell(cells: list[NotebookNode]) -> Iterator[Finding]:
    """A lesson's first code cell holds imports and nothing else, and no other cell imports."""
    code = [(position, _statements(cell.source)) for position, cell in enumerate(cells) if cell.cell_type == "code"]
    for order, (position, statements) in enumerate(code):
        imports = [isinstance(statement, ast.Import | ast.ImportFrom) for statement in statements]
        if order == 0 and not (imports and all(imports)):
            yield position, "let the first code cell hold the imports and nothing else"
        elif order and any(imports):
            yield position, "move the import to the first code cell"


def stored_outputs(cells: list[NotebookNode]) -> Iterator[Finding]:
    """Whatever shows something has its output stored; nothing stored is an error or a warning."""
    for position, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        if shows_something(cell.source) and not cell.outputs:
            yield position, "run the notebook and save it: this cell shows something, but no output is stored"
        for output in cell.outputs:
            if output.output_type == "error" and MAY_RAISE not in cell.metadata.get("tags", []):
                yield position, f"mend the code that ends in {output.ename}, or tag the cell {MAY_RAISE}"
            if output.get("name") == "stderr":
                yield position, "mend what writes to the error stream: it would cost a student the points"


def shows_something(source: str) -> bool:
    """Whether a cell ends in a value to be shown, or prints at its top level.

    >>> shows_something("levels"), shows_something("levels = {}"), shows_something("print(levels)")
    (True, False, True)
    """
    statements = _statements(source)
    if not statements:
        return False
    last = statements[-1]
    prints = any(isinstance(node, ast.Call) and _name(node.func) == "print" for node in map(_value, statements))
    silent = source.rstrip().endswith(";") or isinstance(_value(last), ast.Constant)
    return prints or (isinstance(last, ast.Expr) and not silent)


def docstring(source: str) -> str:
    """The string that opens a cell, or nothing."""
    statements = _statements(source)
    value = _value(statements[0]) if statements else None
    return value.value.strip() if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []


def _value(statement: ast.stmt) -> ast.expr | None:
    return statement.value if isinstance(statement, ast.Expr) else None


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
