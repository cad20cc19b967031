"""The quiz: questions with explained answers, hints in stages, and how sure the reader was."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import traitlets
from pydantic import Field

from oped.errors import OpedError
from oped.showing.answers import AnswerStore, Given, Percent
from oped.showing.page import Shown
from oped.showing.widgets.base import Widget
from oped.showing.widgets.grid import grid

if TYPE_CHECKING:
    import pandas as pd

VERDICTS = {"": "not attempted", "right": "right", "wrong": "not this one", "explained": "not this one, explained"}


@dataclass(frozen=True)
class Question:
    """A question with one right answer; it is for practice, since whoever has the notebook has the answer too.

    Attributes:
        id: a short name of its own, which the file of answers uses.
        options: what can be chosen, two or more.
        answer: the right one of the options.
        why: what makes it right, and what the others overlook; seen after an attempt only.
        hints: from a nudge to nearly all; each is seen when it is asked for.
    """

    id: str
    text: str
    options: tuple[str, ...]
    answer: str
    why: str
    hints: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what can't be answered. Raises OpedError."""
        if len(set(self.options)) != len(self.options) or len(self.options) < 2:
            raise OpedError(f"Question {self.id}: give two or more options, each another.")
        if self.answer not in self.options:
            raise OpedError(f"Question {self.id}: the answer {self.answer!r} is none of the options.")


class QuizAnswers(Given):
    """By question id: the first answer, how sure of it, what was tried later, hints taken, whether explained."""

    answers: dict[str, str] = Field(default_factory=dict)
    confidence: dict[str, Percent] = Field(default_factory=dict)
    later: dict[str, list[str]] = Field(default_factory=dict)
    hints: dict[str, int] = Field(default_factory=dict)
    explained: dict[str, bool] = Field(default_factory=dict)


class Quiz(Widget):
    """Questions to answer by mouse, touch or keyboard; the right answer is not on the page before an attempt.

    Keys: Up and Down move from question to question, a, b, c choose, 5 to 9 say how sure (50 to 90 per cent) and 1 says
    100, Enter checks, h asks for a hint; Tab goes on to the buttons and then leaves.

    Attributes:
        answers: the first answer to each question id that was attempted; later tries are counted in `results` only.
        confidences: how sure of that first answer, 50 to 100 per cent.
        notice: one sentence where answers could not be read or saved, else empty.
    """

    _scripts = ("quiz.js",)

    _rows: "traitlets.List[dict[str, Any]]" = traitlets.List().tag(sync=True)
    _state: "traitlets.Dict[str, dict[str, Any]]" = traitlets.Dict().tag(sync=True)
    _confidence = traitlets.Bool().tag(sync=True)

    def __init__(self, questions: Iterable[Question], *, name: str, confidence: bool = True) -> None:
        """Set out the questions with the answers that the file holds for them.

        Args:
            questions: each with an id of its own.
            name: names the file, `NAME.answers.json`: small letters, digits and hyphens.
            confidence: whether to ask how sure the reader is of a first answer.

        Raises:
            OpedError: there is no question, two have one id, or the name can't be used.
        """
        asked = list(questions)
        self._questions = {question.id: question for question in asked}
        if len(self._questions) < max(len(asked), 1):
            raise OpedError("Give at least one question, and each an id of its own.")
        self._store = AnswerStore(name, QuizAnswers)
        self._given, notice = self._store.load(self._that_fit)
        super().__init__(
            notice=notice,
            _rows=[{"id": q.id, "text": q.text, "options": list(q.options), "hints": len(q.hints)} for q in asked],
            _state=self._states(),
            _confidence=confidence,
        )
        self.on_msg(self._hear)

    @property
    def answers(self) -> dict[str, str]:
        """The first answer to each question that was attempted, by its id."""
        return dict(self._given.answers)

    @property
    def confidences(self) -> dict[str, int]:
        """How sure of the first answer, 50 to 100 per cent, by question id."""
        return dict(self._given.confidence)

    @property
    def results(self) -> "pd.DataFrame":
        """One row a question: `id`, first `answer`, whether it is `right`, `confidence`, `tries`, `hints`.

        `answer`, `right` and `confidence` are missing where nothing was attempted or said.
        """
        import pandas as pd

        given, rows = self._given, []
        for i, question in self._questions.items():
            first = given.answers.get(i)
            right = None if first is None else first == question.answer
            rows.append((i, first, right, given.confidence.get(i), len(self._tried(i)), given.hints.get(i, 0)))
        types = {"id": "string", "answer": "string", "right": "boolean", "confidence": "Int64"}
        return pd.DataFrame(rows, columns=[*types, "tries", "hints"]).astype(types)

    def answer(self, question_id: str, option: str, confidence: int | None = None) -> None:
        """Attempt a question; only the first attempt is the answer, and one that is solved or explained stays so.

        Raises:
            OpedError: there is no such question or option, or how sure is not 50 to 100.
        """
        question = self._question(question_id)
        if option not in question.options:
            raise OpedError(f"{option!r} is no option of question {question_id}; choose one of {question.options}.")
        if confidence is not None and not 50 <= confidence <= 100:
            raise OpedError("How sure is said in per cent from 50 to 100.")
        tried = self._tried(question_id)
        if option in tried or self._status(question_id) in ("right", "explained"):
            return
        if tried:
            self._change("later", question_id, [*tried[1:], option])
            return
        if confidence is not None:
            self._given.confidence[question_id] = confidence
        self._change("answers", question_id, option)

    def hint(self, question_id: str) -> None:
        """Show the next hint to a question, if there is one left. Raises OpedError where there is no such question."""
        taken = self._given.hints.get(question_id, 0)
        if taken < len(self._question(question_id).hints):
            self._change("hints", question_id, taken + 1)

    def explain(self, question_id: str) -> None:
        """Show the answer to a question that was attempted. Raises OpedError where there is no such question."""
        self._question(question_id)
        if self._status(question_id) == "wrong":
            self._change("explained", question_id, True)

    def reset(self) -> None:
        """Forget every answer, here and in the file."""
        self._given = QuizAnswers()
        self._publish()

    def _hear(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        match content:
            case {"do": "answer", "id": question_id, "option": option, "percent": percent}:
                self.answer(question_id, option, percent)
            case {"do": "hint", "id": question_id}:
                self.hint(question_id)
            case {"do": "explain", "id": question_id}:
                self.explain(question_id)

    def _question(self, question_id: str) -> Question:
        if question_id not in self._questions:
            raise OpedError(f"There is no question {question_id!r}; there are {', '.join(self._questions)}.")
        return self._questions[question_id]

    def _change(self, part: str, question_id: str, value: object) -> None:
        getattr(self._given, part)[question_id] = value
        self._publish()

    def _publish(self) -> None:
        self._state = self._states()
        self.notice = self._store.save(self._given)

    def _tried(self, question_id: str) -> list[str]:
        given = self._given
        first = [given.answers[question_id]] if question_id in given.answers else []
        return [*first, *given.later.get(question_id, [])]

    def _status(self, question_id: str) -> str:
        tried = self._tried(question_id)
        if not tried:
            return ""
        if tried[-1] == self._questions[question_id].answer:
            return "right"
        return "explained" if self._given.explained.get(question_id) else "wrong"

    def _states(self) -> dict[str, dict[str, Any]]:
        """What the page may know of each question: neither the answer nor the reason before it is due."""
        states = {}
        for i, question in self._questions.items():
            status = self._status(i)
            open_ = status in ("right", "explained")
            states[i] = {
                "status": status,
                "tried": self._tried(i),
                "confidence": self._given.confidence.get(i),
                "hints": list(question.hints[: self._given.hints.get(i, 0)]),
                "answer": question.answer if open_ else "",
                "why": question.why if open_ else "",
            }
        return states

    def _that_fit(self, kept: QuizAnswers) -> QuizAnswers:
        questions = self._questions
        fits = {i for i in questions if kept.answers.get(i) in (None, *questions[i].options)}
        fits = {i for i in fits if set(kept.later.get(i, [])) <= set(questions[i].options)}
        parts = {name: {i: value for i, value in part.items() if i in fits} for name, part in kept}
        return QuizAnswers.model_validate(parts)

    def _shown(self) -> Shown:
        states = self._states()
        attempted = sum(bool(state["status"]) for state in states.values())
        caption = f"{attempted} of {len(states)} attempted"
        rows, lines = [], [caption]
        for n, (i, question) in enumerate(self._questions.items(), start=1):
            state = states[i]
            said = ", then ".join(state["tried"])
            verdict = VERDICTS[state["status"]]
            words = f"{said}: {verdict}" if said else verdict
            options = " / ".join(question.options)
            why = f"{state['answer']}. {state['why']}" if state["why"] else ""
            rows.append([f"{n}. {escape(question.text)}<br>{escape(options)}", escape(words), escape(why)])
            lines += [f"{n}. {question.text} ({options})", f"   {words}", *([f"   {why}"] if why else [])]
        return Shown(grid(caption, ["Question", "Your answer", "Why"], rows), "\n".join(lines))
