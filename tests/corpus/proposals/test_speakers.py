"""Who speaks: talks, open floors, questions, turns inside a paragraph, and the text with its speakers as decided."""

import os
from collections import Counter
from pathlib import Path

import pytest

from corpus.proposals import speakers
from corpus.proposals.speakers import TURN, Heard, applied, propose
from corpus.proposals.voices import QUESTION, UNKNOWN
from corpus.readers import ReadingText, read
from corpus.readers.decoding import decode

LOOK_ALIKE = Path(__file__).parent / "look_alikes" / "journee.md"
FOLDER = os.environ.get("FIL_ROUGE_REAL_TEXTS")
STUDY_DAY = next(Path(FOLDER).glob("003*"), None) if FOLDER else None


def heard(path: Path) -> tuple[ReadingText, Heard]:
    data = path.read_bytes()
    reading = read(path.name, data)
    return reading, propose(reading, decode(data)[0])


def numbers(found: Heard) -> dict[str, int]:
    voices = found.voices
    return {
        "speakers": len({talk.speaker for talk in voices.talks}),
        "talks": len(voices.talks),
        "floors": len(voices.floors),
        "questions": len(voices.questions),
        "turns": sum(turn.named for turn in voices.turns),
    }


@pytest.fixture(scope="module")
def day() -> tuple[ReadingText, Heard]:
    return heard(LOOK_ALIKE)


def test_a_study_day_gives_its_talks_floors_questions_and_turns(day):
    assert numbers(day[1]) == {"speakers": 4, "talks": 6, "floors": 2, "questions": 4, "turns": 5}


@pytest.mark.skipif(STUDY_DAY is None, reason="FIL_ROUGE_REAL_TEXTS names no folder that holds the study day")
def test_the_real_study_day_gives_the_numbers_counted_by_hand():
    reading, found = heard(STUDY_DAY)
    assert numbers(found) == {"speakers": 17, "talks": 19, "floors": 3, "questions": 12, "turns": 15}
    shared = [block.speaker for block in applied(reading, found.voices).blocks if block.kind == TURN]
    assert [name.split()[-1] for name in shared if name] == ["Castel", "Duhamel", "Castel"]


def test_spellings_of_one_name_are_aliases_of_one_voice(day):
    voices = {voice.label: voice for voice in day[1].roster}
    assert set(voices["Paul-Émile de Brassac"].aliases) == {"Paul Émile de Brassac", "de Brassac"}
    assert voices["Solène Vauquelin"].aliases == ("Vauquelin",)


def test_questions_and_unknown_voices_stand_in_the_roster_and_nobody_is_invented(day):
    labels = [voice.label for voice in day[1].roster]
    assert labels[-2:] == [QUESTION, UNKNOWN]
    assert "Odile Tamaris" not in labels


def test_an_answer_goes_on_with_its_speaker_until_the_next_question(day):
    reading, found = day
    said = {reading.text[turn.start : turn.end][:12]: turn.speaker for turn in found.voices.turns}
    assert said["Les travaux "] == UNKNOWN
    assert said["Il propose u"] == "Hervé Combaluzier"
    assert said["Cela dépend "] == UNKNOWN


def test_a_shared_paragraph_keeps_its_words_and_is_cut_into_turns(day):
    reading, found = day
    made = applied(reading, found.voices)
    assert made.text == reading.text
    turns = [(b.speaker, reading.text[b.start : b.end]) for b in made.blocks if b.kind == TURN]
    assert [speaker for speaker, _ in turns] == ["Mireille Astruc", "Paul-Émile de Brassac", "Mireille Astruc"]
    assert turns[1][1] == "Paul-Émile de Brassac précise que deux indicateurs existent."
    whole = next(b for b in made.blocks if reading.text[b.start : b.end].startswith("Mireille Astruc répond"))
    assert (whole.speaker, whole.start) == (None, next(b.start for b in made.blocks if b.kind == TURN))


def test_questions_are_said_by_question_and_a_dropped_voice_says_nothing(day):
    reading, found = day
    kept = Counter(block.speaker for block in applied(reading, found.voices).blocks)
    assert kept[QUESTION] == 4
    dropped = applied(reading, found.voices, {"Mireille Astruc", QUESTION}).blocks
    assert {"Mireille Astruc", QUESTION}.isdisjoint({block.speaker for block in dropped})


def test_labels_of_an_interview_make_the_roster_with_their_metier():
    text = (
        "Entretien\n\nEnquêteur : Comment cela se passe ?\n[Ispic1] : Bien.\nEnquêteur : Et la formation ?\n"
        "[Ispic1] : Sept jours.\nCardiologue : Trop peu.\nCardiologue : Vraiment.\n"
    )
    roster = propose(read("entretien.txt", text.encode())).roster
    assert [(v.label, v.turns, v.profession) for v in roster] == [
        ("Enquêteur", 2, None),
        ("Ispic1", 2, "nurse"),
        ("Cardiologue", 1, "physician"),
    ]


def test_two_labels_that_fold_to_one_name_are_one_voice():
    text = "Ispic1 : Un.\n\nIspic 1 : Deux.\n\nIspic1 : Trois.\n\nIspic 1 : Quatre.\n"
    roster = propose(read("a.txt", text.encode())).roster
    assert [(voice.label, voice.aliases) for voice in roster] == [("Ispic1", ("Ispic 1",))]


def test_a_numbered_question_in_italics_is_one_without_any_open_floor():
    text = "# Entretien\n\n*1. Que faites-vous ?*\n\nJe soigne.\n\n*2. Depuis quand ?*\n\nDepuis dix ans.\n"
    reading = read("a.md", text.encode())
    assert len(propose(reading, text).voices.questions) == 2
    assert [voice.label for voice in propose(reading, text).roster] == [QUESTION]


def test_a_text_where_nobody_speaks_has_no_roster():
    assert speakers.propose(read("a.txt", b"Une phrase du terrain.\n\nUne autre.\n")).roster == ()
