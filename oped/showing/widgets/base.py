"""What all widgets share: the page from plain scripts, the static form, answers that last."""

from html import escape
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from oped.labels import Label
from oped.showing.look import look_of
from oped.showing.page import Shown

_HERE = Path(__file__).parent


class Widget(anywidget.AnyWidget):
    """A widget with a static form, whose answers stay in a file beside the notebook.

    Attributes:
        notice: one sentence where answers could not be read or saved, else empty.
    """

    _scripts: ClassVar[tuple[str, ...]] = ()

    notice = traitlets.Unicode().tag(sync=True)

    @property
    def _esm(self) -> str:
        return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("shared.js", *self._scripts))

    @property
    def _css(self) -> str:
        return (_HERE / "widget.css").read_text(encoding="utf-8")

    @property
    def static(self) -> Shown:
        """What was answered up to now, to print below the widget."""
        shown = self._shown()
        if not self.notice:
            return shown
        return Shown(f"<p>{escape(self.notice)}</p>{shown.html}", f"{self.notice}\n{shown.text}")

    def _shown(self) -> Shown:
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        static = self.static
        return {**data, "text/html": static.html, "text/plain": static.text}, metadata

    def __repr__(self) -> str:
        """Return the static form as plain text."""
        return self.static.text


def choice(label: Label) -> dict[str, str]:
    """A label of the codebook as a page needs it: names, letters, test question and the style of its marks."""
    look = look_of(label.name)
    return {
        "name": label.name,
        "letter": label.letter,
        "title": label.title,
        "question": label.question,
        "text_style": look.text_style,
        "tag_style": look.tag_style,
        "button_style": f"background-color:{look.background};color:{look.ink}",
    }
