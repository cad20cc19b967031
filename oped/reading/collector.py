"""Python's search for rings of objects, put off while a table is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from looking for rings of objects: tokens and cues form none, and looking took a fifth of the time.

    >>> @collector_paused()
    ... def table() -> bool:
    ...     return gc.isenabled()
    >>> table(), gc.isenabled()
    (False, True)
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
