"""For every exercise a hand-in that is partly right, and exactly what it deserves."""

from tests.grading import Mixed

MIXED_ANSWERS = {
    "02-fact-and-opinion": Mixed(
        answers={
            "q1_levels": {"p01s1": "F", "p01s2": "FACT", "p02s2": "fact", "p03s1": "MIXED", "p03s2": "OPINION"},
            "q2_types": {"p02s1": "QUANTITY", "p02s3": "VALUE", "p06s1": "POLICY"},
            "q3_records": "MINUTES",
        },
        points={"q1-levels-test": 0.6, "q2-types-test": 0.5, "q3-records-test": 0.0},
        by_hand={"q4-task": 1.5, "q5-task": 1.0},
    )
}
