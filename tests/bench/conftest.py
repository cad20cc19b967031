"""Benchmarks are timed by the process's own time."""

from time import process_time

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Set the clock of every test that measures."""
    for item in items:
        if "benchmark" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.benchmark(timer=process_time))
