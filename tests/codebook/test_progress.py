"""How much of a document a coder has read: paragraphs count, and what was read follows the changes of the text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook import carrying, progress
from codebook.errors import CodebookError
from corpus import changes, documents, versions
from corpus.ids import new_id
from corpus.readers import Block, ReadingText

LINES = ("Titre", "Premier paragraphe.", "Un point de liste", "A | B", "Une parole.", "1. Une note.")
KINDS = ("heading", "paragraph", "list_item", "table_row", "paragraph", "footnote")
TEXT = "\n".join(LINES)


@pytest.fixture
def paper(study):
    blocks, at = [], 0
    for kind, line in zip(KINDS, LINES, strict=True):
        blocks.append(Block(kind, at, at + len(line)))
        at += len(line) + 1
    reading = ReadingText(TEXT, tuple(blocks), (), ((0, 0, len(TEXT)),), None, ())
    return documents.add(study, reading, title="Compte rendu", source_name="x.txt", source=TEXT.encode())


def words(study, paper):
    """The paragraphs read, in the text as it stands."""
    found = progress.of_document(study, paper)
    text = versions.text(study, found.version)
    return [text[start:end] for start, end in found.paragraphs if (start, end) in found.read]


def edit(study, paper, text, **known):
    return carrying.revise(study, paper, carrying.typed(text), **{"reason": "Relecture"} | known)


def test_headings_and_notes_are_not_counted(study, paper):
    assert len(progress.of_document(study, paper).paragraphs) == 4
    progress.mark_all(study, paper)
    assert words(study, paper) == list(LINES[1:5])
    assert progress.of_document(study, paper).share == 100


def test_marking_up_to_a_passage_takes_its_whole_paragraph(study, paper):
    assert progress.mark_up_to(study, paper, TEXT.index("liste") + 2) == 2
    found = progress.of_document(study, paper)
    assert (words(study, paper), found.share) == (["Premier paragraphe.", "Un point de liste"], 50)
    assert found.next == (TEXT.index("A | B"), TEXT.index("A | B") + 5)
    assert progress.mark_up_to(study, paper, TEXT.index("Premier") + 1) == 0


@pytest.mark.parametrize(("read", "whole", "share"), [(0, 9, 0), (1, 900, 1), (899, 900, 99), (9, 9, 100), (2, 5, 40)])
def test_a_share_says_nothing_and_everything_only_when_it_is_so(read, whole, share):
    assert progress.percent(read, whole) == share
    assert progress.percent(0, 0) == 0


def test_a_paragraph_is_marked_as_to_be_read_again(study, paper):
    progress.mark_all(study, paper)
    at = TEXT.index("liste")
    assert progress.mark(study, paper, at, at + 1, read=False) == 1
    assert words(study, paper) == ["Premier paragraphe.", "A | B", "Une parole."]
    progress.mark_all(study, paper, read=False)
    assert words(study, paper) == []


def test_a_mark_is_a_change_taken_back_by_undo(study, paper):
    progress.mark_up_to(study, paper, TEXT.index("liste"))
    progress.mark_all(study, paper)
    changes.undo(study, changes.last_undoable(study).id)
    assert words(study, paper) == ["Premier paragraphe.", "Un point de liste"]


def test_each_reads_for_herself_and_all_see_how_far(study, researcher, paper):
    progress.mark_up_to(study, paper, TEXT.index("Premier") + 1)
    progress.mark_all(researcher, paper)
    frame = progress.shares(study).set_index("coder")
    assert frame.loc[study.member.id, ["read", "paragraphs", "share"]].tolist() == [1, 4, 25]
    assert frame.loc[researcher.member.id, "share"] == 100
    assert progress.of_document(study, paper, researcher.member.id).share == 100


def test_shares_of_a_document_that_is_not_open_are_not_told(study, researcher, document):
    private = document(study, "Secret.", level="private")
    progress.mark_all(study, private)
    assert progress.shares(researcher).empty and len(progress.shares(study)) == 1


def test_offsets_of_an_older_text_are_refused(study, paper):
    version = documents.get(study, paper).version
    edit(study, paper, TEXT.replace("Premier", "Second"))
    with pytest.raises(CodebookError, match="Le texte a changé"):
        progress.mark(study, paper, 0, 10, version=version)
    with pytest.raises(CodebookError, match="pas encore de texte"):
        progress.mark_all(study, documents.register(study, kind="interview", title="Vide", state="todo"))


# A text that changes ------------------------------------------------------------------------------------------------


def test_what_did_not_change_stays_read_and_what_changed_is_to_be_read_again(study, researcher, paper):
    progress.mark_all(study, paper)
    progress.mark_up_to(researcher, paper, TEXT.index("liste"))
    edit(study, paper, TEXT.replace("Titre", "Un titre bien plus long").replace("point", "grand point"))
    assert words(study, paper) == ["Premier paragraphe.", "A | B", "Une parole."]
    assert words(researcher, paper) == ["Premier paragraphe."]


def test_a_paragraph_put_in_is_to_be_read(study, paper):
    progress.mark_all(study, paper)
    edit(study, paper, TEXT.replace("A | B", "Un ajout.\nA | B"))
    assert words(study, paper) == list(LINES[1:5])
    assert progress.of_document(study, paper).share == 80


def test_a_paragraph_that_only_lost_words_is_to_be_read_again(study, paper):
    progress.mark_all(study, paper)
    edit(study, paper, TEXT.replace("Premier paragraphe.", "Premier"))
    assert words(study, paper) == list(LINES[2:5])


def test_a_paragraph_that_was_cut_and_pasted_stays_read(study, document):
    lines = [f"Voici le paragraphe numéro {number}, qui dit bien autre chose que {number * 7}." for number in range(6)]
    paper = document(study, "\n".join(lines))
    progress.mark_up_to(study, paper, len(lines[0]) + 5)
    edit(study, paper, "\n".join([*lines[1:], lines[0]]))
    assert words(study, paper) == [lines[1], lines[0]]


def test_going_back_to_a_text_gives_back_what_was_read_in_it(study, paper):
    first = documents.get(study, paper).version
    progress.mark_all(study, paper)
    edit(study, paper, TEXT.replace("Premier paragraphe", "Tout autre chose"))
    assert words(study, paper) == list(LINES[2:5])
    carrying.turn_back(study, paper, first, reason="Retour")
    assert words(study, paper) == list(LINES[1:5])


def test_names_put_out_of_a_text_leave_read_what_was_read(study, paper):
    progress.mark_up_to(study, paper, TEXT.index("liste"))
    at = TEXT.index("paragraphe")
    new = TEXT.replace("paragraphe", "P1")
    carrying.revise(
        study,
        paper,
        ReadingText(new, (), (), (), None, ()),
        reason="Pseudonymes",
        moves=[(at, at + 10, at, at + 2)],
    )
    assert words(study, paper) == ["Premier P1.", "Un point de liste"]


def test_an_edit_taken_back_gives_the_marks_back(study, paper, dump, file):
    progress.mark_all(study, paper)
    before = dump(file)
    edit(study, paper, "Tout autre texte.")
    assert words(study, paper) == []
    changes.undo(study, changes.last_undoable(study).id)
    assert dump(file) == before


LETTERS = st.text(alphabet="abc", min_size=1, max_size=3)
PAGES = st.lists(LETTERS, min_size=1, max_size=9)


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(old=PAGES, new=PAGES, upto=st.integers(0, 8))
def test_no_edit_marks_as_read_words_that_were_not(study, document, old, new, upto):
    paper = document(study, "\n".join(old), source=new_id().encode())
    if old == new:
        return
    read = old[: upto + 1]
    progress.mark_up_to(study, paper, sum(len(line) + 1 for line in read) - 1)
    assert words(study, paper) == read
    edit(study, paper, "\n".join(new))
    found = words(study, paper)
    assert all(found.count(line) <= read.count(line) for line in found)
