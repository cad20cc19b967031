"""How fast the reading is: sentences a second, beside a blank spaCy pipeline and beside proselint on the same text.

Run by `python -m pytest tests/bench/bench_read.py` where spaCy, proselint and pytest-benchmark are installed (the
dependency group `bench`). Every round reads another text of the same make, so that nothing is remembered from the
round before, and each of the three reads the same texts. Time is the process's own (CPU) time, so that other work on
the machine does not count; all three run in one thread.
"""

from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import pytest

from tests.bench.made_text import made_text

SENTENCES = 10_000
ROUNDS = 5
GOALS = {"proselint": 1.5, "blank spaCy": 0.4}

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """One text a round."""
    return [made_text(SENTENCES, seed) for seed in range(ROUNDS)]


@pytest.fixture(scope="module")
def speeds() -> dict[str, float]:
    """Sentences a second by tool, filled by the benchmarks below."""
    return {}


def measure(benchmark: Any, tool: Callable[[str], object], texts: list[str]) -> float:
    """Run a tool once a text and give the sentences a second of its median round."""
    coming: Iterator[str] = iter(texts)
    tool(made_text(100, seed=ROUNDS))
    benchmark.pedantic(tool, setup=lambda: ((next(coming),), {}), rounds=len(texts), iterations=1)
    return float(SENTENCES / median(benchmark.stats.stats.data))


def test_reading(benchmark: Any, texts: list[str], speeds: dict[str, float]) -> None:
    """All tables of a text: cues, claims, figures, devices and readability."""
    from oped.reading.claims import claims
    from oped.reading.cues import cues
    from oped.reading.devices import devices
    from oped.reading.document import read_text
    from oped.reading.figures import figures
    from oped.reading.readability import readability

    def read(text: str) -> list[int]:
        document = read_text(text)
        return [len(table(document)) for table in (cues, claims, figures, devices, readability)]

    speeds["oped"] = measure(benchmark, read, texts)


def test_blank_spacy(benchmark: Any, texts: list[str], speeds: dict[str, float]) -> None:
    """Tokens and sentences by spaCy's rules, without any model."""
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = max(len(text) for text in texts) + 1

    def read(text: str) -> int:
        return sum(1 for _ in pipeline(text).sents)

    speeds["blank spaCy"] = measure(benchmark, read, texts)


def test_proselint(benchmark: Any, texts: list[str], speeds: dict[str, float]) -> None:
    """All checks that proselint has on by default, each to the end of the text."""
    checks = pytest.importorskip("proselint.checks")
    registry = pytest.importorskip("proselint.registry").CheckRegistry()
    tools = pytest.importorskip("proselint.tools")
    registry.register_many(checks.__register__)
    config = {**pytest.importorskip("proselint.config").DEFAULT, "max_errors": len(texts[0])}

    def read(text: str) -> int:
        return len(tools.LintFile("made text", text).lint(config))

    speeds["proselint"] = measure(benchmark, read, texts)


def test_goals_are_met(speeds: dict[str, float], capsys: pytest.CaptureFixture[str]) -> None:
    """The reading is 1.5 times as fast as proselint and 0.4 times as fast as blank spaCy, or faster."""
    with capsys.disabled():
        print(f"\n{'sentences a second':>30}  oped is x times as fast")
        for tool, speed in speeds.items():
            print(f"{tool:>14}{speed:>16,.0f}  {speeds['oped'] / speed:.2f}")
    for tool, goal in GOALS.items():
        if tool in speeds:
            assert speeds["oped"] >= goal * speeds[tool]
