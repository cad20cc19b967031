"""Single sentences tried out on the rules."""

from oped import try_out


def test_each_sentence_gets_its_level_its_reason_and_its_devices() -> None:
    """One row a sentence, by its name, with the words of every candidate."""
    table = try_out({"bad": "It is a disgrace, and of course nobody is sorry.", "met": "They met on 3 May 2019."})
    assert list(table.columns) == ["text", "level", "because", "devices"]
    assert table["level"].to_dict() == {"bad": "OPINION", "met": "FACT"}
    assert table["devices"].to_dict() == {"bad": "LOADED_LANGUAGE 'disgrace'; CERTAINTY 'of course'", "met": ""}
    assert "'disgrace'" in table["because"].iloc[0]


def test_nothing_written_gives_an_empty_table() -> None:
    """Empty sentences are passed over, so that a hand-in left blank runs."""
    assert try_out({"one": "", "two": "  \n"}).empty
    assert try_out({}).empty


def test_two_sentences_under_one_name_get_two_rows() -> None:
    """A text of several sentences is read sentence by sentence."""
    assert list(try_out({"both": "They met on 3 May. It was a disgrace."}).index) == ["both", "both"]
