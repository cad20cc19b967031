"""For every exercise a hand-in that is partly right, and exactly what it deserves."""

from tests.grading import Mixed

MIXED_ANSWERS = {
    "01-who-is-speaking": Mixed(
        answers={
            "q1_kinds": {"A": "n", "B": "EDITORIAL", "C": "OPED", "D": "oped", "H": "O"},
            "q2_parts": {"A": "DISCLAIMER", "B": "byline", "E": "LINK", "H": "none"},
            "q3_words": {"A": "LOADED_FOR", "B": "n", "C": "loaded against", "D": "LOADED_AGAINST"},
        },
        points={"q1-kinds-test": 1.0, "q2-parts-test": 0.75, "q3-words-test": 1.0},
        by_hand={"q4-task": 1.5, "q5-task": 1.0},
    ),
    "02-fact-and-opinion": Mixed(
        answers={
            "q1_levels": {"p01s1": "F", "p01s2": "FACT", "p02s2": "fact", "p03s1": "MIXED", "p03s2": "OPINION"},
            "q2_types": {"p02s1": "QUANTITY", "p05s1": "EVENT", "p06s1": "POLICY"},
            "q3_records": "MINUTES",
        },
        points={"q1-levels-test": 0.6, "q2-types-test": 0.5, "q3-records-test": 0.0},
        by_hand={"q4-task": 1.5, "q5-task": 1.0},
    ),
    "03-who-says-so": Mixed(
        answers={
            "q1_rungs": {"for p01s2": "N", "for p04s4": "endorsing", "for p05s2": "NEUTRAL", "letter1": "DOUBTING"},
            "q2_who": {"for p02s1": "ROLE", "for p04s3": "UNNAMED", "for p05s4": "w", "against p03s3": "n"},
            "q3_cuts": {"chamber": "FAIR", "head": "ONE_SIDED", "mediator": "FAIR"},
        },
        points={"q1-rungs-test": 0.56, "q2-who-test": 0.5, "q3-cuts-test": 0.5},
        by_hand={"q4-task": 1.0, "q5-task": 2.0},
    ),
    "04-ten-questions": Mixed(
        answers={
            "q1_answers": {"days-source": "YES", "days-window": "yes", "days-base": "D", "fences-selection": "n"},
            "q2_gaps": {"for-p03s1": "COMPARISON", "against-p02s4": "WINDOW", "against-p04s1": "SENSE"},
            "q3_numbers": {"days_since_night": 42, "sheep_paid_for": 131.0, "dogs_a_year": 148, "fence_price": "9600"},
        },
        points={"q1-answers-test": 0.75, "q2-gaps-test": 0.5, "q3-numbers-test": 0.5},
        by_hand={"q4-task": 1.5, "q5-task": 2.0},
    ),
    "05-number-in-context": Mixed(
        answers={
            "q1_numbers": {"both_2024": 92, "both_2025": 46, "skerrin_2024": None, "skerrin_2025": 22.0},
            "q2_shares": {"bank_weight": 24, "bank_value": 0.3, "aldray_weight": 58.6},
            "q3_labels": {"for p03s3": "M", "for p06s3": "misleads", "against p07s3": "C", "against p02s2": "holds"},
        },
        points={"q1-numbers-test": 1.0, "q2-shares-test": 0.5, "q3-labels-test": 1.0},
        by_hand={"q4-task": 2.0, "q5-task": 1.5},
    ),
    "06-causes-forecasts": Mixed(
        answers={
            "q1_kinds": {"for p04s4": "c", "for p07s3": "WHAT_IF", "letter1": "sequence", "letter3": "W"},
            "q2_numbers": {"other_streets": 9, "ordinary_winter": 8.2, "ring_2022": 0.5, "bridge_six_years": "13.3"},
            "q3_rivals": {"for p04s4": "common cause", "against p05s3": "CHANCE", "letter7": "R", "letter11": "s"},
        },
        points={"q1-kinds-test": 0.6, "q2-numbers-test": 1.0, "q3-rivals-test": 0.75},
        by_hand={"q4-task": 1.5, "q5-task": 1.0},
    ),
    "07-music-of-persuasion": Mixed(
        answers={
            "q1_devices": {"for p01s3": "AM", "for p03s4": "NONE", "for p05s1": "hedge", "against p05s3": "authority"},
            "q2_sorts": {"for p05s4": "DEVICE", "against p07s1": "d", "against p07s2": "DEVICE", "for p04s3": "DEVICE"},
            "q3_conditions": {"for p03s5": "E", "for p05s2": "c", "against p08s1": "F"},
        },
        points={"q1-devices-test": 0.75, "q2-sorts-test": 1.0, "q3-conditions-test": 0.5},
        by_hand={"q4-task": 1.5, "q5-task": 2.0},
    ),
    "08-shape-of-argument": Mixed(
        answers={
            "q1_parts": {"p02s1": "n", "p02s3": "CLAIM", "p03s1": "REASON", "p04s1": "r", "p05s4": "evidence"},
            "q2_parents": {"p03s1": "A", "p03s3": "b", "p05s2": "A", "p06s2": "F"},
            "q3_warrants": {"thrift": "B", "orle": "E", "pipes": "a"},
            "q4_answers": {"thrift": "MET", "hole": "MET", "roads": "missing"},
        },
        points={"q1-parts-test": 1.0, "q2-parents-test": 0.75, "q3-warrants-test": 0.5, "q4-answers-test": 0.5},
        by_hand={"q5-task": 1.5, "q6-task": 2.0},
    ),
    "09-how-much-agree": Mixed(
        answers={
            "q1_levels": {"p02s3": "O", "p03s1": "FACT", "p04s1": "fact", "p05s2": "MIXED", "p07s1": "FACT"},
            "q2_numbers": {"agreement": 0.6, "chance": 0.33, "kappa": 0.4, "kappa_all": 0.77},
            "q3_numbers": {"first_brier": 0.35, "first_gap": "26", "second_brier": 0.16, "second_gap": 20},
        },
        points={"q1-levels-test": 0.6, "q2-numbers-test": 1.0, "q3-numbers-test": 1.0},
        by_hand={"q4-task": 1.5, "q5-task": 1.0},
    ),
    "10-read-your-own": Mixed(
        answers={
            "q1_outcomes": {"A": "h", "B": "MISS", "C": "HIT", "D": "quiet", "F": "false alarm", "G": "QUIET"},
            "q2_levels": {"p02s3": "F", "p03s2": "FACT", "p07s2": "o"},
            "q3_numbers": {"precision_here": 69, "recall_here": 0.63, "loaded_right": None, "dodges_missed": "16"},
        },
        points={"q1-outcomes-test": 1.0, "q2-levels-test": 0.4, "q3-numbers-test": 0.25},
        by_hand={"q4-task": 1.0, "q5-task": 1.5, "q6-task": 0.5, "q7-task": 1.0},
    ),
}
