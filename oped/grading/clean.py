"""What a student wrote or put out, made safe for a browser: nothing in it runs, loads anything or covers the page."""

import base64
import binascii
from collections.abc import Mapping
from functools import cache
from typing import Any

import mistune
import nh3
from markupsafe import Markup

MOST_OF_A_TEXT = 20_000
CUT = "\n[cut here: the rest is too long for this page]"
PICTURE = "[picture left out]"
NOT_SHOWN = "[output of a kind that isn't shown]"

_TAGS = nh3.ALLOWED_TAGS - {"a", "img", "map", "area"} | {"details", "summary", "mark", "span"}
_STYLES = {
    *("color", "background-color", "font-weight", "font-family", "font-size", "font-style", "line-height"),
    *("text-align", "vertical-align", "white-space", "border", "border-bottom", "border-collapse", "border-radius"),
    *("padding", "margin", "max-width", "caption-side", "text-decoration", "display", "margin-right"),
}
_ATTRIBUTES = {"*": {"style", "lang", "title"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_TEXTS, _PICTURES = ("text/plain", "text/markdown"), ("image/png", "image/jpeg")


class _Renderer(mistune.HTMLRenderer):
    """Markdown without pictures: they would be loaded from elsewhere, or lie in an attachment that isn't kept."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return PICTURE


def sanitised(html: str, *, links: bool = False) -> Markup:
    """HTML without scripts, pictures, forms and styles that could reach out or cover the page.

    >>> sanitised('<p style="position:fixed;color:red" onclick="x()">Hello<script>y()</script></p>')
    Markup('<p style="color:red">Hello</p>')

    Args:
        html: what is to be shown.
        links: keep links to web pages, which nothing follows but a person.
    """
    return Markup(
        nh3.clean(
            html,
            tags=_TAGS | {"a"} if links else _TAGS,
            attributes=_ATTRIBUTES | {"a": {"href"}} if links else _ATTRIBUTES,
            filter_style_properties=_STYLES,
            url_schemes={"https"} if links else set(),
            link_rel="noopener noreferrer" if links else None,
        )
    )


def markdown_html(source: str) -> Markup:
    """Markdown as HTML that is safe to show; for nbconvert it is the filter `markdown2html`.

    >>> markdown_html("*One* [page](https://example.org) ![chart](attachment:a.png)").strip()
    Markup('<p><em>One</em> <a href="https://example.org" rel="noopener noreferrer">page</a> \
[picture left out]</p>')
    """
    return sanitised(str(_markdown()(capped(source, MOST_OF_A_TEXT))), links=True)


def clean_output(output: Mapping[str, Any]) -> dict[str, Any]:
    """An output of a cell as a page may show it as it stands: text, sanitised HTML, and pictures made of points.

    >>> clean_output({"output_type": "display_data", "data": {"text/html": "<b onclick=x()>2</b>"}, "metadata": {}})
    {'output_type': 'display_data', 'data': {'text/html': '<b>2</b>'}, 'metadata': {}}
    """
    if "data" not in output:
        return dict(output)
    data = {kind: clean for kind, value in output["data"].items() if (clean := _clean(kind, value)) is not None}
    return {**output, "data": data or {"text/plain": NOT_SHOWN}, "metadata": {}}


def capped(text: str, most: int) -> str:
    """The text, cut where it is longer, which it then says."""
    return text if len(text) <= most else text[:most] + CUT


def _clean(kind: str, value: object) -> str | None:
    if not isinstance(value, str):
        return None
    if kind == "text/html":
        return str(sanitised(value))
    return value if kind in _TEXTS or (kind in _PICTURES and _is_base64(value)) else None


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


@cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(
        escape=False, renderer=_Renderer(escape=False), plugins=["strikethrough", "footnotes", "table"]
    )
