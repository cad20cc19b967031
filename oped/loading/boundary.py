"""The edge to other people's parsers: what goes wrong there becomes one plain sentence, and nothing is printed."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from oped.errors import LoadError, OpedError


@contextmanager
def parsing(message: str, *loggers: str) -> Iterator[None]:
    """Run a parser without its log and warnings; whatever it raises on damaged input becomes `LoadError(message)`."""
    levels = {name: logging.getLogger(name).level for name in loggers}
    for name in loggers:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except OpedError:
        raise
    except Exception as error:  # parsers raise of every kind on damaged input
        raise LoadError(message) from error
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
