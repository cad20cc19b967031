"""Figures: every quantity of a text, what it counts, and which of the ten questions its own sentence answers."""
from typing import TYPE_CHECKING
from oped.library import data_root
from oped.reading.document import Document
from oped.reading.figure_words import load_lists
from oped.reading.quantities import find_quantities

def figures(doc):
    import pandas as pd
    lists=load_lists(data_root()/"lexicons")
    rows=[]
    for s in doc.sentences:
        for q in find_quantities(s,lists):
            rows.append((s.id,s.tokens[q.first].start,s.tokens[q.end-1].end,q))
    return rows
