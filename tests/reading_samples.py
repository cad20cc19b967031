"""Ten texts of different form for the reading report: seven stand in tests/data/read, three are made here."""

from pathlib import Path

from tests.loading_texts import pdf, word

FOLDER = Path(__file__).parent / "data" / "read"

_WORD = (
    "Every spring the orchard growers of Vell spray against the moth, and every summer the bees are fewer. The "
    "county's bee survey counted 214 hives in 2024, after 391 in 2019.",
    "The growers say that the moth took a tenth of the crop in 2021. That is true, and nobody should wave it away.",
    "But a spray that kills the pollinator is a loan at a ruinous rate. As the beekeepers' union has warned, an "
    "orchard without bees is a picture of an orchard.",
    "The county could pay for traps, which cost about 60 crowns a tree. It has found money for worse things.",
    "Let us try the traps in half of the valley for two years, and count. If I am wrong, I will say so in this place.",
)
_PDF = (
    "Close the night school",
    "By Edvin Karr",
    "2 April 2025",
    "The night school of Torrow has 61 pupils and nine teachers, and it costs the town 1.9 million crowns a year.",
    "I taught there for eleven years, so I do not write this lightly. It is a good school for very few.",
    "The education office reports that 17 pupils finished in 2024, down from 48 in 2015.",
    "There is no alternative to a joint school with Hale, whatever the sentimental brigade may say.",
    "Those who shout loudest for the old building send their own children to Hale.",
    "A bus costs 140,000 crowns. A roof costs two million. Any child can do that sum.",
)
_LONG = (
    "The council met on {day} and counted {count} crossings. The ferry ran late on {late} days, the county says.",
    "Perhaps the harbour can wait for its crane in year {year}. The road by the mill can't, because lorries use it.",
    "It is a disgrace that ward {year} still has no doctor. The health board should open a surgery there.",
    "Fares rose by {late} per cent. Critics say that wages did not, and the union's table for year {year} shows why.",
)


def write_samples(folder: Path, long_paragraphs: int = 400) -> list[Path]:
    """Write all ten samples into a folder, and give their paths by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "word.docx").write_bytes(word(_WORD, title="A loan at a ruinous rate", author="Sanna Ode"))
    (folder / "print.pdf").write_bytes(pdf(_PDF))
    (folder / "very-long.txt").write_text(very_long(long_paragraphs), encoding="utf-8")
    return sorted(folder.iterdir())


def very_long(paragraphs: int) -> str:
    """A text of two sentences a paragraph."""
    made = (
        _LONG[n % len(_LONG)].format(day=f"{n % 28 + 1} March", count=100 + 7 * n, late=n % 30 + 2, year=n + 1)
        for n in range(paragraphs)
    )
    return "A year of small decisions\n\nBy the town clerk\n\n" + "\n\n".join(made) + "\n"
