"""Single sentences tried out on the rules, for a reader who wants to see where the rules go wrong."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oped.reading.claims import claims
from oped.reading.devices import devices
from oped.reading.document import read_text

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("text", "level", "because", "devices")


def try_out(sentences: Mapping[str, str]) -> "pd.DataFrame":
    """Say what the rules make of sentences, each on its own.

    Args:
        sentences: a name for each, and the sentence; empty ones are passed over, and a text of several sentences
            gets one row for each.

    Returns:
        One row a sentence, by its name: text, level, because (the cues that decided, in words) and devices (each
        candidate with its words; empty where there is none).

    >>> table = try_out({"mine": "It is a disgrace.", "yours": ""})
    >>> table[["level", "devices"]].to_dict("index")
    {'mine': {'level': 'OPINION', 'devices': "LOADED_LANGUAGE 'disgrace'"}}
    """
    import pandas as pd

    names, rows = [], []
    for name, text in sentences.items():
        document = read_text(text)
        offered = devices(document)
        for claim in claims(document).itertuples():
            here = offered[offered["sentence"] == claim.sentence]
            found = "; ".join(f"{one.device} '{one.phrase}'" for one in here.itertuples())
            names.append(name)
            rows.append((claim.text, claim.level, claim.because, found))
    return pd.DataFrame(rows, columns=list(_COLUMNS), index=pd.Index(names, name="sentence", dtype="object"))
