"""How marked text looks: one tint, one underline and one letter tag for each label, the same everywhere.

Colour never stands alone, text and background are always set together, and every pair passes WCAG AA on a light and
on a dark page. The underline is a border, because JupyterLab drops wavy and coloured text decorations from a notebook
that is not trusted.
"""

from dataclasses import dataclass

from oped.errors import OpedError
from oped.labels import CODEBOOK, LEVELS, Label

_TINTS = (
    ("#d9e8f8", "#10243a", "#1f5f9e"),  # blue
    ("#fbe7b5", "#33250a", "#855700"),  # amber
    ("#f6dbea", "#3a1029", "#9c2a69"),  # plum
    ("#d6eeda", "#0f2e16", "#23703a"),  # green
    ("#e5ddfa", "#231547", "#6443bb"),  # violet
    ("#ccecea", "#072f2e", "#0a6a66"),  # teal
    ("#e4e6ea", "#1e2126", "#565d68"),  # grey
)
_LINES = (
    ("solid", 2),
    ("dashed", 2),
    ("dotted", 3),
    ("double", 4),
    ("solid", 4),
    ("dashed", 4),
    ("dotted", 5),
    ("double", 6),
)


@dataclass(frozen=True)
class Look:
    """What marks one label, as CSS values.

    Attributes:
        background, ink: the tint and the text on it.
        accent: the underline, and the ground of the letter tag, whose text is white.
        line, width: the underline's style and its width in pixels.
    """

    background: str
    ink: str
    accent: str
    line: str
    width: int

    @property
    def text_style(self) -> str:
        """Inline style of the marked words."""
        return (
            f"background-color:{self.background};color:{self.ink};"
            f"border-bottom:{self.width}px {self.line} {self.accent};padding:1px 3px"
        )

    @property
    def tag_style(self) -> str:
        """Inline style of the letter tag."""
        return (
            f"background-color:{self.accent};color:#ffffff;border-radius:3px;padding:1px 5px;"
            "font-size:0.8em;font-weight:700;text-decoration:none"
        )


def find_label(name: str) -> Label:
    """Find a level, type, device or kind of attribution by its name.

    >>> find_label("MIXED").letter
    'M'

    Raises:
        OpedError: no label has that name.
    """
    for labels in CODEBOOK:
        if name in labels:
            return labels[name]
    raise OpedError(f"There is no label {name!r}; use one of {', '.join(LEVELS)} or a type or device of the codebook.")


def look_of(name: str) -> Look:
    """Tell how a label is marked; no two labels of a set look alike, and no other label looks like a level.

    >>> look_of("FACT").line, look_of("MIXED").line, look_of("OPINION").line
    ('solid', 'dashed', 'dotted')

    Raises:
        OpedError: no label has that name.
    """
    find_label(name)
    labels = next(labels for labels in CODEBOOK if name in labels)
    place = list(labels).index(name)
    tint = place if labels is LEVELS else place + len(LEVELS)
    return Look(*_TINTS[tint % len(_TINTS)], *_LINES[place % len(_LINES)])
