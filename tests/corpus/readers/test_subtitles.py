from corpus.readers import read
from tests.corpus.readers.conservation import faults
from tests.corpus.readers.reading_probes import told

HEAD = "WEBVTT - Entretien\nKind: captions\n\nSTYLE\n::cue { color: lime }\n\nNOTE transcrit à la main\n\n"


def turns(text: str, name: str = "a.vtt"):
    reading = read(name, text.encode())
    assert faults(text, reading) == []
    return [(b.speaker, b.time, reading.text[b.start : b.end]) for b in reading.blocks], reading


def cue(start: str, end: str, *lines: str) -> str:
    return f"{start} --> {end}\n" + "\n".join(lines) + "\n\n"


def test_cues_of_one_voice_make_one_turn_that_starts_with_the_first():
    found, reading = turns(
        HEAD
        + cue("00:01.000", "00:04.000", "<v Léa Martin>Bonjour à toutes, on va</v>")
        + cue("00:04.000", "00:06.000 align:start", "<v Léa Martin>commencer par le &amp; <i>bilan</i>.")
        + cue("01:00:07.250", "01:00:09.000", "<v Paul>D’accord.")
    )
    assert found == [
        ("Léa Martin", 1_000, "Bonjour à toutes, on va commencer par le & bilan."),
        ("Paul", 3_607_250, "D’accord."),
    ]
    assert any("1 commentaire" in warning for warning in reading.warnings)


def test_two_voices_in_one_cue_are_two_turns():
    found, _ = turns("WEBVTT\n\n" + cue("00:01.000", "00:02.000", "<v Anne>Oui. <v.loud Paul>Non."))
    assert [(speaker, text) for speaker, _, text in found] == [("Anne", "Oui."), ("Paul", "Non.")]


def test_labels_name_speakers_and_are_said_once_a_turn():
    text = (
        "1\n00:00:01,000 --> 00:00:04,000\nAnne Duval : On a commencé par la pluri-\n\n"
        "2\n00:00:04,000 --> 00:00:06,000\nAnne Duval : professionnalité, et puis\nça a pris.\n\n"
        "3\n00:00:06,500 --> 00:00:08,000\nPaul : Oui.\n\n"
        "4\n00:00:09,000 --> 00:00:10,000\nVoilà.\n"
    )
    found, reading = turns(text, "a.srt")
    assert found == [
        ("Anne Duval", 1_000, "Anne Duval : On a commencé par la pluri-professionnalité, et puis ça a pris."),
        ("Paul", 6_500, "Paul : Oui. Voilà."),
    ]
    assert [block.source_line for block in reading.blocks] == [3, 12]


def test_dashes_in_one_cue_are_two_people():
    found, _ = turns("1\n00:00:01,000 --> 00:00:04,000\n- Vous venez ?\n- Oui, demain.\n", "a.srt")
    assert [text for _, _, text in found] == ["- Vous venez ?", "- Oui, demain."]


def test_a_silence_ends_a_paragraph_only_once_the_sentence_is_over():
    text = (
        "WEBVTT\n\n"
        + cue("00:01.000", "00:02.000", "On a attendu")
        + cue("00:08.000", "00:09.000", "le local.")
        + cue("00:09.100", "00:10.000", "Et puis rien.")
        + cue("00:20.000", "00:21.000", "Un an après, oui.")
    )
    assert [found for _, _, found in turns(text)[0]] == ["On a attendu le local. Et puis rien.", "Un an après, oui."]


def test_lines_that_automatic_captions_show_twice_are_read_once_and_told():
    text = "WEBVTT\n\n" + cue("00:01.000", "00:02.000", "le local est arrivé")
    text += cue("00:02.000", "00:03.000", "le local est arrivé", "au bout du couloir")
    text += cue("00:03.000", "00:04.000", "au bout du couloir", "sans téléphone")
    found, reading = turns(text)
    assert found[0][2] == "le local est arrivé au bout du couloir sans téléphone"
    assert any("2 ligne(s) répétées" in warning for warning in reading.warnings)


def test_words_said_twice_stay_twice():
    text = "WEBVTT\n\n" + cue("00:01.000", "00:02.000", "Oui.") + cue("00:02.000", "00:03.000", "Oui.")
    assert turns(text)[0][0][2] == "Oui. Oui."


def test_a_timing_that_cannot_be_read_keeps_its_words_and_is_told():
    found, reading = turns("WEBVTT\n\nxx --> 00:00:10\nEt ensuite ?\n")
    assert found == [(None, None, "Et ensuite ?")]
    assert any("illisibles" in warning for warning in reading.warnings)


def test_time_that_goes_back_is_told_and_the_order_kept():
    text = "WEBVTT\n\n" + cue("00:10.000", "00:11.000", "Après.") + cue("00:01.000", "00:02.000", "Avant.")
    found, reading = turns(text)
    assert " ".join(text for _, _, text in found) == "Après. Avant."
    assert any("en arrière" in warning for warning in reading.warnings)


def test_content_tells_subtitles_whatever_the_name():
    assert told(read("notes.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour.\n")) == ["Bonjour."]
