"""Which sentences may be proposed: not headings, not the label of who speaks."""

from codebook.suggesting.units import paragraph, units
from corpus.versions import Segment

TEXT = "Le tiers\nInfirmière : Je parle. Je décide.\nCadre :\nUne ligne sans point\n***"


def segment(kind: str, words: str, speaker: str | None = None) -> Segment:
    start = TEXT.index(words)
    return Segment(kind, start, start + len(words), None, speaker, None, None)


SEGMENTS = [
    segment("heading", "Le tiers"),
    segment("paragraph", "Infirmière : Je parle. Je décide.", "Infirmière"),
    segment("paragraph", "Cadre :", "Cadre"),
    segment("paragraph", "Une ligne sans point", "Cadre"),
    segment("paragraph", "***"),
]


def test_headings_labels_and_signs_are_no_passage() -> None:
    found = [TEXT[start:end] for start, end in units(TEXT, SEGMENTS)]
    assert found == ["Je parle.", "Je décide.", "Cadre :", "Une ligne sans point"]


def test_without_segments_every_sentence_is_one() -> None:
    assert len(units(TEXT, [])) == 5


def test_a_paragraph_is_the_block_that_holds_the_sentence() -> None:
    at = TEXT.index("Je décide.")
    start, end = paragraph(TEXT, SEGMENTS, at, at + 10)
    assert TEXT[start:end] == "Infirmière : Je parle. Je décide."
    start, end = paragraph(TEXT, [], at, at + 10)
    assert TEXT[start:end] == "Infirmière : Je parle. Je décide."
