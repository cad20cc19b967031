"""Taking a Markdown cell apart."""

from oped.course.prose import count_words, read_prose, reading_grade


def test_blocks_keep_their_order_and_kind() -> None:
    """Headings, paragraphs and list items come as they are read."""
    prose = read_prose("## Aims\n\nYou *can*\nread.\n\n- one\n- two\n")
    assert [(block.kind, block.text) for block in prose.blocks] == [
        ("heading", "Aims"),
        ("paragraph", "You can read."),
        ("item", "one"),
        ("item", "two"),
    ]


def test_running_text_leaves_out_tables_headings_and_folded_answers() -> None:
    """Only what is read through counts against a budget."""
    prose = read_prose("# Title\n\nOne two.\n\n| a | b |\n|---|---|\n| c | d |\n\n<details>\n\nsecret\n\n</details>")
    assert prose.text() == "One two."
    assert [answer.text() for answer in prose.answers] == ["secret."]


def test_an_answer_folded_inside_a_callout_is_found() -> None:
    """The quotation marks of the callout are no part of the answer."""
    prose = read_prose(
        "> **Check yourself.** Who?\n>\n> <details><summary>Answer</summary>\n>\n> The *mayor*.\n> </details>"
    )
    assert [answer.text() for answer in prose.answers] == ["The mayor."]
    assert [block.lead for block in prose.blocks] == ["Check yourself."]


def test_links_images_and_tags_are_found_everywhere() -> None:
    """Links count in tables, pictures apart from links, and raw HTML by the names of its tags."""
    prose = read_prose('| [a](https://a.example) |\n|---|\n\n![a chart](chart.png)\n\n<img src="x.png"> text')
    assert [(link.text, link.target) for link in prose.links] == [("a", "https://a.example")]
    assert [(image.text, image.target) for image in prose.images] == [("a chart", "chart.png")]
    assert prose.tags == {"img"}


def test_a_table_tells_its_first_column() -> None:
    """The front matter of a lesson is found by the labels of its rows."""
    (table,) = read_prose("| | |\n|---|---|\n| Reading | 20 |\n| New words | cue |").blocks
    assert table.labels == ("", "Reading", "New words")


def test_numbers_and_hyphenated_words_count_once() -> None:
    """A word is what a reader takes for one."""
    assert count_words("A well-known 3.5-fold rise, `q1_levels` aside.") == 6


def test_long_words_raise_the_reading_grade() -> None:
    """Easy text is graded below hard text."""
    easy = "The cat sat on the mat. The dog ran to it."
    hard = "Institutional considerations notwithstanding, administrative accountability necessitates transparency."
    assert reading_grade(easy) < 4 < 12 < reading_grade(hard)
