"""A notebook of its own for one widget, for the browser tests."""

import json
import time

from playwright.sync_api import Locator

from .lab import SETTLE_SECONDS, Lab


def open_widget(lab: Lab, folder: str, region: str, *cells: str) -> Locator:
    """Run a notebook with these cells in a folder of its own and return the widget's place on the page."""
    (lab.server.root / folder).mkdir()
    lab.open_notebook(lab.write_notebook(f"{folder}/page.ipynb", *cells))
    return run(lab, region)


def restart(lab: Lab, region: str) -> Locator:
    """Restart the kernel, run all again and return the widget's place on the page."""
    lab.restart_kernel()
    return run(lab, region)


def run(lab: Lab, region: str) -> Locator:
    """Run all cells, wait for the widget and return its place on the page."""
    lab.run_all()
    widget = lab.page.get_by_role("region", name=region)
    widget.wait_for()
    return widget


def press(lab: Lab, *keys: str) -> None:
    """Press keys one after the other, wherever the focus is."""
    for key in keys:
        lab.page.keyboard.press(key)


def has_focus(widget: Locator) -> bool:
    """Tell whether the focus is inside the widget."""
    return bool(widget.evaluate("node => node.contains(document.activeElement)"))


def expect_kept(lab: Lab, path: str, **parts: object) -> None:
    """Assert what the file of answers holds; Python has an answer a moment before the file has it."""
    deadline = time.monotonic() + SETTLE_SECONDS
    file = lab.server.root / path
    while time.monotonic() < deadline:
        kept = json.loads(file.read_text()) if file.exists() else {}
        if kept.items() >= parts.items():
            return
        time.sleep(0.1)
    assert kept == parts


def assert_accessible(lab: Lab, selector: str, name: str) -> None:
    """Assert that axe-core finds no fault in the light and in the dark theme, and keep a picture of both."""
    for theme in ("light", "dark"):
        lab.use_theme(theme)
        assert lab.accessibility_faults(selector) == ""
        lab.screenshot(f"{name}-{theme}", lab.page.locator(selector))
    lab.use_theme("light")
