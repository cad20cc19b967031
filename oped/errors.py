"""Failures that are told to a person in one plain sentence."""


class OpedError(Exception):
    """A failure whose message says what went wrong and what to do next; the command line prints it and exits with 2."""


class LoadError(OpedError):
    """A source that can't be read as an English text."""

    def __init__(self, message: str) -> None:
        """Keep the message on one line, whatever stands in the name of a file or in an address."""
        super().__init__("".join(character if character.isprintable() else "�" for character in message))
