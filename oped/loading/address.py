"""The one module that uses the network: it fetches a page that the user asked for.

Only http and https; nothing is sent but the request itself: no cookie, no referer, no password from the address, and
the name `oped` in place of a browser's. Proxies of the environment are not used, because behind a proxy it could not be
checked which machine answers. Every address that a name stands for is checked before each request, redirects included,
and the connection goes to the address that was checked, so a name can't change its meaning in between.
"""

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from oped.errors import LoadError
from oped.loading.raw import Raw

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.util import Url

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
Guard = Callable[[Address], bool]

MOST_REDIRECTS = 5
MOST_BYTES = 10_000_000
_CHUNK = 65_536
_SECONDS = 10.0  # for each wait
_NAT64 = IPv6Network("64:ff9b::/96")
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "oped",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",
}
_READABLE = (
    "",
    "application/octet-stream",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xhtml+xml",
    "text/html",
    "text/markdown",
    "text/plain",
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_BY_HAND = "open it in a browser, copy the text and paste it."
_OTHER_STATUS = f"answers with error {{}}: {_BY_HAND}"
_STATUS = {
    401: f"asks for a login: {_BY_HAND}",
    403: f"lets only browsers in: {_BY_HAND}",
    404: "does not exist: check the address.",
    410: "is gone: look for the text elsewhere.",
    429: f"is asked too often: wait, or {_BY_HAND}",
    451: f"may not be shown here: {_BY_HAND}",
    500: "is in trouble (error {}): try again later.",
    502: "is in trouble (error {}): try again later.",
    503: "is in trouble (error {}): try again later.",
    504: "is in trouble (error {}): try again later.",
}


def resolve(host: str, port: int) -> list[str]:
    """The addresses that a host name stands for, by the system's resolver."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(address: Address) -> bool:
    """Whether an address is out on the internet: not this machine, its network, a group, or kept for other uses.

    Example:
        >>> [is_public(ip_address(text)) for text in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1")]
        [True, False, False]
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_link_local)


class _Answer(NamedTuple):
    """What a server says to one request; `headers` by their names in small letters."""

    status: int
    headers: Mapping[str, str]
    data: bytes


def fetch(address: str, *, resolver: Resolver = resolve, allowed: Guard = is_public, seconds: float = 30.0) -> Raw:
    """Get what lies at an address.

    Args:
        address: http or https.
        resolver: gives the IP addresses of a host and port.
        allowed: says of an IP address whether it may be asked.
        seconds: how long all requests together may take, once the name is resolved.

    Raises:
        LoadError: the address is not allowed or not reachable, answers too slowly, too much or with an error, or holds
            something else than a text.
    """
    deadline = time.monotonic() + seconds
    at = address
    for _ in range(MOST_REDIRECTS + 1):
        url = _url(at)
        at = url.url
        answer = _ask(url, at, _places(url, at, resolver, allowed), deadline)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return _page(answer, at)
        at = urljoin(at, answer.headers["location"])
    raise LoadError(f"{address} leads on to other addresses more than {MOST_REDIRECTS} times: {_BY_HAND}")


def _url(address: str) -> "Url":
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        url = parse_url(address)
    except (LocationParseError, ValueError):
        raise LoadError(f'"{address[:200]}" is not a whole address: copy it again from the browser.') from None
    if url.scheme not in ("http", "https"):
        raise LoadError(f'"{address[:200]}" can\'t be loaded: give an address that begins with https://, or a file.')
    if not url.host:
        raise LoadError(f'"{address[:200]}" is not a whole address: copy it again from the browser.')
    return url._replace(auth=None, fragment=None)


def _places(url: "Url", address: str, resolver: Resolver, allowed: Guard) -> list[Address]:
    """The IP addresses of a host, every one of them allowed."""
    host = (url.host or "").strip("[]")
    try:
        places = [ip_address(place) for place in resolver(host, _port(url))]
    except (OSError, ValueError):
        places = []
    if not places:
        raise LoadError(f"{host} was not found: check the address, and that this computer is online.")
    if not all(map(allowed, places)):
        raise LoadError(
            f"{address} leads into this computer or its own network: save the page as a file and load that."
        )
    return places


def _port(url: "Url") -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _ask(url: "Url", address: str, places: Sequence[Address], deadline: float) -> _Answer:
    """The answer of the first place that can be reached."""
    from urllib3 import exceptions

    for place in places:
        try:
            answer = _exchange(_connection(url, place), url, deadline)
        except (exceptions.NewConnectionError, exceptions.ConnectTimeoutError):
            continue
        except (exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
            if isinstance(error, ssl.SSLError):
                message = f"{address} can't prove that it is the site it claims to be: {_BY_HAND}"
            elif time.monotonic() >= deadline or isinstance(error, TimeoutError | exceptions.TimeoutError):
                message = f"{address} answers too slowly: try again later, or {_BY_HAND}"
            else:
                message = f"{address} broke off its answer: try again later, or {_BY_HAND}"
            raise LoadError(message) from None
        if time.monotonic() >= deadline:  # what was cut off may look like a whole answer
            raise LoadError(f"{address} answers too slowly: try again later, or {_BY_HAND}")
        return answer
    raise LoadError(f"{address} can't be reached: check the address, and that this computer is online.")


def _connection(url: "Url", place: Address) -> "HTTPConnection":
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if url.scheme == "http":
        return HTTPConnection(str(place), _port(url), timeout=_SECONDS)
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # some systems' Python comes without the certificates of the web
    host = (url.host or "").strip("[]")
    return HTTPSConnection(str(place), _port(url), timeout=_SECONDS, ssl_context=context, server_hostname=host)


def _exchange(connection: "HTTPConnection", url: "Url", deadline: float) -> _Answer:
    """Send the request and read the answer, up to one piece more than is allowed.

    Each wait has its limit; a server that sends a byte now and then is cut off at the deadline.
    """
    lines: list[socket.socket] = []
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection, lines])
    timer.daemon = True
    timer.start()
    try:
        connection.connect()
        lines.append(connection.sock)  # the connection forgets it once an answer has begun
        host = url.netloc or ""
        connection.request("GET", url.request_uri, headers={"Host": host, **_HEADERS}, preload_content=False)
        with closing(connection.getresponse()) as response:
            data = bytearray()
            for piece in response.stream(_CHUNK, decode_content=True) if response.status == 200 else ():
                data += piece
                if len(data) > MOST_BYTES:
                    break
            headers = {name.lower(): value for name, value in response.headers.items()}
            return _Answer(response.status, headers, bytes(data))
    finally:
        timer.cancel()
        connection.close()


def _cut(connection: "HTTPConnection", lines: Sequence[socket.socket]) -> None:
    for line in (*lines, connection.sock):
        if line:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)


def _page(answer: _Answer, address: str) -> Raw:
    if answer.status != 200:
        raise LoadError(f"{address} {_STATUS.get(answer.status, _OTHER_STATUS).format(answer.status)}")
    kind, _, rest = answer.headers.get("content-type", "").partition(";")
    if kind.strip().lower() not in _READABLE:
        raise LoadError(f"{address} holds no text but {kind.strip()[:80]}: give the address of an article.")
    if len(answer.data) > MOST_BYTES:
        raise LoadError(f"{address} holds more than 10 MB: save the text as a file and load that.")
    if not answer.data.strip():
        raise LoadError(f"{address} is empty: {_BY_HAND}")
    charset = _CHARSET.search(rest)
    return Raw(answer.data, f"The page at {address}", address, charset[1] if charset else "")
