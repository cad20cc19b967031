"""The reading report in a real browser: accessible in light and dark, silent, and sized for A4."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from oped.report import read
from tests.reading_samples import FOLDER

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report on the plain sample."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(read(FOLDER / "plain.txt").to_html(), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_requested(browser: Browser, report_file: Path, scheme: str) -> None:
    """There is no violation, no message on the console and no request but the file itself."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    messages: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(report_file.as_uri())
    assert requests == [report_file.as_uri()]
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert messages == []
    context.close()


def test_it_can_be_read_by_keyboard(browser: Browser, report_file: Path) -> None:
    """The first Tab reaches the skip link, Enter follows it to the text."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(report_file.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.url.endswith("#text")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_its_window(browser: Browser, report_file: Path, width: int) -> None:
    """On a phone as on a desk only tables scroll sideways."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(report_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_it_prints_on_a4(browser: Browser, report_file: Path, tmp_path: Path) -> None:
    """The printed report has pages of A4 that hold its sections."""
    from pypdf import PdfReader

    context = browser.new_context()
    page = context.new_page()
    page.goto(report_file.as_uri())
    page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    context.close()
    printed = PdfReader(tmp_path / "report.pdf")
    box = printed.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    text = " ".join(sheet.extract_text() for sheet in printed.pages)
    assert "What this report can't tell" in text
    assert "Skip to the text" not in text
