"""Texts and files for the tests of the loaders, all written or made here."""

import io
import zipfile
import zlib
from collections.abc import Sequence

import docx

PARAGRAPHS = (
    "The harbour bridge was built in 1931, and it was built for carts. It now carries 9,000 lorries a week.",
    "The engineers told the council in May that two of its piers had moved by 14 mm. Nobody disputes that figure.",
    "“We will not be blackmailed by a bridge,” said the mayor, who has not crossed it on foot for years.",
    "Repair would cost $12 million, which is about $800 for every household. That is money that we don’t have.",
    "So close it, and build the ferry that we were promised. The town can live without the bridge for a year.",
)
MARKDOWN = """# Close the bridge

By [Ada Moor](https://post.example/ada)

4 March 2025

The bridge in winter. [post.example](https://post.example/picture)

The harbour bridge was built in **1931**, and it was built for [carts](https://post.example/carts).
It now carries 9,000 lorries a week.

[Related article: The ferry that never came](https://post.example/ferry)

## What it costs

Repair would cost \\$12 million, which is about \\$800 for every household.[1]

- It is old, and it is dangerous to walk on.
- It is costly, as the auditors have said.

The views expressed here are those of the author, and not the position of The Harbour Post.

Original url:

<https://post.example/opinion/close-the-bridge>
"""
HTML = """<!doctype html>
<html lang="en"><head><title>Close the bridge | The Harbour Post</title>
<meta property="og:title" content="Close the bridge"><meta property="og:site_name" content="The Harbour Post">
<meta name="author" content="Ada Moor"><meta property="article:published_time" content="2025-03-04T08:00:00Z">
<script>var tracker = "<p>not the text</p>";</script><style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></nav>
<div class="cookie">We use cookies to improve your visit. <button>Accept all</button></div>
<article><h1>Close the bridge</h1><p class="byline">By Ada Moor</p><time datetime="2025-03-04">4 March 2025</time>
<div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div>
<figure><img src="x.jpg"><figcaption>The bridge in winter. Photo: Town Archive</figcaption></figure>
<p>The harbour bridge was built in 1931, and it was built for carts. It now carries <a href="/r">9,000
lorries</a> a week.
<p>The engineers told the council that two piers had moved by 14&nbsp;mm.<sup><a href="#n">1</a></sup>
Nobody disputes it.
<p>Related article: <a href="/x">The ferry that never came</a></p>
<blockquote><p>&ldquo;We will not be blackmailed by a bridge,&rdquo; said the mayor.</p></blockquote>
<ul><li>It is old, and it is dangerous to walk on.</li><li>It is costly, as the auditors have said.</li></ul>
<table><tr><th>Year</th><td>2024</td></tr></table>
<p>So close it, and build the ferry that we were promised. The town can live without the bridge for a year.</p>
<p>Sign up for our newsletter and get the best of the Post in your inbox.</p>
<p><em>Ada Moor is a retired engineer. The views expressed here are the author's own.</em></p>
</article><div class="related"><h3>More</h3><a href="/1">One</a> <a href="/2">Two</a></div>
<footer>© 2025 The Harbour Post</footer></body></html>
"""
ADDRESSES = (
    "https://post.example/opinion/close-the-bridge?from=home#top",
    "http://user:word@post.example:8080/a%20b/ü",
    "http://[2001:db8::1]:80/",
    "http://2130706433/",
)


def word(paragraphs: Sequence[str], title: str = "", author: str = "") -> bytes:
    """A Word file of these paragraphs, with a caption and a small table."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author or "python-docx"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_paragraph("The bridge in winter", style="Caption")
    document.add_table(1, 2).cell(0, 0).text = "9,000"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed_word(content: bytes, name: str = "word/document.xml") -> bytes:
    """A Word file in which one part holds something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(PARAGRAPHS))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def pdf(paragraphs: Sequence[str], properties: str = "", packed: bool = False, pages: int = 1) -> bytes:
    """A PDF with one line a paragraph, the same on every page save for a letter in place of #, and a page number."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects += [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {properties} >>",
    ]
    kids = []
    for page in range(pages):
        lines = "".join(f"({_escaped(text, page)}) Tj 0 -14 Td " for text in paragraphs)
        stream = f"BT /F1 10 Tf 72 700 Td {lines} ET BT /F1 10 Tf 300 30 Td ({page + 1}) Tj ET".encode("cp1252")
        data = zlib.compress(stream) if packed else stream
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        how = "/Filter /FlateDecode " if packed else ""
        objects.append(f"<< {how}/Length {len(data)} >>\nstream\n{data.decode('latin-1')}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    return _file(objects)


def _escaped(text: str, page: int) -> str:
    return text.replace("#", chr(ord("A") + page % 26)).replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: Sequence[str]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode()
