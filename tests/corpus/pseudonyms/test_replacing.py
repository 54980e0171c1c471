"""Words put in place of others: the text, its blocks, its calls of notes and the way back to the received file."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.pseudonyms.forms import Forms
from corpus.pseudonyms.replacing import replaced
from corpus.readers import Block, NoteCall, ReadingText


def reading(text: str, **known: object) -> ReadingText:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return ReadingText(text, tuple(blocks), (), ((0, 100, len(text)),), None, ())


def test_blocks_calls_and_speakers_follow() -> None:
    text = "Roy : bonjour.\nMme Roy dit à Roy."
    given_text = ReadingText(
        text,
        (Block("paragraph", 0, 14, speaker="Roy"), Block("paragraph", 15, 33)),
        (NoteCall(22, "1"), NoteCall(33, "2")),
        ((0, 100, 14), (15, 200, 18)),
        None,
        (),
    )
    new, moves = replaced(given_text, [(0, 3, "[A]"), (15, 22, "[Infirmière 1]"), (29, 32, "[A]")], lambda s: f"<{s}>")
    assert new.text == "[A] : bonjour.\n[Infirmière 1] dit à [A]."
    assert [new.text[b.start : b.end] for b in new.blocks] == ["[A] : bonjour.", "[Infirmière 1] dit à [A]."]
    assert new.blocks[0].speaker == "<Roy>"
    assert [new.text[: call.at] for call in new.calls] == ["[A] : bonjour.\n[Infirmière 1]", new.text]
    assert moves == [(0, 3, 0, 3), (15, 22, 15, 29), (29, 32, 36, 39)]
    assert new.source_map == ((3, 103, 11), (29, 207, 7), (39, 217, 1))


@given(st.data())
def test_what_is_not_replaced_is_unchanged_and_still_leads_back(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("abc \n"), min_size=1, max_size=40))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    changes = [(a, b, "X" * data.draw(st.integers(1, 5))) for a, b in pairs if "\n" not in text[a:b]]
    new, moves = replaced(reading(text), changes)
    for run, source, length in new.source_map:
        assert new.text[run : run + length] == text[source - 100 : source - 100 + length]
    assert sum(length for _, _, length in new.source_map) == len(text) - sum(b - a for a, b, _ in changes)
    for (start, end, words), move in zip(sorted(changes), moves, strict=True):
        assert move[:2] == (start, end)
        assert new.text[move[2] : move[3]] == words
    assert "\n".join(new.text[b.start : b.end] for b in new.blocks) == new.text


def test_forms_are_replaced_as_whole_words_the_longest_first_whatever_the_apostrophe() -> None:
    forms = Forms([("Roy", "[A]"), ("Mme Roy", "[B]"), ("D’Angelo", "[C]")])
    assert (
        forms.replace("Mme\u00a0Roy et Roy, Royer, d’Angelo, D'Angelo, ROY") == "[B] et [A], Royer, d’Angelo, [C], ROY"
    )
    assert Forms([("Delorme", "[A]")]).replace("DELORME") == "[A]"


def test_a_name_leaves_the_name_of_a_file() -> None:
    forms = Forms([("Hélène Delorme", "[Infirmière 1]"), ("Delorme", "[Infirmière 1]")])
    assert forms.replace_in_file_name("CR_helene-DELORME_2021.docx") == "CR_Infirmière-1_2021.docx"
    assert forms.replace_in_file_name("visite.docx") == "visite.docx"
