"""The codebook: every label the course uses, its test question, and when the thing it names is fair.

Lessons, widgets, graders and datasets take their vocabulary from here and from nowhere else.
Levels follow what Pew Research Center (2018) and BABE (Spinde et al. 2021) ask of readers; the literature behind
each type and device is named in `Label.literature`.
"""

from dataclasses import dataclass
from typing import Literal

LevelName = Literal["FACT", "MIXED", "OPINION"]
TypeName = Literal[
    "EVENT",
    "QUANTITY",
    "ATTRIBUTED",
    "INTERPRETATION",
    "PREDICTION",
    "VALUE",
    "POLICY",
    "COMMON_GROUND",
    "NOT_A_CLAIM",
]
DeviceName = Literal[
    "LOADED_LANGUAGE",
    "LABEL",
    "EXAGGERATION",
    "CERTAINTY",
    "HEDGE",
    "UNNAMED_SOURCE",
    "AUTHORITY",
    "FEAR_PITY",
    "CAUSAL_SHORTCUT",
    "SLIPPERY_SLOPE",
    "FALSE_CHOICE",
    "ANALOGY_METAPHOR",
    "REPETITION",
    "DODGE",
]
AttributionName = Literal["neutral", "doubting", "endorsing", "unnamed"]
QuestionName = Literal[
    "source",
    "definition",
    "base",
    "window",
    "unit_and_rate",
    "comparison",
    "uncertainty",
    "selection",
    "cause",
    "sense",
]
AnswerName = Literal["yes", "no", "does_not_arise"]


@dataclass(frozen=True)
class Label:
    """One word of the codebook.

    Attributes:
        name: the word as it stands in every table, in capitals where the codebook has it so.
        letter: the short tag shown beside marked text; unique within its list.
        title: the name as it is read aloud.
        question: the test question that decides whether the label fits.
        advice: one line for a reader who hesitates.
        fair_use: when the thing named is good writing; empty for levels, types and questions.
        literature: where the label comes from, or what others call it.
    """

    name: str
    letter: str
    title: str
    question: str
    advice: str
    fair_use: str = ""
    literature: str = ""


def _by_name(*labels: Label) -> dict[str, Label]:
    return {label.name: label for label in labels}


LEVELS = _by_name(
    Label(
        "FACT",
        "F",
        "fact",
        "As it stands, could someone check all of it against records?",
        "Right or wrong does not matter here: a false statement that can be checked is still a FACT sentence.",
        literature="Pew Research Center 2018 (factual statement); BABE 2021",
    ),
    Label(
        "MIXED",
        "M",
        "mixed",
        "Does one sentence join a part that can be checked to a part that judges or interprets?",
        "Mark what a record could settle. If the rest judges or explains, it is MIXED; mere colour does not count.",
        literature="Pew Research Center 2018 (borderline statement); BABE 2021",
    ),
    Label(
        "OPINION",
        "O",
        "opinion",
        "Is it a judgement, an interpretation, a forecast or a recommendation?",
        "A well-argued opinion is still an opinion; the label is no complaint.",
        literature="Pew Research Center 2018 (opinion statement); BABE 2021",
    ),
)

TYPES = _by_name(
    Label(
        "EVENT",
        "EV",
        "event",
        "Did this happen, or is it so?",
        "Look for a thing done or a state of affairs that a record would show.",
        literature="ClaimBuster CFS; Park & Cardie FACT; Full Fact, laws and rules",
    ),
    Label(
        "QUANTITY",
        "QU",
        "quantity",
        "How much, how many, when, compared with what?",
        "The number is what is being said, not a detail beside it.",
        literature="Konstantinovskiy et al. quantity in the past or present; QuanTemp",
    ),
    Label(
        "ATTRIBUTED",
        "AT",
        "attributed",
        "Who said or thinks it, and did they?",
        "Two checks hide here: that it was said, and that it is so. The sentence promises only the first.",
        literature="PARC and PolNeAR source, cue, content; CheckThat! OBJ",
    ),
    Label(
        "INTERPRETATION",
        "IN",
        "interpretation",
        "Why did it happen, what does it mean, what do they want?",
        "Motives, causes and meanings are inferred, even when the verb is a plain one.",
        literature="Konstantinovskiy et al. correlation or causation; Hidey et al. interpretation",
    ),
    Label(
        "PREDICTION",
        "PR",
        "prediction",
        "What will, would or could happen?",
        "What would have happened counts too: nobody can look it up.",
        literature="Konstantinovskiy et al. prediction; FactBank PR and PS",
    ),
    Label(
        "VALUE",
        "VA",
        "value",
        "Is it good or bad, right or wrong?",
        "Ask whether two people with the same records could still differ.",
        literature="Park & Cardie VALUE; stasis of quality; CheckThat! SUBJ",
    ),
    Label(
        "POLICY",
        "PO",
        "policy",
        "What should be done, or should have been done?",
        "Look for should, must, ought, needs to, or an order.",
        literature="Park & Cardie POLICY; stasis of policy",
    ),
    Label(
        "COMMON_GROUND",
        "CG",
        "common ground",
        "Is a general truth taken for granted?",
        "It is about no case in particular and is offered as something everybody accepts.",
        literature="Al-Khatib et al. common ground; Toulmin warrant",
    ),
    Label(
        "NOT_A_CLAIM",
        "NC",
        "not a claim",
        "Is it a heading, a question or a transition?",
        "Nothing is said to be so.",
        literature="ClaimBuster NFS",
    ),
)

DEVICES = _by_name(
    Label(
        "LOADED_LANGUAGE",
        "LL",
        "loaded language",
        "Does a word bring a feeling that a plainer word would not?",
        "Swap in the plainest word you know and see what is lost.",
        "The strong word is the accurate one: a theft is a theft.",
        "SemEval-2020 task 11 loaded language",
    ),
    Label(
        "LABEL",
        "LB",
        "label",
        "Is somebody summed up in a name or an epithet?",
        "Ask whether the people named would use the name of themselves.",
        "The name is a defined category that the piece shows to fit.",
        "SemEval-2020 task 11 name calling, labelling",
    ),
    Label(
        "EXAGGERATION",
        "EX",
        "exaggeration",
        "Is it larger, smaller or more final than what is shown for it?",
        "Look for all, never, historic, total, and ask for the record.",
        "The extreme is the fact: the highest figure in the table is the highest.",
        "SemEval-2020 task 11 exaggeration, minimisation",
    ),
    Label(
        "CERTAINTY",
        "CE",
        "certainty",
        "Does a word close the question instead of an argument?",
        "Strike out obviously or undeniable. If the sentence weakens, the word was doing the work.",
        "The evidence stands beside it, or the thing is settled.",
        "Hyland boosters",
    ),
    Label(
        "HEDGE",
        "HE",
        "hedge",
        "Does a word leave a way out?",
        "Ask what would have to happen for the hedged sentence to be wrong.",
        "Evidence is thin and the writer says so: that is honest, not weak.",
        "Hyland hedges",
    ),
    Label(
        "UNNAMED_SOURCE",
        "US",
        "unnamed source",
        "Does somebody speak whom the reader can't find?",
        "Ask who, how many, and how the writer knows.",
        "The source would be in danger, and the piece says why it is not named and how it knows.",
        "Wikipedia weasel words; SemEval-2023 task 3 appeal to popularity",
    ),
    Label(
        "AUTHORITY",
        "AU",
        "appeal to authority, or an endorsing verb",
        "Does who says it stand in for why it is so?",
        "Put a neutral said in place of the verb and see whether the sentence still convinces.",
        "The person is an expert on just this, and the reasons can be looked up.",
        "SemEval-2020 task 11 appeal to authority",
    ),
    Label(
        "FEAR_PITY",
        "FP",
        "appeal to fear or pity",
        "Is the reader moved by what might be suffered?",
        "Separate the harm that is shown from the harm that is pictured.",
        "The harm is real, and its size is given.",
        "SemEval-2020 task 11 appeal to fear or prejudice",
    ),
    Label(
        "CAUSAL_SHORTCUT",
        "CS",
        "causal shortcut",
        "Is one thing said to bring about another with the steps left out?",
        "Name one other thing that could have caused it.",
        "The mechanism is known and the piece names it or points to it.",
        "SemEval-2020 task 11 causal oversimplification",
    ),
    Label(
        "SLIPPERY_SLOPE",
        "SS",
        "slippery slope",
        "Does one step lead to the worst step without the steps between?",
        "Ask how likely each step is, and multiply.",
        "Each step is argued, or has been seen before under like conditions.",
        "SemEval-2023 task 3 slippery slope",
    ),
    Label(
        "FALSE_CHOICE",
        "FC",
        "false choice",
        "Are there said to be only two ways when there are more?",
        "Try to write down a third.",
        "There really are two: a vote is yes or no.",
        "SemEval-2020 task 11 black-and-white fallacy",
    ),
    Label(
        "ANALOGY_METAPHOR",
        "AM",
        "analogy or metaphor",
        "Is one thing argued about in the words of another?",
        "List one way in which the two things differ.",
        "It explains a mechanism, and the difference is said or does not matter.",
        "SemEval-2023 task 3 (in part); conceptual metaphor, Lakoff & Johnson",
    ),
    Label(
        "REPETITION",
        "RE",
        "repetition, slogan, antithesis or piling up",
        "Does the form of the sentence persuade, by echo, balance or heap?",
        "Say the same thing once, in plain order.",
        "The repetition helps a listener to follow, or the list is complete and matters.",
        "SemEval-2020 task 11 repetition and slogans",
    ),
    Label(
        "DODGE",
        "DO",
        "dodge",
        "Is a question answered by turning to another one, or is a voice left out?",
        "Straw man, whataboutism, doubt about persons, silence: write down the question that was left.",
        "The other question is the more important one, and the piece says so openly.",
        "SemEval-2020 task 11 straw man, whataboutism, red herring",
    ),
)

ATTRIBUTION = _by_name(
    Label(
        "neutral",
        "N",
        "neutral",
        "Does the verb only report that it was said?",
        "said, told, wrote",
        literature="PolNeAR; Hyland reporting verbs",
    ),
    Label(
        "doubting",
        "D",
        "doubting",
        "Does the verb hint that it may not be so?",
        "claimed, alleged, insisted",
        literature="PolNeAR; Hyland reporting verbs",
    ),
    Label(
        "endorsing",
        "E",
        "endorsing",
        "Does the verb or adverb vouch for it?",
        "noted, pointed out, rightly said",
        literature="PolNeAR; Hyland reporting verbs",
    ),
    Label(
        "unnamed",
        "U",
        "unnamed",
        "Is nobody there to be asked?",
        "some say, reportedly, it is thought",
        literature="PolNeAR; Wikipedia weasel words",
    ),
)

# To each question the advice is the rule by which a text answers it; what it does not answer is left open, unless the
# question does not arise.
QUESTIONS = _by_name(
    Label(
        "source",
        "1",
        "source",
        "Who counted?",
        "Yes: a person, body or paper is named, or the writer was there. It does not arise where a calendar or plain "
        "arithmetic gives the figure.",
    ),
    Label(
        "definition",
        "2",
        "definition",
        "What exactly was counted?",
        "Yes: two people would count the same things. A single length of time is always clear.",
    ),
    Label(
        "base",
        "3",
        "base",
        "Of what total?",
        "Yes: the whole of the part is there, or the start of the rise. It does not arise for a length of time, or for "
        "what is no part of a whole.",
    ),
    Label(
        "window",
        "4",
        "window",
        "From when to when?",
        "Yes: the words fix start and end, or the day. It does not arise for arithmetic that holds at any time.",
    ),
    Label(
        "unit_and_rate",
        "5",
        "unit and rate",
        "Per what?",
        "Yes: the unit is there, and per day, per head or the like for what goes on and on.",
    ),
    Label(
        "comparison",
        "6",
        "comparison",
        "Compared with what?",
        "Yes: another time, place or plan is set beside it, with its number.",
    ),
    Label(
        "uncertainty",
        "7",
        "uncertainty",
        "How sure?",
        "Yes: a word such as about, more than or estimated says how exact it is. It does not arise for plain "
        "arithmetic.",
    ),
    Label(
        "selection",
        "8",
        "selection",
        "Which months, which places?",
        "Yes: all are counted, or it says how these were chosen. It does not arise for a span of the calendar, or for "
        "plain arithmetic.",
    ),
    Label(
        "cause",
        "9",
        "cause",
        "Does it support the sentence?",
        "Yes: if the figure is true, so is what the sentence makes of it. No: it shows too little, or something else "
        "could be behind it.",
    ),
    Label(
        "sense",
        "10",
        "sense",
        "Does the arithmetic hold?",
        "Yes: the sum can be redone, and holds. No: a number is missing. It does not arise for a bare count or length.",
    ),
)

ANSWERS = _by_name(
    Label(
        "yes",
        "Y",
        "yes",
        "Does the text answer it, in this sentence or beside it?",
        "Quote the words that do.",
    ),
    Label(
        "no",
        "N",
        "no, it cannot be known from the text",
        "Is the text silent, or can its words be read in more than one way?",
        "Say what is missing.",
    ),
    Label(
        "does_not_arise",
        "D",
        "the question does not arise",
        "Is there nothing here that the question could be about?",
        "Name the kind of figure: a length of time, say, has no total.",
    ),
)

CODEBOOK = (LEVELS, TYPES, DEVICES, ATTRIBUTION, QUESTIONS)
