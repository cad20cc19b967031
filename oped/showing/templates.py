"""HTML pages from templates that lie beside the modules which fill them."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(path: Path) -> "Template":
    """Load a template; what is put into it is escaped, and a name that it lacks is an error.

    Args:
        path: the file; templates and style sheets that it names lie in the same folder.

    Raises:
        jinja2.TemplateNotFound: there is no such file.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(path.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(path.name)
