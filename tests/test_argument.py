"""Argument maps: edited, checked, written as an outline and read back, drawn."""

from base64 import b64decode
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oped.errors import OpedError
from oped.library import load_case
from oped.reading.argument import KINDS, ArgumentMap, Node
from oped.reading.argument_outline import draft, from_outline
from oped.reading.document import read_text
from oped.showing.argument_svg import argument_svg, draw_argument, show_argument

SVG = "{http://www.w3.org/2000/svg}"
BRIDGE = ArgumentMap(
    (
        Node("a01", "claim", "The bridge should go.", sentence=("p01s1", "p03s2")),
        Node("a02", "reason", "It is not safe.", "a01", ("p02s1",)),
        Node("a03", "evidence", "Two of its nine piers are cracked.", "a02", ("p02s2",)),
        Node("a04", "warrant", "What is cracked will fail.", "a02", stated=False),
        Node("a05", "objection", "A repair costs less.", "a01", ("p03s1",), met=True),
        Node("a06", "reason", "A repaired pier lasts five years.", "a05", ("p03s1",)),
    )
)


def only(*nodes: Node) -> ArgumentMap:
    """A map of a claim, with support and an objection, and these nodes."""
    return ArgumentMap((*BRIDGE.nodes, *nodes))


def ids(argument: ArgumentMap) -> list[str]:
    """The ids in the order in which the map is read."""
    return [node.id for _, node in argument.walk()]


# ---- The map and its table


def test_table_of_a_case_survives_a_round_trip() -> None:
    """The case's argument comes out of a map as it went in."""
    table = load_case("ukraine-talks").argument
    pd.testing.assert_frame_equal(ArgumentMap.from_table(table).table, table)


def test_missing_cells_count_as_empty() -> None:
    """A cell that pandas read as missing is an empty one."""
    table = BRIDGE.table.replace("", None)
    assert ArgumentMap.from_table(table) == BRIDGE


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "proof"}, "'proof' is not a kind"),
        ({"stated": "perhaps"}, "'perhaps' is not allowed as 'stated'"),
        ({"met": "yes"}, "only an objection can be met"),
        ({"id": "Claim 1"}, "'Claim 1' can't be the id"),
        ({"id": "a02"}, "Two parts of the argument have the id a02"),
    ],
)
def test_wrong_cell_is_told(change: dict[str, str], message: str) -> None:
    """A cell that no map can hold is named in the message."""
    table = BRIDGE.table
    table.loc[0, list(change)] = list(change.values())
    with pytest.raises(OpedError, match=message):
        ArgumentMap.from_table(table)


def test_missing_column_is_told() -> None:
    """A table without parents is refused with the columns that are needed."""
    with pytest.raises(OpedError, match="lacks the column 'parent'"):
        ArgumentMap.from_table(BRIDGE.table.drop(columns="parent"))


def test_text_stands_on_one_line() -> None:
    """White space of any kind becomes single spaces, so that an outline keeps one line a node."""
    assert Node("a01", "claim", " The\n bridge\u2028 should go.\t").text == "The bridge should go."


# ---- Edits


def test_edits_leave_the_old_map_as_it_was() -> None:
    """Adding, editing, moving and removing return new maps."""
    before = BRIDGE.table
    BRIDGE.add("reason", "It is ugly.", "a01")
    BRIDGE.edit("a02", text="It is safe.")
    BRIDGE.move("a02", "a05")
    BRIDGE.remove("a02")
    pd.testing.assert_frame_equal(BRIDGE.table, before)


def test_added_node_stands_last_under_its_parent() -> None:
    """A new node gets the next free id and comes after its siblings."""
    argument = BRIDGE.add("evidence", "The report of May.", "a02", sentence=("p02s3",))
    assert argument.nodes[-1] == Node("a07", "evidence", "The report of May.", "a02", ("p02s3",))
    assert [node.id for node in argument.children("a02")] == ["a03", "a04", "a07"]


def test_what_is_no_longer_an_objection_is_not_met() -> None:
    """Changing the kind of an objection takes away its mark, which no other kind may have."""
    assert BRIDGE.edit("a05", kind="reason").node("a05").met is None
    assert BRIDGE.edit("a05", met=False).node("a05").met is False


def test_moved_node_takes_its_branch_along() -> None:
    """What stands under a node stays under it, and `before` decides its place among the siblings."""
    argument = BRIDGE.move("a05", "a01", before="a02")
    assert ids(argument) == ["a01", "a05", "a06", "a02", "a03", "a04"]


@pytest.mark.parametrize(
    ("node_id", "parent", "before", "message"),
    [
        ("a02", "a03", "", "a02 can't be moved under a03"),
        ("a02", "a02", "", "a02 can't be moved under a02"),
        ("a02", "a99", "", "There is no 'a99'"),
        ("a03", "a02", "a05", "a03 can't be put before a05"),
        ("a03", "a02", "a03", "a03 can't be put before a03"),
    ],
)
def test_impossible_moves_are_refused(node_id: str, parent: str, before: str, message: str) -> None:
    """No move makes a loop, and none loses a node."""
    with pytest.raises(OpedError, match=message):
        BRIDGE.move(node_id, parent, before)


def test_removing_a_node_removes_its_branch() -> None:
    """Nothing is left hanging on what was taken away."""
    assert ids(BRIDGE.remove("a02")) == ["a01", "a05", "a06"]


# ---- Checks


def test_sound_maps_have_no_problems() -> None:
    """Neither the bridge nor the case's own argument is told to be wrong."""
    assert BRIDGE.problems() == []
    assert ArgumentMap.from_table(load_case("ukraine-talks").argument).problems() == []


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        (Node("a07", "reason", "Yes.", "a99"), "Reason a07 stands under a99, which is not in the map: move it."),
        (Node("a07", "reason", "Yes.", "a07"), "a07 stands under itself: move it under another part."),
        (
            Node("a07", "claim", "No."),
            "a01 and a07 stand at the top: choose one main claim and move the rest under it.",
        ),
        (
            Node("a07", "reason", "Yes."),
            "Reason a07 stands at the top, where only a claim can: move it under what it is about.",
        ),
        (
            Node("a07", "evidence", "A report.", "a05"),
            "Evidence a07 stands under objection a05: move it under a claim, a reason or a warrant.",
        ),
        (Node("a07", "reason", "  ", "a01"), "Reason a07 has no text: say it in one short sentence."),
        (
            Node("a07", "warrant", "Old is bad.", "a02", ("p02s1",), stated=False),
            "Warrant a07 is marked as unstated, yet p02s1 should say it: mark it as stated, or take the sentence away.",
        ),
    ],
)
def test_each_problem_is_one_sentence(node: Node, problem: str) -> None:
    """One wrong node gives one sentence that says what to do."""
    assert only(node).problems() == [problem]


def test_every_loop_is_told_once() -> None:
    """Two loops give two sentences, with the ids in each."""
    pairs = [("a07", "a08"), ("a08", "a07"), ("a09", "a10"), ("a10", "a11"), ("a11", "a09")]
    found = only(*(Node(node_id, "reason", "Yes.", parent) for node_id, parent in pairs)).problems()
    assert sorted(found) == [
        "a07 and a08 stand under one another in a loop: move one of them.",
        "a09, a10 and a11 stand under one another in a loop: move one of them.",
    ]


def test_map_without_a_claim_is_told() -> None:
    """An empty map and one without a main claim say how to begin."""
    assert ArgumentMap().problems() == ["The map is empty: begin with the main claim."]
    assert BRIDGE.edit("a01", kind="reason").problems()[0].startswith("No claim stands at the top")


def test_gaps_are_questions_to_the_piece() -> None:
    """A reason without support and an objection without an answer are told; the rest of the bridge is complete."""
    assert BRIDGE.gaps() == [
        "Nothing supports reason a06: look for its evidence in the piece, or note that there is none."
    ]
    bare = BRIDGE.remove("a04").remove("a06").edit("a02", sentence=())
    assert bare.gaps() == [
        "No sentence is named for reason a02: find where the piece says it, or mark it as unstated.",
        "The piece is said to meet objection a05, but no reason under it says how: add it.",
        "No warrant is named: ask what must hold for the reasons to carry the claim.",
    ]
    assert "Nobody has said whether the piece meets objection a05" in " ".join(BRIDGE.edit("a05", met=None).gaps())
    assert "yet a06 answers it" in " ".join(BRIDGE.edit("a05", met=False).gaps())
    assert "Nothing is said against the claim" in " ".join(BRIDGE.remove("a05").gaps())


# ---- The outline


def test_outline_reads_aloud() -> None:
    """Every line has its number, its kind and its notes in words, so that indentation is not needed to follow it."""
    assert BRIDGE.outline().splitlines() == [
        "1 claim (a01, p01s1, p03s2): The bridge should go.",
        "  1.1 reason (a02, p02s1): It is not safe.",
        "    1.1.1 evidence (a03, p02s2): Two of its nine piers are cracked.",
        "    1.1.2 warrant (a04, unstated): What is cracked will fail.",
        "  1.2 objection (a05, p03s1, met): A repair costs less.",
        "    1.2.1 reason (a06, p03s1): A repaired pier lasts five years.",
    ]


def test_outline_of_a_broken_map_shows_every_node_once() -> None:
    """Orphans and loops are neither lost nor repeated."""
    broken = only(
        Node("a07", "reason", "Lost.", "a99"),
        Node("a08", "reason", "One.", "a09"),
        Node("a09", "reason", "Two.", "a08"),
    )
    assert sorted(ids(broken)) == [node.id for node in broken.nodes]


@st.composite
def maps(draw: st.DrawFn) -> ArgumentMap:
    """Trees in reading order, with texts of any kind."""
    argument = ArgumentMap()
    for number in range(draw(st.integers(0, 8))):
        parent = draw(st.sampled_from(["", *(node.id for node in argument.nodes)]))
        kind = draw(st.sampled_from(list(KINDS)))
        met = draw(st.sampled_from([None, True, False])) if kind == "objection" else None
        sentence = tuple(draw(st.lists(st.from_regex(r"p[0-9]{2}s[1-9]", fullmatch=True), max_size=2)))
        node = Node(f"x{number}", kind, draw(st.text(max_size=20)), parent, sentence, draw(st.booleans()), met)
        argument = ArgumentMap((*argument.nodes, node))
    return ArgumentMap(tuple(node for _, node in argument.walk()))


@settings(max_examples=60, deadline=None)
@given(maps())
def test_outline_is_read_back_as_the_same_map(argument: ArgumentMap) -> None:
    """Whatever a map holds, its outline holds it too; without indentation its numbers do."""
    outline = argument.outline()
    assert from_outline(outline) == argument
    assert from_outline("\n".join(line.strip() for line in outline.splitlines())) == argument


def test_outline_may_be_typed_loosely() -> None:
    """Bullets, tabs, short and plural kinds, capitals, blank lines and uneven indentation are understood."""
    typed = "Claim: Go.\n\n\t- Reasons (P02S1): Unsafe.\n\t\t* ev: Cracks.\n  - obj (NOT MET; a01): No.\n"
    found = [(node.id, node.parent, node.kind, node.sentence, node.met) for node in from_outline(typed).nodes]
    assert found == [
        ("a02", "", "claim", (), None),
        ("a03", "a02", "reason", ("p02s1",), None),
        ("a04", "a03", "evidence", (), None),
        ("a01", "a02", "objection", (), False),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("The bridge should go.", "Line 2 has no kind"),
        ("reazon: It is unsafe.", 'Line 2 begins with "reazon", .* did you mean reason?'),
        ("reason (a02, later): It is unsafe.", 'Line 2: the note "later" is not known'),
        ("reason (met): It is unsafe.", "only an objection can be met"),
        ("reason (a01): It is unsafe.", "Two parts of the argument have the id a01"),
    ],
)
def test_line_that_cannot_be_read_is_told(line: str, message: str) -> None:
    """The message names the line and what may stand there."""
    with pytest.raises(OpedError, match=message):
        from_outline(f"claim (a01): Go.\n  {line}")


def test_draft_takes_nothing_but_the_headline() -> None:
    """The scaffold claims the headline and leaves everything else to the reader, who is told what is missing."""
    start = draft(read_text("It is not safe. It must go.", title="Tear it down"))
    assert start.nodes[0].text == "Tear it down"
    assert not any(node.text for node in start.nodes[1:])
    assert all("has no text" in problem for problem in start.problems())
    assert len(start.problems()) == len(start.nodes) - 1


# ---- The drawing


def test_drawing_is_an_svg_with_title_and_description() -> None:
    """A screen reader finds how many parts there are, and the outline."""
    svg = ElementTree.fromstring(argument_svg(BRIDGE))
    assert svg.tag == f"{SVG}svg"
    assert (
        svg.findtext(f"{SVG}title") == "Argument map: 1 claim, 2 reasons, 1 piece of evidence, 1 warrant, 1 objection."
    )
    assert svg.findtext(f"{SVG}desc") == BRIDGE.outline()
    labelled = svg.attrib["aria-labelledby"].split()
    assert labelled == [svg.find(f"{SVG}{name}").attrib["id"] for name in ("title", "desc")]  # type: ignore[union-attr]


def test_drawing_has_every_word_and_every_kind() -> None:
    """Each text and each kind stands in the picture in words, and what is not said in the piece has a dashed border."""
    svg = ElementTree.fromstring(argument_svg(BRIDGE))
    words = " ".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))
    assert all(node.text in words and node.kind in words for node in BRIDGE.nodes)
    dashed = [path for path in svg.iter(f"{SVG}path") if "stroke-dasharray" in path.attrib]
    assert len(dashed) == sum(not node.stated for node in BRIDGE.nodes)


def test_kinds_differ_in_shape() -> None:
    """Five kinds with the same text have five different borders, whatever their colour."""
    shapes = set()
    for kind in KINDS:
        svg = ElementTree.fromstring(argument_svg(ArgumentMap((Node("a01", kind, "The same."),))))
        shapes.add(next(path.attrib["d"] for path in svg.iter(f"{SVG}path")))
    assert len(shapes) == len(KINDS)


def test_nothing_in_a_text_becomes_markup() -> None:
    """A text with markup is shown as it was typed, in the picture and in the outline below it."""
    nasty = ArgumentMap((Node("a01", "claim", '<script>alert("x")</script> & ]]>'),))
    shown = draw_argument(nasty)
    assert "<script" not in shown.html
    assert "script" not in {element.tag for element in ElementTree.fromstring(argument_svg(nasty)).iter()}


def test_long_texts_stay_inside_the_drawing() -> None:
    """A word longer than a line is cut, and the deepest box still has room for words."""
    deep = ArgumentMap(tuple(Node(f"a{i}", "claim", "word" * 80, f"a{i - 1}" if i else "") for i in range(60)))
    svg = ElementTree.fromstring(argument_svg(deep))
    lines = ["".join(span.itertext()) for span in svg.iter(f"{SVG}tspan")]
    assert max(map(len, lines)) < 110
    assert "".join(lines) == "word" * 80 * 60


def test_drawing_in_a_page_has_alternative_text_and_outline() -> None:
    """The page holds the picture itself, so that an untrusted notebook shows it, and the outline in words."""
    shown = draw_argument(BRIDGE)
    assert repr(shown) == BRIDGE.outline()
    assert 'alt="Argument map: 1 claim, 2 reasons' in shown.html
    picture = shown.html.partition("data:image/svg+xml;base64,")[2].partition('"')[0]
    assert b64decode(picture).decode() == argument_svg(BRIDGE)
    assert draw_argument(BRIDGE).html == shown.html


def test_a_map_is_shown_from_a_table_an_outline_or_in_part() -> None:
    """Each form of a map gives one drawing; of chosen parts, one without its parent stands at the top."""
    forms = (BRIDGE, BRIDGE.table, BRIDGE.outline())
    assert len({show_argument(form).html for form in forms}) == 1
    assert repr(show_argument(BRIDGE, ["a06", "a02", "a03"])).splitlines() == [
        "1 reason (a02, p02s1): It is not safe.",
        "  1.1 evidence (a03, p02s2): Two of its nine piers are cracked.",
        "2 reason (a06, p03s1): A repaired pier lasts five years.",
    ]
    with pytest.raises(OpedError, match="no 'a09'"):
        show_argument(BRIDGE, ["a09"])


def test_broken_maps_are_drawn_too() -> None:
    """An empty map, a loop and an orphan give a drawing, not an error."""
    loop = ArgumentMap((Node("a01", "reason", "One.", "a02"), Node("a02", "reason", "Two.", "a01")))
    for argument in (ArgumentMap(), loop, ArgumentMap((Node("a01", "reason", "Lost.", "a09"),))):
        assert ElementTree.fromstring(argument_svg(argument)).tag == f"{SVG}svg"
