"""A page is fetched only from the internet, only as asked, and every failure says what to do."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from oped.errors import LoadError
from oped.loading import address, load, read_bytes
from oped.loading.address import Address, fetch, is_public, resolve
from oped.loading.raw import Raw
from tests.loading_site import Site, running_site
from tests.loading_texts import HTML


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site."""
    with running_site() as server:
        yield server


def here(host: str, port: int) -> list[str]:
    """A resolver that finds the test's site on this machine, and everything else as the system does."""
    return ["127.0.0.1"] if host == "post.example" else resolve(host, port)


def internet_and_here(place: Address) -> bool:
    """A guard that lets the test's server pass as if it stood on the internet."""
    return place == ip_address("127.0.0.1") or is_public(place)


def get(site: Site, path: str, seconds: float = 10.0) -> Raw:
    """Fetch a path of the test's site."""
    at = f"http://post.example:{site.server_port}{path}"
    return fetch(at, resolver=here, allowed=internet_and_here, seconds=seconds)


def test_a_page_is_fetched_and_read(site: Site) -> None:
    """The page's text comes as a document that says where it is from."""
    raw = get(site, "/page")
    document = read_bytes(raw.data, raw.name, raw.source)
    assert document.title == "Close the bridge"
    assert document.source == f"http://post.example:{site.server_port}/page"


def test_nothing_is_sent_but_the_request(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cookie, referer, password or part after # goes out, not even after a redirect, and no proxy is asked."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    at = f"http://ada:secret@post.example:{site.server_port}/moved?from=home#top"
    assert fetch(at, resolver=here, allowed=internet_and_here).source == f"http://post.example:{site.server_port}/page"
    assert [path for path, _ in site.requests] == ["/moved?from=home", "/page"]
    for _, headers in site.requests:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
        assert headers["User-Agent"] == "oped"
        assert headers["Host"] == f"post.example:{site.server_port}"


def test_the_encoding_that_the_server_tells_is_used(site: Site) -> None:
    """A page in an old encoding is read as its server says."""
    raw = get(site, "/latin")
    assert raw.charset == "iso-8859-1"


@pytest.mark.parametrize(
    "at",
    [
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[ff02::1]/",
        "https://user@127.0.0.1:8443/",
    ],
)
def test_this_machine_and_its_network_are_never_asked(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However an address is written, nothing is sent to a place that is not on the internet."""
    monkeypatch.setattr(address, "_ask", lambda *_: pytest.fail("a request was sent"))
    with pytest.raises(LoadError, match="into this computer or its own network"):
        load(at)


def test_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address that a name stands for must be public."""
    monkeypatch.setattr(address, "_ask", lambda *_: pytest.fail("a request was sent"))
    with pytest.raises(LoadError, match="its own network"):
        fetch("http://post.example/", resolver=lambda host, port: ["93.184.215.14", "10.0.0.1"])


def test_a_name_that_changes_its_meaning_is_asked_once(site: Site) -> None:
    """The connection goes to the address that was checked; the name is not looked up again."""
    answers = iter([["127.0.0.1"]])
    at = f"http://post.example:{site.server_port}/page"
    assert fetch(at, resolver=lambda host, port: next(answers), allowed=internet_and_here).data == HTML.encode()


def test_a_place_that_does_not_answer_is_passed_over(site: Site) -> None:
    """Where a name stands for two addresses, the second is tried."""
    at = f"http://post.example:{site.server_port}/page"
    raw = fetch(at, resolver=lambda host, port: ["::1", "127.0.0.1"], allowed=lambda place: True)
    assert raw.data == HTML.encode()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/inside", "its own network"),
        ("/file", "begins with https://"),
        ("/round", "more than 5 times"),
        ("/hop6", "more than 5 times"),
        ("/picture", "holds no text but image/png"),
        ("/none", "does not exist"),
        ("/login", "asks for a login"),
        ("/browsers", "lets only browsers in"),
        ("/trouble", "try again later"),
        ("/teapot", "error 418"),
        ("/empty", "is empty"),
        ("/large", "more than 10 MB"),
        ("/bomb", "more than 10 MB"),
        ("/not-packed", "broke off its answer"),
    ],
)
def test_an_answer_that_holds_no_text_is_one_sentence(site: Site, path: str, message: str) -> None:
    """Redirects out of the internet or without end, errors, pictures and floods each say what to do."""
    with pytest.raises(LoadError, match=message) as caught:
        get(site, path)
    assert str(caught.value).endswith(".")


def test_five_redirects_are_followed(site: Site) -> None:
    """The fifth still leads to the page."""
    assert get(site, "/hop5").data == HTML.encode()
    assert len(site.requests) == 6


def test_a_server_that_drips_is_cut_off(site: Site) -> None:
    """A server that sends a little now and then has no more time than any other."""
    started = time.monotonic()
    with pytest.raises(LoadError, match="too slowly"):
        get(site, "/drip", seconds=0.5)
    assert time.monotonic() - started < 3


def test_a_server_that_says_nothing_is_cut_off() -> None:
    """A connection on which no answer comes ends at the deadline."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        at = f"http://post.example:{silent.getsockname()[1]}/"
        with pytest.raises(LoadError, match="too slowly"):
            fetch(at, resolver=here, allowed=internet_and_here, seconds=0.3)


def test_no_server_and_no_network_are_told() -> None:
    """Where nobody listens, or no name is found, the message says to look at the address and the connection."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(LoadError, match=r"can't be reached: .* online"):
        fetch(f"http://post.example:{port}/", resolver=here, allowed=internet_and_here)

    def offline(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(LoadError, match=r"post.example was not found: .* online"):
        fetch("https://post.example/", resolver=offline)


@pytest.mark.parametrize(
    "at",
    ["ftp://post.example/x", "file:///etc/hosts", "http://", "http://post example/", "http://a:99999/", "http://[::1"],
)
def test_what_is_no_address_of_a_page_is_told(at: str) -> None:
    """Other protocols and broken addresses are refused before anything is looked up."""
    with pytest.raises(LoadError, match="address"):
        load(at)


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
@pytest.mark.parametrize(
    ("name", "trusted"), [("post.example", True), ("other.example", True), ("post.example", False)]
)
def test_a_site_must_prove_its_name(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool
) -> None:
    """Over https the certificate must be trusted and be that of the name in the address, not of the IP address."""
    import ssl

    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    command += ["-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate) if trusted else "/dev/null")
    ask: Callable[[], Raw] = lambda: fetch(  # noqa: E731
        f"https://post.example:{site.server_port}/page", resolver=here, allowed=internet_and_here
    )
    if trusted and name == "post.example":
        assert ask().data == HTML.encode()
    else:
        with pytest.raises(LoadError, match="can't prove"):
            ask()
