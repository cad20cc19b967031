"""The warm process as seen from outside: start it, give it jobs, end it; nothing it does can hold up the caller."""

import base64
import contextlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from typing import Any

from oped.grading.sandbox.bwrap import SandboxError, Start
from oped.grading.sandbox.frames import END, JOB, LOST, READY, Frame, Inbox, pack, receive_by, send_by
from oped.grading.sandbox.limits import Limits
from oped.grading.sandbox.walls import Walls

_SECONDS_TO_START = 120.0
_SECONDS_TO_SPARE = 30.0
_MOST_SAID = 2_000
_LARGEST_READY = 50_000_000


class LostError(Exception):
    """The warm process ended, or it doesn't answer."""


class WarmProcess:
    """A running warm process; to be closed."""

    def __init__(self, start: Start, setup: Mapping[str, Any], limits: Limits) -> None:
        """Start it and wait until it is warm.

        Args:
            start: how it is started.
            setup: what it is to know of the assignment.
            limits: what a hand-in may use.

        Raises:
            SandboxError: it doesn't start.
        """
        self._limits = limits
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        self._process = subprocess.Popen(
            start.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=dict(start.variables),
            start_new_session=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        until = time.monotonic() + _SECONDS_TO_START
        try:
            send_by(self._to, _packed(setup), until)
            ready = next(receive_by(self._from, Inbox(_LARGEST_READY), until))
        except (OSError, EOFError) as error:
            said = self._all_said()
            self.close()
            raise SandboxError(
                f"The sandbox doesn't start ({said or 'no reason is given'}): let bubblewrap make namespaces on this "
                "machine, grade on another one, or give --trust if you trust every hand-in."
            ) from error
        except BaseException:
            self.close()
            raise
        assert ready.kind == READY
        found = json.loads(ready.body)
        self.walls = Walls(**found["walls"])
        self.ran: list[dict[str, Any]] = found["ran"]

    def attempt(self, job: Mapping[str, Any]) -> Iterator[Frame]:
        """Run one job and give what is said about it; the last message is that it is over.

        Raises:
            LostError: the process ended, or doesn't answer in time.
        """
        until = time.monotonic() + self._limits.wall_total + _SECONDS_TO_SPARE
        inbox = Inbox(self._limits.output_cell + self._limits.values)
        try:
            send_by(self._to, b"+" + _packed(job), until)
            for frame in receive_by(self._from, inbox, until):
                if frame.kind == LOST:
                    raise LostError
                yield frame
                if frame.kind == END:
                    return
        except (OSError, EOFError, ValueError) as error:
            raise LostError from error

    def close(self) -> None:
        """End it, and with it all that it started."""
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()

    def _all_said(self) -> str:
        """The last line that was said on the error stream."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        self._said.seek(0)
        lines = self._said.read()[-_MOST_SAID:].decode(errors="replace").split("\n")
        return next((line.strip(" .") for line in reversed(lines) if line.strip()), "")


def encoded(files: Mapping[str, bytes]) -> dict[str, str]:
    """Files as they travel."""
    return {name: base64.b64encode(content).decode() for name, content in files.items()}


def _packed(message: Mapping[str, Any]) -> bytes:
    return pack(JOB, 0, json.dumps(message).encode())
