"""Undo: a whole change is put back exactly, or refused by naming what leans on it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook import codings
from codebook.schema import FLOORS
from corpus import changes, documents, events, members, milestones, sites, versions
from corpus.errors import AccessError, FilRougeError, StudyError
from corpus.events import HeldFigure
from corpus.study import Study, StudyFile


def last(study: Study) -> int:
    return changes.history(study, limit=1)[0].id


# Random work on sites, events and the milestones anchored to them ---------------------------------------------------

NAMES = st.sampled_from(["Havremer", "Valmorant", "Kerambec", "L’Anse-Loriot"])
DAYS = st.sampled_from(["2021", "2021-03", "2021-03-09", "2021-03~", "2020-11/2021-02", "2021-23"])
PICK = st.integers(0, 3)
PROPERTY = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def picked(found: list, number: int) -> str:
    """One of these records; a refusal when there is none, as of any deed that cannot be done."""
    if not found:
        raise StudyError("Il n’y en a pas encore.")
    return found[number % len(found)].id


def places(study: Study, numbers: set[int]) -> list[str]:
    return [site.id for number, site in enumerate(sites.everyone(study)) if number in numbers]


def add_site(study: Study, label: str, notes: str) -> None:
    sites.add(study, label, notes=notes)


def rename_site(study: Study, number: int, label: str) -> None:
    sites.update(study, picked(sites.everyone(study), number), label=label, group="", notes="")


def add_event(study: Study, label: str, day: str, where: set[int], leading: bool) -> None:
    figure = HeldFigure("trainer", "Léa", leading=leading)
    events.save(study, kind="visit", label=label, held=day, sites=places(study, where), figures=[figure])


def rewrite_event(study: Study, number: int, label: str, day: str, where: set[int]) -> None:
    event = picked(events.everything(study), number)
    events.save(study, kind="training", label=label, held=day, sites=places(study, where), event=event)


def delete_event(study: Study, number: int) -> None:
    events.delete(study, picked(events.everything(study), number))


def anchor_milestone(study: Study, label: str, number: int) -> None:
    anchor = picked(events.everything(study), number)
    milestones.save(study, module="training", label=label, planned="M12/M18", anchor=anchor)


def delete_milestone(study: Study, number: int) -> None:
    milestones.delete(study, picked(milestones.everything(study), number))


DEEDS = st.one_of(
    st.tuples(st.just(add_site), NAMES, NAMES),
    st.tuples(st.just(rename_site), PICK, NAMES),
    st.tuples(st.just(add_event), NAMES, DAYS, st.sets(PICK), st.booleans()),
    st.tuples(st.just(rewrite_event), PICK, NAMES, DAYS, st.sets(PICK)),
    st.tuples(st.just(delete_event), PICK),
    st.tuples(st.just(anchor_milestone), NAMES, PICK),
    st.tuples(st.just(delete_milestone), PICK),
)


def do(study: Study, deeds: list[tuple]) -> None:
    """Do the deeds that can be done."""
    for deed, *how in deeds:
        with suppress(FilRougeError):
            deed(study, *how)


@contextmanager
def copied(blank: Path) -> Iterator[Study]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        shutil.copyfile(blank, path)
        with StudyFile.open(path, FLOORS) as file:
            yield file.acting_as("Léa")


@PROPERTY
@given(deeds=st.lists(DEEDS, min_size=4, max_size=14))
def test_changes_undone_in_reverse_and_redone_give_the_study_back(blank, dump, deeds):
    with copied(blank) as study:
        start, initial = last(study), dump(study.file)
        do(study, deeds)
        final = dump(study.file)
        made = [change.id for change in changes.history(study, limit=100) if change.id > start]
        undone = [changes.undo(study, change) for change in made]
        assert dump(study.file) == initial
        redone = [changes.undo(study, change) for change in reversed(undone)]
        assert dump(study.file) == final
        for change in reversed(redone):
            changes.undo(study, change)
        assert dump(study.file) == initial


@PROPERTY
@given(deeds=st.lists(DEEDS, min_size=4, max_size=14), chosen=st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_an_undo_out_of_order_is_done_whole_or_refused_in_a_sentence(blank, dump, deeds, chosen):
    with copied(blank) as study:
        start = last(study)
        do(study, deeds)
        for number in chosen:
            made = [change.id for change in changes.history(study, limit=100) if change.id > start]
            if not made:
                return
            before, change = dump(study.file), made[number % len(made)]
            try:
                changes.undo(study, changes.undo(study, change))
            except StudyError:
                pass
            assert dump(study.file) == before, "refused, or undone and redone, the study is the same"
            assert study.execute("PRAGMA foreign_key_check").fetchall() == []


# What each line of the history says ---------------------------------------------------------------------------------


def test_undo_puts_back_inserted_updated_and_deleted_rows(file, study, event, dump):
    site = sites.add(study, "Havremer", notes="Sur le port")
    gone = event(study, "Visite de mars", sites=[site])
    before = dump(file)
    with study.change("Tout à la fois"):
        sites.add(study, "Valmorant")
        sites.update(study, site, label="Havremer-Nord", group="Caps", notes="")
        events.delete(study, gone)
    assert dump(file) != before
    changes.undo(study, last(study))
    assert dump(file) == before


def test_an_undone_change_is_marked_and_an_undo_may_be_undone(study):
    sites.add(study, "Havremer")
    made = last(study)
    undoing = changes.undo(study, made)
    line = {change.id: change for change in changes.history(study)}
    assert (line[undoing].label, line[undoing].undoes) == ("Annuler : Ajouter le site « Havremer »", made)
    assert line[made].undone_by == undoing
    with pytest.raises(StudyError, match="déjà annulé"):
        changes.undo(study, made)
    redoing = changes.undo(study, undoing)
    line = {change.id: change for change in changes.history(study)}
    assert line[redoing].label == "Rétablir : Ajouter le site « Havremer »"
    assert line[made].undone_by is None
    again = changes.undo(study, redoing)
    line = {change.id: change for change in changes.history(study)}
    assert line[again].label == "Annuler : Ajouter le site « Havremer »"
    assert sites.everyone(study) == []


def test_a_change_another_rewrote_is_refused_by_name_and_nothing_moves(file, study, researcher, dump):
    site = sites.add(study, "Havremer")
    added = last(study)
    sites.update(researcher, site, label="Havremer-Nord", group="", notes="")
    before = dump(file)
    with pytest.raises(StudyError, match=r"« Modifier le site « Havremer-Nord » » \(Romain\) s’appuie dessus"):
        changes.undo(study, added)
    assert dump(file) == before


def test_a_change_another_leans_on_is_refused_by_name(study, event):
    site = sites.add(study, "Havremer")
    added = last(study)
    event(study, "Visite de mars", sites=[site])
    with pytest.raises(StudyError, match="« Ajouter l’événement « Visite de mars » »"):
        changes.undo(study, added)


def test_a_name_taken_since_is_named_when_undoing_would_take_it_back(file, study, dump):
    site = sites.add(study, "Havremer")
    sites.update(study, site, label="Kerambec", group="", notes="")
    renamed = last(study)
    sites.add(study, "Havremer", notes="Un autre")
    before = dump(file)
    with pytest.raises(StudyError, match="« Ajouter le site « Havremer » »"):
        changes.undo(study, renamed)
    assert dump(file) == before


def test_an_import_that_was_coded_is_not_undone(file, study, researcher, document, grid, dump):
    paper = document(study, "Elle a ouvert la réunion.")
    imported = last(study)
    codings.apply(researcher, paper, 0, 4, [grid["trust"]])
    before = dump(file)
    with pytest.raises(StudyError, match=r"« Coder « Confiance » » \(Romain\)"):
        changes.undo(study, imported)
    assert dump(file) == before
    changes.undo(study, last(study))
    changes.undo(study, imported)
    assert documents.everything(study) == []


def test_an_undone_import_comes_back_with_its_text(study, document):
    paper = document(study, "Elle a ouvert la réunion.")
    back = changes.undo(study, last(study))
    changes.undo(study, back)
    assert versions.text(study, documents.get(study, paper).version) == "Elle a ouvert la réunion."


def test_a_change_is_undone_after_the_file_was_closed(file, study):
    sites.add(study, "Havremer")
    made = last(study)
    file.close()
    with StudyFile.open(file.path, FLOORS) as again:
        changes.undo(again.acting_as("Léa"), made)
        assert sites.everyone(again.acting_as("Léa")) == []


def test_an_undo_refuses_a_change_that_is_not_there(study):
    with pytest.raises(StudyError, match="n’existe pas"):
        changes.undo(study, 10_000)


# Whose change it is -------------------------------------------------------------------------------------------------


def test_a_researcher_undoes_her_own_changes_only_and_the_lead_those_of_all(study, researcher, colleague):
    sites.add(researcher, "Havremer")
    made = last(study)
    with pytest.raises(AccessError, match="Ce changement est de Romain"):
        changes.undo(colleague, made)
    assert sites.labels(study)
    changes.undo(study, made)
    assert not sites.labels(study)


def test_the_committee_undoes_nothing(study, committee, event):
    event(study, level="committee")
    assert changes.history(committee), "she may read this line"
    with pytest.raises(AccessError):
        changes.undo(committee, changes.history(committee)[0].id)


def test_private_lines_are_in_the_history_of_their_author_only(study, researcher, committee, event):
    before = changes.count(study)
    event(researcher, "Confidence", level="private")
    private = changes.history(researcher)[0]
    assert "Confidence" in private.label
    assert changes.count(study) == before
    for reader in (study, committee):
        assert all("Confidence" not in change.label for change in changes.history(reader))
        with pytest.raises(FilRougeError, match="n’existe pas|ouvre|ouvert"):
            changes.undo(reader, private.id)
    changes.undo(researcher, private.id)
    assert all("Confidence" not in change.label for change in changes.history(study)), "nor does its undoing tell"


def test_a_private_change_that_leans_on_another_is_not_told(study, researcher, event):
    site = sites.add(study, "Havremer")
    added = last(study)
    event(researcher, "Confidence", level="private", sites=[site])
    with pytest.raises(StudyError, match="un changement privé") as refusal:
        changes.undo(study, added)
    assert "Confidence" not in str(refusal.value)


def test_the_last_undoable_change_is_ones_own_and_neither_undone_nor_an_undo(study, researcher):
    sites.add(researcher, "Havremer")
    own = last(study)
    sites.add(study, "Valmorant")
    assert changes.last_undoable(researcher).id == own
    changes.undo(researcher, own)
    assert changes.last_undoable(researcher) is None


def test_the_history_is_read_by_author_and_by_page(study, researcher):
    for name in ("Havremer", "Valmorant", "Kerambec"):
        sites.add(researcher, name)
    romain = researcher.member.id
    (second,) = changes.history(study, author=romain, limit=1, offset=1)
    assert second.label == "Ajouter le site « Valmorant »"
    assert len(changes.history(study, author=romain)) == 3


def test_a_member_whose_work_stands_is_not_undone(study, file):
    members.add(study, "Noé", "researcher")
    added = last(study)
    sites.add(file.acting_as("Noé"), "Havremer")
    with pytest.raises(StudyError):
        changes.undo(study, added)
    assert "Noé" in [member.name for member in file.members()]
