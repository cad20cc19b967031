"""Widgets for what a reader does by hand: thin, with the logic in plain modules beside them."""

from oped.showing.widgets.annotator import Annotator
from oped.showing.widgets.argument_map import ArgumentMap
from oped.showing.widgets.number_card import NumberCard
from oped.showing.widgets.quiz import Question, Quiz
from oped.showing.widgets.slant import Pair, Slant

__all__ = ["Annotator", "ArgumentMap", "NumberCard", "Pair", "Question", "Quiz", "Slant"]
