"""Feed the loaders broken input: `python -m tests.fuzz.fuzz_loading [SECONDS] [SEED]`, ten minutes by default.

Whatever comes in, only a `Document` or a `LoadError` may come out, in bounded time and memory. An input that breaks
this is kept in `corpus/`, which `tests/test_loading.py` replays.
"""

import hashlib
import io
import random
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from oped.errors import LoadError
from oped.loading import as_saved, read_bytes
from oped.loading.address import fetch
from oped.loading.raw import raw_file
from tests.loading_texts import ADDRESSES, HTML, MARKDOWN, PARAGRAPHS, pdf, word

CORPUS = Path(__file__).parent / "corpus"
MOST_SECONDS = 20.0  # of CPU time for one input
MOST_MEMORY = 1_500_000  # kilobytes for the process
_TOKENS = [
    *(b"\0", b"\xff", b"\n", b"\n\n", b" " * 500, b"<", b">", b"<!--", b"<![CDATA[", b"<p>", b"</p>", b"<a href='x'>"),
    *(b"<table><tr><td>", b"<script>", b"&#x0;", b"&#1114112;", b"&amp", b"[", b"](", b"(", b"**", b"_", b"# ", b"> "),
    *(b"---\n", b"+++\n", b"By Ada Moor\n", b"4 March 2025\n", b"\xe2\x80\x99", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80"),
    *(b"\xe2\x80\xae", b"\xc2\xad", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"%PDF-1.7", b"{\\rtf", b"https://"),
    *(b"obj", b"endobj", b"stream\n", b"endstream", b"/Length 99999999", b"/Kids [1 0 R]", b"<<", b">>", b"0 0 R"),
    *(b" Tj ", b" TJ ", b" Do ", b"BT ", b"ET ", b"q ", b"Q ", b"99999999999 ", b"-1 ", b"1e308 ", b"%%EOF", b"xref"),
    *(
        b"<w:p>",
        b"<w:tbl><w:tr><w:tc>",
        b"<w:br/>",
        b"<w:ins>",
        b'<?xml version="1.0"?>',
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    ),
]


def check(data: bytes) -> None:
    """Assert that this input gives a sound document or one sentence that says what to do."""
    started = time.process_time()
    try:
        assert as_saved(f"Text\n{data.decode('utf-8', 'replace')}").strip()
    except LoadError as error:
        _check_message(error)
    try:
        raw_file(Path(data[:1000].decode("utf-8", "replace")))
    except LoadError as error:
        _check_message(error)
    try:
        document = read_bytes(data)
    except LoadError as error:
        _check_message(error)
    else:
        assert document.text.strip()
        for text in (document.text, document.title, document.author, document.outlet, *document.set_apart):
            text.encode("utf-8")
            assert not set(text) & set(map(chr, (*range(9), *range(11, 32), 127)))
        for sentence in document.sentences:
            assert document.text[sentence.start : sentence.end] == sentence.text
    spent = time.process_time() - started
    assert spent < MOST_SECONDS, f"{spent:.0f} s"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert memory < MOST_MEMORY, f"{memory} kB"


def check_address(address: str) -> None:
    """Assert that a broken address, or one whose name leads nowhere, is refused in one sentence."""
    try:
        fetch(address, resolver=lambda host, port: [])
    except LoadError as error:
        _check_message(error)
    else:
        raise AssertionError(address)


def _check_message(error: LoadError) -> None:
    message = str(error)
    assert message.endswith("."), message
    assert "\n" not in message, message


def _mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((1, 4, 50, 1000)))
        match chance.randrange(8):
            case 0:
                changed[at:end] = chance.randbytes(end - at)
            case 1:
                del changed[at:end]
            case 2:
                changed[at:at] = chance.choice(_TOKENS)
            case 3:
                changed[at:at] = chance.choice(_TOKENS) * chance.choice((2, 50, 3000))
            case 4:
                changed[at:at] = changed[at:end] * chance.choice((1, 20, 300))
            case 5:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                changed[at:end] = other[start : start + chance.choice((20, 500, 5000))]
            case 6:
                del changed[at:]
            case _:
                if changed:
                    changed[at % len(changed)] ^= 1 << chance.randrange(8)
        del changed[3_000_000:]
    return bytes(changed)


def _repacked(archive: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A Word file with one of its parts changed, so that the damage lies behind the packing."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice(["word/document.xml", "word/document.xml", *parts])
    parts[name] = _mutated(parts[name], others, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return out.getvalue()


def inputs(chance: random.Random) -> Callable[[], bytes]:
    """A source of broken input, the same for the same chance."""
    plain = "\n\n".join(PARAGRAPHS).encode()
    document = word(PARAGRAPHS)
    others = [
        plain,
        "\n".join(PARAGRAPHS).encode("utf-16"),
        plain.decode().encode("cp1252"),
        MARKDOWN.encode(),
        HTML.encode(),
        pdf(PARAGRAPHS),
        pdf(PARAGRAPHS, packed=True),
        document,
    ]

    def next_input() -> bytes:
        seed = chance.choice(others)
        return (_repacked if seed is document and chance.random() < 0.8 else _mutated)(seed, others, chance)

    return next_input


def main(seconds: float, seed: int) -> int:
    """Run for so long; print what was found, and return how many inputs failed."""
    chance = random.Random(seed)
    next_input = inputs(chance)
    addresses = [address.encode() for address in ADDRESSES]
    end, done, failed, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < end:
        done += 1
        data = next_input()
        started = time.process_time()
        try:
            check(data)
            check_address(_mutated(chance.choice(addresses), addresses, chance).decode("utf-8", "replace"))
        except BaseException as error:
            failed += 1
            file = CORPUS / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
            file.write_bytes(data)
            last = traceback.extract_tb(error.__traceback__)[-1]
            print(
                f"{file.name}: {str(error)[:200]!r} ({type(error).__name__}, {last.filename}:{last.lineno})", flush=True
            )
            if isinstance(error, KeyboardInterrupt):
                break
        slowest = max(slowest, time.process_time() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"seed {seed}: {done} inputs, {failed} failed; slowest {slowest:.1f} s, memory {memory:.0f} MB")
    return failed


if __name__ == "__main__":
    arguments = sys.argv[1:]
    found = main(float(arguments[0]) if arguments else 600.0, int(arguments[1]) if len(arguments) > 1 else 1)
    sys.exit(1 if found else 0)
