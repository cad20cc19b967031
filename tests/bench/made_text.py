"""A long text made from parts, the same at every run, with figures, quotations and judgements in it."""

import random

SENTENCES_A_PARAGRAPH = 4

_PARTS = {
    "who": (
        "the mayor|Ada Brown|critics of the plan|the ministry|a former judge|most ferry passengers|Councillor Reed|"
        "the harbour company|our neighbours|nobody on the board|the auditors|a spokeswoman for the union|experts"
    ),
    "what": (
        "the new bridge|the fishing treaty|a reckless tax on bread|the school budget|this shameful compromise|"
        "the night train|the water price|an honest answer|the long overdue reform|the housing target|a second report"
    ),
    "said": "said|claimed|pointed out|admitted|has repeatedly warned|insisted|told reporters|is said to believe",
    "did": "approved|closed|defended|abandoned|slammed|has delayed|paid for|quietly dropped|voted for|refused",
    "number": "14|3.2 million|1,250|half a dozen|between 30 and 40|nearly 7 per cent of|two thirds of|£4.5bn for|90",
    "things": "households|accidents|tonnes of fish|jobs|patients a month|votes|new homes|complaints|miles of road",
    "when": "in March|on Tuesday|last year|since 2019|at half past eight|in the first half of 2024|long ago|by 2030",
    "judgement": (
        "a disgrace|hardly a success|the most dangerous illusion of all|a triumph of common sense|a costly mistake|"
        "nothing less than theft|a sensible step|an insult to every taxpayer|a fair bargain"
    ),
}
_SHAPES = (
    "{When} {who} {did} {what}.",
    "{Who} {said} that {what} cost {number} {things} {when}.",
    "“{What} is {judgement},” {said} {who}.",
    "But {what} is {judgement}, and we all know it.",
    "{Who} must not wait until {what} has become {judgement}.",
    "According to {who}, {number} {things} were counted {when}, because {who} {did} {what}.",
    "Would {what} have been {judgement} if {who} had listened?",
    "{Number} {things} were lost {when}; {who} calls that “{judgement}”.",
    "Perhaps {who} will lose {number} {things}, but never {what}.",
    "{What}, which {who} {did} {when}, remains {judgement} for {number} {things}.",
)


def made_text(sentences: int, seed: int = 20260327) -> str:
    """So many sentences in paragraphs of four, parted by an empty line."""
    chance = random.Random(seed)
    choices = {name: parts.split("|") for name, parts in _PARTS.items()}
    lines = [_sentence(chance, choices) for _ in range(sentences)]
    starts = range(0, sentences, SENTENCES_A_PARAGRAPH)
    return "\n\n".join(" ".join(lines[start : start + SENTENCES_A_PARAGRAPH]) for start in starts)


def _sentence(chance: random.Random, choices: dict[str, list[str]]) -> str:
    drawn = {name: chance.choice(parts) for name, parts in choices.items()}
    opening = {name.capitalize(): part[0].upper() + part[1:] for name, part in drawn.items()}
    return chance.choice(_SHAPES).format(**drawn, **opening)
