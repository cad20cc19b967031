"""The pages on the library: every example runs, and every public name has one."""

import ast
import doctest
import re
from pathlib import Path

import pytest

from oped.labels import DEVICES
from oped.reading.devices import device_precision
from oped.report_card import report_card
from tests.small_course import REPOSITORY

PAGES = REPOSITORY / "docs" / "library"
MODULES = re.compile(r"from (oped[\w.]*) import")
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def examples(page: Path) -> str:
    """All examples of a page, in order."""
    return "\n".join(EXAMPLE.findall(page.read_text(encoding="utf-8")))


def public_names(module: str) -> set[str]:
    """The functions and classes that a module makes and does not hide, or its `__all__`."""
    path = REPOSITORY / module.replace(".", "/")
    tree = ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    made = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in tree.body if isinstance(node, made) and not node.name.startswith("_")}


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page shows is what comes out, and nothing is written into the reader's own folder."""
    monkeypatch.setenv("OPED_HOME", str(tmp_path))
    test = doctest.DocTestParser().get_doctest(examples(page), {}, page.name, str(page), 0)
    results = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST).run(test)
    assert results.failed == 0
    assert results.attempted > 0 or page.stem == "index"


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_every_public_name_of_a_pages_modules_has_an_example(page: Path) -> None:
    """The modules named in a page's title are shown whole."""
    title = page.read_text(encoding="utf-8").splitlines()[0]
    code = examples(page)
    for module in re.findall(r"`(oped[\w.]*)`", title):
        missing = {name for name in public_names(module) if not re.search(rf"\b{name}\b", code)}
        assert not missing, f"{page.name} shows no example of {', '.join(sorted(missing))}"


def test_the_index_names_every_page() -> None:
    """No page is lost."""
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    assert {path.stem for path in PAGES.glob("*.md")} - {"index"} == set(re.findall(r"\]\((\w+)\.md\)", index))


def test_the_report_card_shows_what_was_measured() -> None:
    """Every figure of the page is that of the data."""
    page = (REPOSITORY / "docs" / "report-card.md").read_text(encoding="utf-8")
    card = report_card()
    for row in card[card["part"] != "devices"].to_dict("records"):
        line = f"| {row['label']} | {row['precision']:.2f} | {row['recall']:.2f} | {row['number']} |"
        assert line in page, f"docs/report-card.md lacks the line {line}"
    for one in device_precision().values():
        shown = f"| {one.right} of {one.candidates} | {one.precision:.2f} | {one.found} of {one.marked} "
        line = f"| {DEVICES[one.device].title} {shown}| {one.recall:.2f} | {one.offered_as} |"
        assert line in page, f"docs/report-card.md lacks the line {line}"
