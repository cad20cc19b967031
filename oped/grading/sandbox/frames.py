"""Messages over pipes: a kind, a cell's place, a length, then that many bytes."""

import os
import select
import struct
import time
from collections.abc import Iterator
from typing import NamedTuple

READY, JOB, START, DONE, VALUES, STOPPED, END, LOST = b"R", b"J", b"S", b"D", b"V", b"X", b"E", b"L"
"""Said: it is warm; run this; a cell starts; its outputs; a test's values; stopped in a cell; over; gone wrong."""

_HEAD = struct.Struct(">cII")
_PIECE = 1 << 16


class Malformed(ValueError):
    """Bytes that are no message."""


class Frame(NamedTuple):
    """One message; `cell` is a cell's place in the notebook where the message is about one."""

    kind: bytes
    cell: int
    body: bytes


def pack(kind: bytes, cell: int = 0, body: bytes = b"") -> bytes:
    """The bytes of a message."""
    return _HEAD.pack(kind, cell, len(body)) + body


class Inbox:
    """Takes bytes as they come and gives the messages that are whole.

    >>> inbox = Inbox(most=100)
    >>> message = pack(DONE, 3, b"{}")
    >>> [*inbox.take(message[:5]), *inbox.take(message[5:])]
    [Frame(kind=b'D', cell=3, body=b'{}')]
    """

    def __init__(self, most: int) -> None:
        """Refuse messages with a body of more than `most` bytes."""
        self._most, self._held = most, bytearray()

    def take(self, piece: bytes) -> Iterator[Frame]:
        """Take some bytes.

        Raises:
            Malformed: a message is too long.
        """
        self._held += piece
        while len(self._held) >= _HEAD.size:
            kind, cell, length = _HEAD.unpack_from(self._held)
            if length > self._most:
                raise Malformed
            end = _HEAD.size + length
            if len(self._held) < end:
                return
            body = bytes(self._held[_HEAD.size : end])
            del self._held[:end]
            yield Frame(kind, cell, body)


def send(descriptor: int, message: bytes) -> None:
    """Write all of a message to a pipe, however long that takes."""
    left = memoryview(message)
    while left:
        left = left[os.write(descriptor, left) :]


def send_by(descriptor: int, message: bytes, until: float) -> None:
    """Write all of a message to a pipe that doesn't block, by a point of `time.monotonic()`.

    Raises:
        TimeoutError: the reader is too slow.
    """
    left = memoryview(message)
    while left:
        _, ready, _ = select.select([], [descriptor], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        left = left[os.write(descriptor, left[:_PIECE]) :]


def receive(descriptor: int) -> Frame | None:
    """Read one message from a pipe, and not a byte more; None where the pipe has ended."""
    head = _exactly(descriptor, _HEAD.size)
    if head is None:
        return None
    kind, cell, length = _HEAD.unpack(head)
    body = _exactly(descriptor, length)
    return None if body is None else Frame(kind, cell, body)


def receive_by(descriptor: int, inbox: Inbox, until: float) -> Iterator[Frame]:
    """Read messages from a pipe, by a point of `time.monotonic()`.

    Raises:
        EOFError: the writer is gone.
        Malformed: a message is too long.
        TimeoutError: the writer is too slow.
    """
    while True:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(descriptor, _PIECE)
        if not piece:
            raise EOFError
        yield from inbox.take(piece)


def _exactly(descriptor: int, length: int) -> bytes | None:
    pieces: list[bytes] = []
    while length:
        piece = os.read(descriptor, min(length, _PIECE))
        if not piece:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
