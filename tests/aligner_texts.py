"""Texts written for the aligner's tests, with what several tests do to them; the island of Brackholm is invented."""

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from oped.course.anchors import fill_anchors
from oped.reading.markup import plain_text

SAVED = """\
A Night Boat Is Not a Gift – It Is a Debt

By [Astrid Torvald](#)

14 May 2031

The quay at Brackholm in the winter storm. [Harbour office](#)

Before the new council took office, its leader promised the islanders a night boat within [one hundred days](#). \
Ten months later, there is still no boat at the quay. On the contrary, the last evening crossing was cut in March, \
and the well-kept slipway beside it now serves as a car park for the Council's own staff.

In a [letter](#) to the harbour office, the ferry company's director repeated what everybody already knew: that no \
crew had been hired for the night. "The council believes that we want to sail. Nobody has asked us, and nobody has \
paid us," she wrote.

Patience is a virtue in fishing; it becomes a vice when a town pays 4.5 million crowns a year for a timetable that \
exists on paper alone. And the paper is getting thin.

The nurses at the cottage hospital [have rightly called](#) this "a lottery with tides in it." An island that can't \
send its sick across the water after seven in the evening is not remote — it has been abandoned by people who sleep \
on the mainland.

Nor is the money missing.

Last year the harbour fund closed with 1,240,000 crowns unspent, a third more than the crew of a night boat would \
cost, while the [road budget](#) was overdrawn for the fifth year in a row. The fund's own statute says that its \
purpose is "safe passage at all hours." Those words were not chosen by accident.

Related article: [Why the North Pier Keeps Sinking Into the Sand](#)

Some will say that fewer than forty people would use the boat on an ordinary night, and they are probably right. But \
a lifeboat isn't judged by its takings. A town that counts only the passengers it already has will never learn how \
many stayed at home, moved away or, like my neighbour in February, waited until morning with a broken hip.

The council should hire the crew in June, sail the first crossing before the autumn gales, and publish the numbers \
every month for three years — including the bad ones. If the boat then proves too dear, let it be stopped with open \
books rather than with silence.

What must end now is the habit of treating a promise as if it were weather. Promises are made by people; so is the \
decision to break them.

The views in this column are the writer's own.
"""

UNRELATED = """\
Evening crossings divide the islands again

The harbour office of Sandmoor will try a night boat from June, its director said on Monday. A crew of six has been \
hired, and the first crossing is planned for the week before the summer fair. The council agreed to pay for it out of \
the road budget, which had a third of its money unspent at the end of last year.

Not everybody on the island is glad. The fishing families fear that the slipway will be closed to their boats after \
seven, and nurses have asked who will meet the sick at the quay when the last bus has gone. "We are promised safe \
passage, but passage to where?" said one of them at a meeting in the town hall.

The ferry company expects forty passengers on an ordinary night. It lost its contract for the winter timetable in \
March, after the statute of the harbour fund was changed, and it says that the numbers will be published every \
month. If fewer than twenty people sail, the boat may be stopped in the autumn. The leader of the council called the \
plan a debt paid late, though not too late, and hoped that neighbours on the mainland would learn from it.
"""

PARAPHRASE = """\
When they were elected, the people who now run the council said that within about three months there would be a ferry \
at night. It is almost a year on, and the quay is as empty as ever. Worse, in March they took away the evening ferry \
too, and council employees leave their cars on what used to be a fine slipway. The head of the shipping firm wrote to \
the port authority that she has taken on no night staff, has had no request and has seen no money. A community which \
has no way to bring patients over the sea in the evening was not born lonely: officials with beds ashore have made it \
so. Enough money lies in the port's account to pay the sailors and have some left. It may be that only a few dozen \
would travel, but rescue services are not asked to earn their keep. Let sailors be found by summer, let the ferry run \
before the storms come, and let every figure be shown, pleasant or not. A given word is no act of nature.
"""

# On the subject of the course's case study, in words that a piece about it would use.
SAME_SUBJECT = """\
Can talks and pressure work together?

Four winters of war have taught diplomats to be modest. Envoys from Washington, Kyiv and Moscow have met in hotels \
and palaces, and each meeting has ended with a promise to meet again. Supporters of the negotiations say that even a \
slow process saves lives: prisoners come home, power stations are spared for a week, and each side learns what the \
other can't give up. Critics answer that the Kremlin has used every pause to rebuild its forces, and that the United \
States has asked more of Ukraine than of Russia.

Both sides have a point. A ceasefire without security guarantees would leave Kyiv to face the next attack alone. \
Sanctions without talks, on the other hand, give an aggressor no reason to stop. European governments have seized \
tankers of the shadow fleet and lowered the price cap on Russian oil, yet revenue recovers whenever a crisis in the \
Gulf pushes global prices up. Drones and missiles still fall on Ukrainian cities at night, and the military budget \
depends on partners whose voters are tired.

What would a serious settlement need? First, facts on the ground that nobody disputes: who holds which towns in the \
Donbas, how many people have fled, what rebuilding will cost. Second, a timetable under which pressure rises when \
talks stall and falls when terms are kept. Third, allies who say in public what they will do if the agreement is \
broken. None of this requires trust in the Russian president. It requires only that the White House and the EU agree \
on a strategy before they sit down, rather than after.

It may be that no such agreement is possible this year. Territorial concessions remain the core of the dispute, and \
neither capital can sell them at home. But the choice is not between negotiations and victory. History knows wars \
that ended by exhaustion, by a change of leaders, and by a bargain that both parties hated. To rule out one road \
because the last attempt failed would be a strategic error of its own.
"""

COUNTS = (3, 2, 2, 2, 1, 3, 3, 2, 2)
IDS = [f"p{paragraph:02d}s{place}" for paragraph, count in enumerate(COUNTS, 1) for place in range(1, count + 1)]

Change = Callable[[str], str]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, as they stand."""
    return [paragraph for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def body(text: str) -> list[str]:
    """The paragraphs that end like a sentence."""
    return [paragraph for paragraph in paragraphs(text) if re.search(r"[.!?]\"?\s*\Z", paragraph)]


def without_links(text: str) -> str:
    """A saved text without link brackets."""
    return re.sub(r"\[([^\]]*)\]\(#\)", r"\1", text)


def curly(text: str) -> str:
    """Typographic quotes and apostrophes."""
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def wrapped(width: int) -> Change:
    """A change of line ends: every paragraph filled to a width, no word broken."""
    return lambda text: "\n\n".join(textwrap.fill(part, width, break_long_words=False) for part in paragraphs(text))


def words(text: str) -> list[str]:
    """The words of a text, for comparing wordings whose punctuation differs."""
    return re.findall(r"[^\W_]+", re.sub("['’]", "", plain_text(text).text.lower()))


def filled(folder: Path, text: str, ids: list[str]) -> pd.DataFrame:
    """A table of sentences with the anchors that the maintainer's command writes."""
    file = folder / "sentences.csv"
    pd.DataFrame({"id": ids, "level": "FACT", "anchor": ""}).to_csv(file, index=False)
    fill_anchors(file, text)
    return pd.read_csv(file, dtype=str, keep_default_na=False)
