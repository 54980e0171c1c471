import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from striprtf.striprtf import rtf_to_text

from corpus.readers import read
from tests.corpus.readers.conservation import faults
from tests.corpus.readers.reading_probes import called_after, told
from tests.corpus.readers.sample_files import rtf_file, rtf_of

STYLES = r"{\stylesheet{\s0 Normal;}{\s3\outlinelevel1 heading 2;}{\s4 Quote;}{\*\cs10 Default;}}"
PROSE = st.text(st.sampled_from("abcéàœ ÉŒ’—…«»€ł😀"), min_size=1, max_size=60).filter(lambda text: text.strip())


def test_styles_lists_notes_and_title_are_read():
    body = (
        r"\pard\s3 La visite\par"
        r"\pard\plain Un fait{\footnote \pard\plain{\super\chftn} La charte.}, un autre.\par"
        r"{\listtext\bullet\tab}\pard\ls1 Un point\par"
        r"\pard\s4 On avance.\par"
    )
    reading = read("a.rtf", rtf_of(body, STYLES + r"{\info{\title Compte-rendu}{\author Moi}}"))
    assert [(b.kind, b.level, b.note) for b in reading.blocks] == [
        ("heading", 2, None),
        ("paragraph", None, None),
        ("list_item", None, None),
        ("quotation", None, None),
        ("footnote", None, "1"),
    ]
    assert told(reading) == ["La visite", "Un fait, un autre.", "Un point", "On avance.", "La charte."]
    assert called_after(reading)["1"].endswith("Un fait")
    assert (reading.title, reading.warnings) == ("Compte-rendu", ())


def test_signs_are_read_in_every_way_rtf_writes_them():
    body = (
        r"\pard L\rquote \'e9t\'e9 \u8212? ici \{a\} c\~d e\_f \ldblquote g\rdblquote  {\f1\'e0} {\f2\'b3}"
        r" \u-10179?\u-8704? {\upr{perdu}{\*\ud{gard\u233?}}}\par"
    )
    assert read("a.rtf", rtf_of(body)).text == "L’été — ici {a} c\u00a0d e‑f “g” → ł 😀 gardé"


def test_rows_keep_their_cells_and_merged_ones_are_said_on_each_row():
    row = r"\trowd{}\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "
    body = row.format("", "Site", "Mois") + row.format(r"\clvmgf", "Nord", "mars") + row.format(r"\clvmrg", "", "avril")
    reading = read("a.rtf", rtf_of(body + r"\pard Fin.\par"))
    assert told(reading) == ["Site | Mois", "Nord | mars", "Nord | avril", "Fin."]


def test_links_keep_their_words_and_unknown_groups_are_skipped():
    body = r'\pard {\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt le lien}} et {\*\inconnu perdu}la suite\par'
    assert read("a.rtf", rtf_of(body)).text == "le lien et la suite"


def test_hidden_and_deleted_words_are_left_out_and_told():
    reading = read("a.rtf", rtf_of(r"\pard gard\'e9 {\deleted parti}{\v cach\'e9}encore\par"))
    assert reading.text == "gardé encore"
    assert any("masqués" in warning for warning in reading.warnings)


def test_pictures_are_passed_over_even_when_their_bytes_look_like_words():
    data = rtf_of(r"\pard avant {\pict\bin9 XXX}").removesuffix(b"}")
    data = data.replace(b"XXX}", b"}{}}\\par\\}") + rb"}apr\'e8s\par}"
    reading = read("a.rtf", data)
    assert reading.text == "avant après"
    assert any("images" in warning for warning in reading.warnings)


def test_text_boxes_are_read_and_told():
    body = r"\pard texte{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt \pard encadr\'e9\par}}{\shprslt double}}\par"
    reading = read("a.rtf", rtf_of(body))
    assert told(reading) == ["texte", "encadré"]
    assert any("zone" in warning for warning in reading.warnings)


def test_a_file_cut_short_is_read_as_far_as_it_goes_and_told():
    reading = read("a.rtf", rtf_of(r"\pard Un d\'e9but\par\pard et une {\b suite").removesuffix(b"}"))
    assert told(reading) == ["Un début", "et une suite"]
    assert any("avant sa fin" in warning for warning in reading.warnings)


@settings(max_examples=80, deadline=None)
@given(st.lists(PROSE, min_size=1, max_size=6))
def test_words_are_those_that_another_program_reads(paragraphs):
    data = rtf_file(paragraphs)
    reading = read("a.rtf", data)
    assert faults("\n".join(paragraphs) + " " * 20, reading) == []
    other = rtf_to_text(data.decode("ascii")).encode("utf-16", "surrogatepass").decode("utf-16")
    words = [Counter(re.findall(r"\S+", text)) for text in (reading.text, other, "\n".join(paragraphs))]
    assert words[0] == words[1] == words[2]


@pytest.mark.parametrize(
    "noise", [rb"\u", rb"\'", rb"\'z", rb"\bin99999999999", b"}" * 50, b"{" * 5000, rb"\s999999\f-1\u0"]
)
def test_malformed_words_do_not_stop_the_reading(noise):
    reading = read("a.rtf", rtf_of(r"\pard Bonjour.\par").removesuffix(b"}") + noise)
    assert reading.text.startswith("Bonjour.")
