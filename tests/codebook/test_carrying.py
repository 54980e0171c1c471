"""A text is edited and no coding is lost: what is kept, moved, changed or waiting is known before and after."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from codebook import carrying, codings, evidence, links, passages, waiting
from codebook.check import problems
from codebook.errors import CodebookError, LinkError
from codebook.following import DOUBTFUL, KEPT, LOST, MODIFIED, MOVED, Following
from corpus import changes, documents, versions
from corpus.errors import AccessError
from corpus.readers import Block, NoteCall, ReadingText
from tests.codebook.edit_scripts import SCRIPTS, STRETCHES, edited, marked, plain, stretches, texts, verdict

FULL = int(os.environ.get("FIL_ROUGE_SCRIPTS") or 0)  # 10000 for the whole run; draws differ each time, then
NO_PERSON_NEEDED = list(HealthCheck)

TEXT = (
    "La cheffe de projet ouvre la réunion du mardi.\n"
    "Enquêtrice : que s’est-il passé ?\n"
    "Le cardiologue propose une consultation commune, un jeudi sur deux.\n"
    "L’infirmière demande un écrit avant la fin du mois."
)
QUOTES = ("ouvre la réunion", "une consultation commune", "demande un écrit")


def place_of(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


@pytest.fixture
def paper(study, document, grid):
    """A document coded at three places."""
    made = document(study, TEXT, title="Réunion")
    for quote in QUOTES:
        codings.apply(study, made, *place_of(TEXT, quote), [grid["trust"]], text=quote)
    return made


@pytest.fixture
def link(study, event, milestone):
    return links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="prepares", statement="Une phrase"
    )


def lost(study, paper, quote="demande un écrit") -> str:
    """Take out the words of a passage, and return it."""
    carrying.revise(study, paper, carrying.typed(TEXT.replace(quote, "se tait")), reason="Coupe")
    return next(coding.passage for coding in codings.waiting(study, paper) if coding.quote == quote)


def edit(study, paper, text, **known) -> str:
    return carrying.revise(study, paper, carrying.typed(text), **{"reason": "Relecture"} | known)


# Random edits against marks in the text -----------------------------------------------------------------------------


@settings(
    max_examples=FULL or 250, deadline=None, derandomize=not FULL, database=None, suppress_health_check=NO_PERSON_NEEDED
)
@given(text=texts(), script=SCRIPTS, drawn=STRETCHES)
def test_no_random_edit_loses_a_passage_or_puts_it_on_other_words(text, script, drawn):
    new = edited(marked(text), script)
    followed = Following(text, plain(new))
    for start, end in stretches(text, drawn):
        place = followed.follow(start, end)
        found = verdict(text, start, end, new, place)
        assert found not in ("lost", "elsewhere"), (found, text[start:end], place)
        if place.state in (KEPT, MOVED):
            assert plain(new)[place.start : place.end] == text[start:end]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=NO_PERSON_NEEDED)
@given(text=texts(), script=SCRIPTS, drawn=STRETCHES)
def test_an_unchanged_text_keeps_every_passage_where_it_was(text, script, drawn):
    same = Following(text, text)
    for start, end in stretches(text, drawn):
        place = same.follow(start, end)
        assert (place.state, place.start, place.end) == (KEPT, start, end)


# What becomes of words, case by case --------------------------------------------------------------------------------

P, Q, R = "Le porteur a ouvert la salle avant huit heures.", "On attend encore le poste.", "La suite est remise à mai."


@pytest.mark.parametrize(
    ("old", "quote", "new", "state", "found"),
    [
        (P, "ouvert la salle", P.replace("Le porteur", "Hier, le porteur"), KEPT, "ouvert la salle"),
        (P, "ouvert la salle", P.replace("ouvert", "fermé"), MODIFIED, "fermé la salle"),
        (P, "ouvert la salle", P.replace("la salle", "la grande salle"), MODIFIED, "ouvert la grande salle"),
        (P, "ouvert la salle", P.replace("ouvert la salle", "OUVERT LA SALLE"), MODIFIED, "OUVERT LA SALLE"),
        (P, "ouvert la salle", P.replace("ouvert la", "ouvèrt là"), MODIFIED, "ouvèrt là salle"),
        (P, "ouvert la salle", P.replace(" la salle", ""), MODIFIED, "ouvert"),
        (P, "ouvert la salle", P.replace("ouvert la salle ", ""), LOST, ""),
        (f"{P}\n{Q}\n{R}", "ouvert la salle", f"{Q}\n{R}\n{P}", MOVED, "ouvert la salle"),
        (f"{P}\n{Q}\n{R}", "ouvert la salle", f"{Q}\n{R}\nHier, {P}", MOVED, "ouvert la salle"),
        (f"{P}\n{Q}\n{R}", "ouvert la salle", f"{Q}\n{R}\n{P.replace('ouvert', 'fermé')}", MODIFIED, "fermé la salle"),
        (f"{P}\n{Q}", P, f"{P}\n{P}\n{Q}", DOUBTFUL, P),
        (f"{P}\n{P}\n{Q}", P, f"{P}\n{Q}", KEPT, P),
        (f"Oui. {P}", P, f"Oui. {Q}", LOST, ""),
    ],
)  # fmt: skip
def test_what_becomes_of_words(old, quote, new, state, found):
    place = Following(old, new).follow(*place_of(old, quote))
    assert (place.state, new[place.start : place.end] if place.start is not None else "") == (state, found)


def test_the_same_words_left_elsewhere_are_not_taken_for_those_that_went():
    old = "Le patient vient à pied.\nOn note le poids.\nLe patient repart seul."
    place = Following(old, old.replace("Le patient repart seul.", "Personne ne repart.")).follow(
        *place_of(old, "Le patient repart")
    )
    assert place.state in (LOST, MODIFIED)
    first = Following(old, old.replace("Le patient vient à pied.\n", "")).follow(0, len("Le patient"))
    assert first.state == LOST


def test_of_two_copies_in_different_neighbourhoods_the_person_is_asked():
    old = f"{Q} {P}\n{R}"
    new = f"{R}\nAvant. {P} Après.\nDevant. {P} Derrière."
    place = Following(old, new).follow(*place_of(old, P))
    assert place.state == DOUBTFUL
    assert {place.start, *(start for start, _ in place.rivals)} == {new.index(P), new.rindex(P)}


def test_exact_ranges_are_followed_as_they_are_given():
    old = "Marie Duval parle à Marie. Marie écoute."
    new = "[P1] parle à [P1]. [P1] écoute."
    moves = [(0, 11, 0, 4), (20, 25, 13, 17), (27, 32, 19, 23)]
    followed = Following(old, new, moves)

    def at(start, end):
        place = followed.follow(start, end)
        return place.state, new[place.start : place.end]

    assert at(0, 5) == (MODIFIED, "[P1]"), "half a name takes the whole pseudonym"
    assert at(6, 17) == (MODIFIED, "[P1] parle")
    assert at(12, 17) == (KEPT, "parle")
    assert at(20, 25) == (MODIFIED, "[P1]")
    assert at(33, 39) == (KEPT, "écoute")
    assert Following("un mot", "un ", [(3, 6, 3, 3)]).follow(3, 6).state == LOST


# In a study ---------------------------------------------------------------------------------------------------------


def test_a_typo_is_corrected_and_every_coding_stays_on_its_words(study, paper):
    new = TEXT.replace("La cheffe de projet", "La cheffe du projet, Mme D.,")
    planned = carrying.plan(study, paper, new)
    assert [outcome.state for outcome in planned.outcomes] == [KEPT] * 3
    version = edit(study, paper, new)
    assert (documents.get(study, paper).version, versions.text(study, version)) == (version, new)
    found = codings.of_document(study, paper)
    assert [coding.quote for coding in found] == list(QUOTES)
    assert all(new[coding.start : coding.end] == coding.quote for coding in found)
    assert problems(study) == []


def test_the_plan_says_what_the_revision_does(study, paper):
    new = TEXT.replace("une consultation commune", "une réunion commune").replace("demande un écrit", "se tait")
    planned = carrying.plan(study, paper, new)
    assert Counter(outcome.state for outcome in planned.outcomes) == {KEPT: 1, MODIFIED: 1, LOST: 1}
    (changed,) = planned.of(MODIFIED)
    assert (changed.quote, changed.new_quote, changed.codings) == ("une consultation commune", "une réunion commune", 1)
    edit(study, paper, new)
    assert [(c.quote, c.state) for c in codings.of_document(study, paper)] == [
        ("ouvre la réunion", KEPT),
        ("une réunion commune", MODIFIED),
    ]
    assert [coding.quote for coding in codings.waiting(study, paper)] == ["demande un écrit"]
    assert problems(study) == []


def test_a_plan_writes_nothing(study, paper, dump):
    before = dump(study.file)
    carrying.plan(study, paper, TEXT.replace("mardi", "jeudi"))
    assert dump(study.file) == before


def test_one_undo_brings_the_text_and_every_place_back(study, paper, dump):
    before = dump(study.file)
    edit(study, paper, TEXT.replace("demande un écrit", "se tait"))
    after = dump(study.file)
    undoing = changes.undo(study, changes.last_undoable(study).id)
    assert dump(study.file) == before
    changes.undo(study, undoing)
    assert dump(study.file) == after
    assert problems(study) == []


def test_a_text_changed_meanwhile_is_not_overwritten(study, researcher, paper):
    opened = documents.get(study, paper).version
    edit(researcher, paper, TEXT.replace("mardi", "jeudi"))
    with pytest.raises(CodebookError, match="modifié par Romain depuis que vous l’avez ouvert"):
        edit(study, paper, TEXT.replace("mardi", "lundi"), expected=opened)
    assert "jeudi" in versions.text(study, documents.get(study, paper).version)


@pytest.mark.parametrize(
    ("text", "known", "says"),
    [
        (TEXT, {}, "resté le même"),
        (TEXT + "\n\n  \n", {}, "resté le même"),
        ("  \n ", {}, "ne peut pas devenir vide"),
        ("Autre chose.", {"reason": " "}, "besoin d’une raison"),
        ("Autre chose.", {"moves": [(0, 3, 0, 3)]}, "ne correspondent pas au texte"),
    ],
)
def test_what_cannot_be_a_new_version_is_refused(study, paper, dump, text, known, says):
    before = dump(study.file)
    with pytest.raises(CodebookError, match=says):
        edit(study, paper, text, **known)
    assert dump(study.file) == before


def test_the_committee_does_not_edit_and_a_private_text_is_its_author_s(study, committee, researcher, document):
    with pytest.raises(AccessError):
        edit(committee, document(study, TEXT, level="committee"), TEXT + " Fin.")
    with pytest.raises(Exception, match="ne vous est pas ouvert"):
        edit(researcher, document(study, TEXT + " À moi.", level="private"), TEXT)


def test_private_codings_of_others_are_carried_without_being_shown(study, researcher, paper, grid):
    at = place_of(TEXT, "un jeudi sur deux")
    (hidden,) = codings.apply(researcher, paper, *at, [grid["trust"]])
    codings.revise(researcher, hidden, level="private")
    new = "Ordre du jour.\n" + TEXT
    planned = carrying.plan(study, paper, new)
    assert (len(planned.outcomes), planned.unseen) == (3, 1)
    edit(study, paper, new)
    found = codings.get(researcher, hidden)
    assert new[found.start : found.end] == "un jeudi sur deux"


def test_speakers_headings_notes_times_and_the_way_back_follow_their_words(study, document):
    lines = ["Réunion du mardi", "Enquêtrice : et alors ?", "Dr. B. : on attend.", "1. Le poste de février."]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    blocks = [
        Block("heading", starts[0], starts[0] + len(lines[0]), 2, source_line=1),
        Block("paragraph", starts[1], starts[1] + len(lines[1]), speaker="Enquêtrice", source_line=3, time=1_500),
        Block("paragraph", starts[2], starts[2] + len(lines[2]), speaker="Dr. B.", source_line=4, time=9_000),
        Block("footnote", starts[3], starts[3] + len(lines[3]), note="1", source_line=6),
    ]
    way = tuple((start, start + 100, len(line)) for start, line in zip(starts, lines, strict=True))
    call = text.index("attend") + len("attend")
    reading = ReadingText(text, tuple(blocks), (NoteCall(call, "1"),), way, None, ())
    paper = documents.add(study, reading, title="Entretien", source_name="e.txt", source=text.encode())
    new = "Compte-rendu\n" + text.replace("et alors ?", "et alors, dites-moi ?").replace("mardi", "jeudi")
    version = edit(study, paper, new)
    found = [s for s in versions.segments(study, version) if s.kind != versions.CALL]
    assert [(new[s.start : s.end][:9], s.kind, s.level, s.speaker, s.time_ms, s.note) for s in found] == [
        ("Compte-re", "paragraph", None, None, None, None),
        ("Réunion d", "heading", 2, None, None, None),
        ("Enquêtric", "paragraph", None, "Enquêtrice", 1_500, None),
        ("Dr. B. : ", "paragraph", None, "Dr. B.", 9_000, None),
        ("1. Le pos", "footnote", None, None, None, "1"),
    ]
    (note,) = [s for s in versions.segments(study, version) if s.kind == versions.CALL]
    assert new[: note.start].endswith("on attend")
    received = " " * 100 + text
    for start, source, length in versions.source_map(study, version):
        assert new[start : start + length] == received[source : source + length]
    assert sum(length for _, _, length in versions.source_map(study, version)) > 0.8 * len(text)


def test_going_back_gives_every_passage_its_place_again(study, paper):
    first = documents.get(study, paper).version
    at = [(coding.start, coding.end) for coding in codings.of_document(study, paper)]
    edit(study, paper, TEXT.replace("une consultation commune", "une réunion").replace("demande un écrit", "se tait"))
    assert len(codings.waiting(study, paper)) == 1
    carrying.turn_back(study, paper, first, reason="Retour")
    found = codings.of_document(study, paper)
    assert [(coding.start, coding.end) for coding in found] == at
    assert {coding.state for coding in found} <= {KEPT, MOVED}
    assert codings.waiting(study, paper) == []
    assert [version.number for version in versions.of_document(study, paper)] == [1, 2, 3]
    assert problems(study) == []


def test_the_versions_of_a_document_say_when_by_whom_and_why(study, researcher, paper):
    edit(researcher, paper, TEXT + "\nFin.", reason="Manquait la fin")
    one, two = versions.of_document(study, paper)
    assert (one.number, one.reason, one.author_name) == (1, "Import", "Léa")
    assert (two.number, two.reason, two.author_name, two.characters) == (2, "Manquait la fin", "Romain", len(TEXT) + 5)
    assert one.at < two.at


# Waiting ------------------------------------------------------------------------------------------------------------


def test_a_passage_that_waits_keeps_its_part_in_links_and_is_counted(study, paper, link):
    passage = next(c.passage for c in codings.of_document(study, paper) if c.quote == "demande un écrit")
    evidence.add(study, link, passage, side="for", strength="hoop")
    links.set_status(study, link, "supported", "Les deux le disent")
    assert lost(study, paper) == passage
    (piece,) = evidence.of_link(study, link)
    assert (piece.quote, piece.waiting) == ("demande un écrit", True)
    assert links.get(study, link).n_for == 1
    assert waiting.counts(study) == {paper: (1, 0)}
    (one,) = waiting.of_document(study, paper)
    assert (one.state, one.quote, len(one.codings), len(one.supports)) == (LOST, "demande un écrit", 1, 1)
    with pytest.raises(CodebookError, match="Codages à replacer"):
        passages.get(study, passage)
    assert problems(study) == []


def test_a_passage_is_placed_again_with_all_that_hangs_on_it(study, paper):
    passage = lost(study, paper)
    text = versions.text(study, documents.get(study, paper).version)
    start, end = place_of(text, "se tait")
    with pytest.raises(CodebookError, match="a changé"):
        waiting.place(study, passage, start, end, "parle")
    waiting.place(study, passage, start, end, "se tait")
    assert codings.waiting(study) == []
    assert (passages.get(study, passage).quote, waiting.of_document(study, paper)) == ("se tait", [])
    assert problems(study) == []
    changes.undo(study, changes.last_undoable(study).id)
    assert len(codings.waiting(study)) == 1


def test_words_that_come_back_are_found_by_the_next_edit(study, paper):
    passage = lost(study, paper)
    back = TEXT.replace("du mardi", "du lundi")
    (outcome,) = [o for o in carrying.plan(study, paper, back).outcomes if o.passage == passage]
    assert (outcome.state, outcome.waited, outcome.new_quote) == (MOVED, True, "demande un écrit")
    edit(study, paper, back)
    assert codings.waiting(study) == []


def test_a_place_that_stays_in_doubt_is_asked_until_somebody_confirms(study, paper):
    edit(study, paper, TEXT.replace("une consultation commune", "une réunion commune"))
    edit(study, paper, "Ordre du jour.\n" + versions.text(study, documents.get(study, paper).version))
    (one,) = waiting.of_document(study, paper)
    assert (one.state, one.quote) == (MODIFIED, "une réunion commune")
    waiting.confirm(study, [one.passage])
    assert waiting.of_document(study, paper) == []
    assert problems(study) == []


def test_a_chosen_place_is_kept_as_placed(study, paper):
    line = TEXT.split("\n")[2]
    new = TEXT.replace(line, f"{line}\n{line}")
    (doubt,) = carrying.plan(study, paper, new).of(DOUBTFUL) or [None]
    if doubt is None:
        pytest.skip("the comparison needs nobody here")
    chosen = doubt.rivals[0]
    edit(study, paper, new, choices={doubt.passage: chosen})
    found = passages.get(study, doubt.passage)
    assert (found.start, found.end) == chosen
    assert waiting.of_document(study, paper) == []


def test_giving_up_names_and_takes_all_and_one_undo_gives_it_back(study, paper, link, dump):
    passage = next(c.passage for c in codings.of_document(study, paper) if c.quote == "demande un écrit")
    evidence.add(study, link, passage, side="for", strength="hoop")
    lost(study, paper)
    before = dump(study.file)
    waiting.give_up(study, paper, passage)
    assert (codings.waiting(study), evidence.of_link(study, link)) == ([], [])
    assert problems(study) == []
    changes.undo(study, changes.last_undoable(study).id)
    assert dump(study.file) == before


def test_giving_up_the_last_ground_of_a_link_is_refused(study, paper, link):
    passage = next(c.passage for c in codings.of_document(study, paper) if c.quote == "demande un écrit")
    evidence.add(study, link, passage, side="for", strength="hoop")
    links.set_status(study, link, "supported", "Les deux le disent")
    lost(study, paper)
    with pytest.raises(LinkError, match="par ce seul passage"):
        waiting.give_up(study, paper, passage)
    assert len(codings.waiting(study)) == 1


def test_nobody_gives_up_the_coding_of_another_but_the_lead(study, researcher, colleague, paper, grid):
    at = place_of(TEXT, "un écrit avant la fin")
    codings.apply(researcher, paper, *at, [grid["trust"]])
    edit(study, paper, TEXT.replace("demande un écrit avant la fin du mois", "se tait"))
    passage = next(c.passage for c in codings.waiting(study) if c.coder == researcher.member.id)
    with pytest.raises(AccessError, match="est de Romain"):
        waiting.give_up(colleague, paper, passage)
    waiting.give_up(study, paper, passage)
    assert all(coding.passage != passage for coding in codings.waiting(study))
