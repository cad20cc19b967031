"""Fixtures for tests in a real JupyterLab: one server and one browser for all tests in this folder.

Set OPED_CHROMIUM to a Chromium's path to run them, and OPED_SCREENSHOTS to a folder to keep pictures.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from .lab import CHROMIUM_FLAGS, Lab, Server, running_lab


@pytest.fixture(scope="package")
def chromium() -> str:
    """Give the path of the Chromium to drive, or skip the test."""
    path = os.environ.get("OPED_CHROMIUM")
    if not path:
        pytest.skip("OPED_CHROMIUM names no Chromium")
    return path


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Start one browser with a new profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def lab_server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start one JupyterLab on a copy of the course."""
    with running_lab(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="package")
def lab_page(browser: Browser, lab_server: Server) -> Iterator[Lab]:
    """Open one page for all tests; loading JupyterLab is what takes long."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    yield Lab(context.new_page(), lab_server)
    context.close()


@pytest.fixture
def lab(lab_page: Lab) -> Iterator[Lab]:
    """Lend the page to one test: it must leave no console error and no request to the outside."""
    yield lab_page
    errors, outside = list(lab_page.console_errors), list(lab_page.outside_requests)
    lab_page.close()
    assert errors == []
    assert outside == []
