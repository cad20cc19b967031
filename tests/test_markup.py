"""Markup goes, the words stay, and every character keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oped.reading.markup import plain_text


@given(st.text(st.sampled_from("aé <>&;#p/b[]()*_\\>!\n\r\u00ad-1.")))
def test_plain_text_keeps_every_place(text: str) -> None:
    """Each character left has its place in the original, in order and never outside it."""
    plain = plain_text(text)
    starts = [start for start, _ in plain.places]
    assert len(plain.text) == len(plain.places)
    assert starts == sorted(starts)
    assert all(0 <= start <= end <= len(text) for start, end in plain.places)


@given(st.text(st.sampled_from("abé ,.;:'\"“”’—–?\n\t123")))
def test_plain_text_leaves_text_without_markup_alone(text: str) -> None:
    """A text with neither tags nor Markdown comes back unchanged."""
    assert plain_text(text).text == text


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("AT&T, a < b &amp; c&#8217;s &nosuch; end", "AT&T, a < b & c’s &nosuch; end"),
        ("<p>One</p><p>t<i>w</i>o</p>", "\n\nOne\n\n\n\ntwo\n\n"),
        ("a<script>b < c</script><style>d</style><!-- e -->f", "af"),
        ("![p](q.png) see[1] [the plan](x (y)) and https://example.org/z.", " see the plan and ."),
        ("## Head\n> *said* **so** a_b 5*6 \\- no", "Head\nsaid so a_b 5*6 - no"),
    ],
)
def test_plain_text_takes_markup_out(original: str, text: str) -> None:
    """Tags, scripts, entities, link targets, notes, emphasis and escapes go; the words stay."""
    assert plain_text(original).text == text
