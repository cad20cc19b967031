"""Visible checks: they look at the form of an answer, never at its meaning, and say so."""

from collections.abc import Collection

from oped.tables import quoted
from oped.teaching.verdict import normal_label, number_in

_FORM_ONLY = "This checks the form only; the points come from the meaning."


def check_labels(answers: object, ids: Collection[str], allowed: Collection[str]) -> None:
    """Print whether a dict of id to label has the right form.

    Args:
        answers: the student's variable.
        ids: every id that should have a label.
        allowed: the label names; a letter tag will do, and a first letter where it is one label's alone.

    >>> check_labels({"p01s1": "FACT", "p01s2": ""}, ["p01s1", "p01s2"], ["FACT", "OPINION"])
    Not finished: 1 of 2 labelled; still empty: p01s2. Write one of FACT, OPINION between the quotation marks.
    """
    print(_labels_message(answers, list(ids), list(allowed)))


def _labels_message(answers: object, ids: list[str], allowed: list[str]) -> str:
    names = ", ".join(allowed)
    if not isinstance(answers, dict):
        return "Try again: keep the curly brackets, and one line for each sentence, as in the cell you were given."
    empty = [id_ for id_ in ids if not str(answers.get(id_, "")).strip()]
    if len(empty) == len(ids):
        return f"Not attempted yet. Hint: write one of {names} between the empty quotation marks."
    wrong = [id_ for id_ in ids if id_ not in empty and normal_label(answers[id_], allowed) not in allowed]
    if wrong:
        return f"Try again: {answers[wrong[0]]!r} at {wrong[0]} is not one of {names}."
    if empty:
        done = f"{len(ids) - len(empty)} of {len(ids)} labelled"
        return (
            f"Not finished: {done}; still empty: {', '.join(empty)}. Write one of {names} between the quotation marks."
        )
    return f"Right form: {len(ids)} of {len(ids)} labelled. {_FORM_ONLY}"


def check_numbers(answers: object, ids: Collection[str]) -> None:
    """Print whether a dict of id to number has the right form.

    Args:
        answers: the student's variable; None stands where no number was given yet.
        ids: every id that should have a number.

    >>> check_numbers({"meetings": 4, "hours": None}, ["meetings", "hours"])
    Not finished: 1 of 2 numbers; still None: hours. Write a number in its place.
    """
    print(_numbers_message(answers, list(ids)))


def _numbers_message(answers: object, ids: list[str]) -> str:
    if not isinstance(answers, dict):
        return "Try again: keep the curly brackets, and one line for each number, as in the cell you were given."
    empty = [id_ for id_ in ids if answers.get(id_) is None]
    if len(empty) == len(ids):
        return "Not attempted yet. Hint: write a number in place of each None."
    wrong = [id_ for id_ in ids if id_ not in empty and number_in(answers[id_]) is None]
    if wrong:
        return f"Try again: {quoted(answers[wrong[0]])} at {wrong[0]} is not one number; write it like 46.5, bare."
    if empty:
        done = f"{len(ids) - len(empty)} of {len(ids)} numbers"
        return f"Not finished: {done}; still None: {', '.join(empty)}. Write a number in its place."
    return f"Right form: {len(ids)} of {len(ids)} numbers. {_FORM_ONLY}"


def check_text(answer: object, at_least: int, at_most: int) -> None:
    """Print whether a written answer has a length, in words, between two limits.

    >>> check_text("One two three.", at_least=2, at_most=5)
    Right form: 3 words. A person will read this.
    """
    if not isinstance(answer, str):
        print("Try again: keep your answer between the two rows of three quotation marks.")
        return
    count = len(answer.split())
    if not count:
        print("Not attempted yet. Hint: write between the two rows of three quotation marks.")
    elif not at_least <= count <= at_most:
        print(f"Try again: {count} words; write between {at_least} and {at_most}.")
    else:
        print(f"Right form: {count} words. A person will read this.")
