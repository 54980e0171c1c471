"""What the marked text is told: as much as the reader may see, and after each change no more than what changed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook import assignments, codings, drawn, favourites
from corpus import changes, documents
from corpus.study import StudyFile

TEXT = "Le jeudi après-midi est libre des deux côtés. La cadre relit la fiche avec lui."


@pytest.fixture
def paper(study, document, grid) -> str:
    return document(study, TEXT)


def seen(study, paper) -> dict[str, tuple]:
    """What the rule of reading gives, by the slow way."""
    return {
        c.id: (c.start, c.end, c.code, c.coder, c.dominant, c.certainty, c.comment)
        for c in codings.of_document(study, paper)
    }


def told(rows) -> dict[str, tuple]:
    found = [dict(zip(drawn.FIELDS, row, strict=True)) for row in rows]
    fields = ("start", "end", "code", "coder", "dominant", "certainty", "comment")
    return {row["id"]: tuple(row[field] for field in fields) for row in found}


def test_the_whole_is_what_the_reader_may_see(study, colleague, paper, grid):
    codings.apply(study, paper, 0, 8, [grid["trust"]], comment="Un créneau.", facets={"certainty": "sure"})
    (theirs,) = codings.apply(colleague, paper, 3, 19, [grid["figures.trainer"]])
    assert told(drawn.since(study, paper).rows) == seen(study, paper)
    codings.revise(colleague, theirs, level="private")
    assert len(drawn.since(study, paper).rows) == 1
    assert len(drawn.since(colleague, paper).rows) == 2


def test_nothing_is_told_twice(study, paper, grid):
    codings.apply(study, paper, 0, 8, [grid["trust"]])
    first = drawn.since(study, paper)
    again = drawn.since(study, paper, first.revision)
    assert (again.rows, again.gone, again.whole, again.codes) == ([], [], False, False)


def test_only_what_changed_is_told_then(study, colleague, paper, document, grid):
    (kept, gone) = codings.apply(study, paper, 0, 8, [grid["trust"], grid["figures.trainer"]])
    at = changes.revision(study)
    (new,) = codings.apply(colleague, paper, 3, 19, [grid["trust"]])
    codings.remove(study, [gone])
    other = document(study, "Un autre texte.", title="Autre", source=b"autre")
    codings.apply(colleague, other, 0, 2, [grid["trust"]])
    found = drawn.since(study, paper, at)
    assert (set(told(found.rows)), found.gone, found.whole) == ({new}, [gone], False)
    codings.revise(study, kept, comment="Vu.")
    assert [row[0] for row in drawn.since(study, paper, found.revision).rows] == [kept]


def test_an_undo_is_told_like_any_change(study, paper, grid):
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    at = changes.revision(study)
    changes.undo(study, at)
    found = drawn.since(study, paper, at)
    assert found.gone == [made]
    changes.undo(study, found.revision)
    assert [row[0] for row in drawn.since(study, paper, found.revision).rows] == [made]


def test_a_coding_made_private_goes_and_one_born_private_leaves_no_trace(study, colleague, paper, grid):
    (theirs,) = codings.apply(colleague, paper, 0, 8, [grid["trust"]])
    at = changes.revision(study)
    codings.revise(colleague, theirs, level="private")
    found = drawn.since(study, paper, at)
    assert (found.rows, found.gone) == ([], [theirs])
    codings.remove(colleague, [theirs])
    after = drawn.since(study, paper, found.revision)
    assert (after.rows, after.gone) == ([], [])


def test_a_blind_coder_is_told_nothing_of_the_others_until_she_has_finished(study, colleague, paper, grid):
    assignments.assign(study, [paper], [colleague.member.id], blind=True)
    at = changes.revision(colleague)
    (theirs,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    found = drawn.since(colleague, paper, at)
    assert (found.rows, found.gone) == ([], [])
    codings.remove(study, [theirs])
    assert drawn.since(colleague, paper, found.revision).gone == []
    (again,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    codings.apply(colleague, paper, 3, 8, [grid["trust"]])
    before = drawn.since(colleague, paper)
    assert len(before.rows) == 1
    assignments.finish(colleague, paper)
    after = drawn.since(colleague, paper, before.revision)
    assert after.whole
    assert again in told(after.rows)


def test_the_change_of_level_of_a_document_empties_what_others_see(study, colleague, paper, grid):
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    at = changes.revision(study)
    kept = documents.get(study, paper)
    documents.update(
        study, paper, kind=kept.kind, title=kept.title, date=kept.date, sites=kept.sites, state=kept.state,
        level="private", event=None,
    )  # fmt: skip
    found = drawn.since(colleague, paper, at)
    assert (found.whole, found.rows) == (True, [])
    assert made in told(drawn.since(study, paper, at).rows)


def test_a_change_of_the_codebook_or_of_favourites_is_said(study, paper, grid):
    at = changes.revision(study)
    favourites.keep(study, grid["trust"])
    assert drawn.since(study, paper, at).codes


def test_a_revision_the_study_never_had_gives_everything(study, paper, grid):
    codings.apply(study, paper, 0, 8, [grid["trust"]])
    assert drawn.since(study, paper, 10_000).whole
    assert drawn.since(study, paper, -4).whole


ACTS = st.tuples(
    st.sampled_from(["lay", "take", "say", "undo"]), st.sampled_from([0, 1]), st.integers(0, 40), st.integers(1, 20)
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=st.lists(ACTS, max_size=12), asked=st.lists(st.integers(0, 12), max_size=4))
def test_what_is_told_bit_by_bit_adds_up_to_what_the_reader_may_see(acts, asked, study, colleague, paper, grid):
    people = [study, colleague]
    first = drawn.since(study, paper)
    known, at = told(first.rows), first.revision
    for number, (act, who, start, length) in enumerate([*acts, ("say", 0, 0, 1)]):
        writer = people[who]
        own = [c for c in codings.of_document(writer, paper) if c.coder == writer.member.id]
        if act == "lay":
            codings.apply(writer, paper, start, start + length + 2, [grid["trust"]])
        elif act == "take" and own:
            codings.remove(writer, [own[start % len(own)].id])
        elif act == "say" and own:
            codings.revise(writer, own[start % len(own)].id, level="private" if length % 2 else "team")
        elif act == "undo" and (last := changes.last_undoable(writer)) and "Coder" in last.label:
            try:
                changes.undo(writer, last.id)
            except Exception:  # noqa: BLE001, S110  (something later stands on it: nothing changed)
                pass
        if number in asked or number == len(acts):
            found = drawn.since(study, paper, at)
            known = {} if found.whole else {one: row for one, row in known.items() if one not in found.gone}
            known |= told(found.rows)
            at = found.revision
    assert known == seen(study, paper)


def test_favourites_are_kept_in_the_order_they_were_chosen_and_for_each_person(study, colleague, grid):
    for code in ("trust", "figures.facilitator"):
        favourites.keep(study, grid[code])
    favourites.keep(study, grid["trust"])
    assert favourites.chosen(study) == [grid["trust"], grid["figures.facilitator"]]
    assert favourites.chosen(colleague) == []
    favourites.drop(study, grid["trust"])
    assert favourites.chosen(study) == [grid["figures.facilitator"]]
    changes.undo(study, changes.revision(study))
    assert favourites.chosen(study) == [grid["trust"], grid["figures.facilitator"]]


def test_a_code_that_only_heads_others_is_no_favourite(study, grid):
    with pytest.raises(Exception, match="ne s’applique pas"):
        favourites.keep(study, grid["figures"])


def test_the_last_codes_given_come_first(study, colleague, paper, grid):
    for code in ("trust", "figures.facilitator", "figures.trainer"):
        codings.apply(study, paper, 0, 8, [grid[code]])
    codings.apply(study, paper, 9, 19, [grid["trust"]])
    names = ("trust", "figures.trainer", "figures.facilitator")
    assert favourites.recent(study) == [grid[name] for name in names]
    assert favourites.recent(colleague) == []


def test_a_coding_changed_by_the_same_person_elsewhere_is_not_written_over(file: StudyFile, study, paper, grid):
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    read = codings.get(study, made)
    codings.revise(study, made, comment="Depuis un autre poste.")
    with pytest.raises(Exception, match="Quelqu’un a modifié"):
        codings.revise(study, made, read=read, dominant=True)
    assert (codings.get(study, made).comment, codings.get(study, made).dominant) == ("Depuis un autre poste.", False)
    codings.revise(study, made, read=codings.get(study, made), code=grid["figures.trainer"])
    assert codings.get(study, made).code == grid["figures.trainer"]
