"""A small web site on this machine that answers as no site should."""

import gzip
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from tests.loading_texts import HTML


class Reply(NamedTuple):
    """What the server answers: a status, headers, and pieces of the body, sent with a pause before each."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    body: Sequence[bytes] = (HTML.encode(),)
    pause: float = 0.0


REPLIES = {
    "/page": Reply(),
    "/latin": Reply(
        headers=(("Content-Type", "text/plain; charset=iso-8859-1"),), body=["It is the café of “us”.".encode("cp1252")]
    ),
    "/moved": Reply(302, (("Location", "/page"),), []),
    "/round": Reply(302, (("Location", "/round"),), []),
    "/inside": Reply(301, (("Location", "http://10.0.0.1/"),), []),
    "/file": Reply(302, (("Location", "file:///etc/hosts"),), []),
    "/picture": Reply(headers=(("Content-Type", "image/png"),)),
    "/none": Reply(404, body=[]),
    "/login": Reply(401, body=[]),
    "/browsers": Reply(403, body=[]),
    "/trouble": Reply(503, body=[]),
    "/teapot": Reply(418, body=[]),
    "/empty": Reply(body=[]),
    "/large": Reply(body=[b"x" * 1_000_000] * 11),
    "/bomb": Reply(
        headers=(("Content-Type", "text/plain"), ("Content-Encoding", "gzip")), body=[gzip.compress(b"a" * 60_000_000)]
    ),
    "/not-packed": Reply(headers=(("Content-Type", "text/plain"), ("Content-Encoding", "gzip")), body=[b"It is old."]),
    "/drip": Reply(body=[b"<p>"] * 50, pause=0.1),
    **{f"/hop{n}": Reply(302, (("Location", f"/hop{n - 1}" if n > 1 else "/page"),), []) for n in range(1, 7)},
}


class Site(ThreadingHTTPServer):
    """A server on this machine that keeps the requests it got."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port."""
        self.requests: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that hangs up."""


class Handler(BaseHTTPRequestHandler):
    """Answers from the list of replies."""

    server: Site

    def do_GET(self) -> None:
        """Send what the list says for this path."""
        self.server.requests.append((self.path, dict(self.headers.items())))
        reply = REPLIES[self.path.partition("?")[0]]
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in reply.body:
                time.sleep(reply.pause)
                self.wfile.write(piece)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running_site() -> Iterator[Site]:
    """A site that answers while the block runs."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
