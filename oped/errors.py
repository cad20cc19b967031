"""Failures that are told to a person in one plain sentence."""


class OpedError(Exception):
    """A failure whose message says what went wrong and what to do next; the command line prints it and exits with 2."""


class LoadError(OpedError):
    """A source that can't be read as an English text."""
