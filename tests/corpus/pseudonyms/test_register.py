"""The register: names in the keys, pseudonyms in the study, and what it refuses."""

from pathlib import Path

import pytest

from corpus import changes
from corpus.errors import AccessError, StudyError
from corpus.pseudonyms import register
from corpus.study import Study


def test_the_name_stands_in_the_keys_and_the_pseudonym_in_the_study(study: Study) -> None:
    register.save(study, "Claire Delorme", pseudonym="[Infirmière 1]", aliases=["Mme Delorme", "Delorme", ""])
    (entry,) = register.everything(study)
    assert entry.forms == ("Claire Delorme", "Mme Delorme", "Delorme")
    study.file.conn.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")
    data = Path(study.file.path).read_bytes()
    assert "[Infirmière 1]".encode() in data
    assert b"Delorme" not in data
    assert register.taken(study) == {"[Infirmière 1]"}


def test_an_entry_that_is_undone_comes_back_with_its_name(study: Study) -> None:
    register.save(study, "Roy", pseudonym="[A]")
    undoing = changes.undo(study, changes.history(study, limit=1)[0].id)
    assert register.everything(study) == []
    changes.undo(study, undoing)
    assert [entry.name for entry in register.everything(study)] == ["Roy"]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("", {"pseudonym": "[A]"}, "besoin d’un nom"),
        ("Delorme", {"pseudonym": ""}, "besoin d’un pseudonyme"),
        ("Delorme", {"pseudonym": "Mme DELORME"}, "montre"),
        ("Élodie Roy", {"pseudonym": "Elodie"}, "montre"),
        ("Delorme", {"pseudonym": "[Infirmière 1]"}, "désigne déjà"),
        ("Roy", {"pseudonym": "[B]"}, "déjà au registre"),
        ("Benali", {"pseudonym": "[B]", "aliases": ["ROY"]}, "déjà au registre"),
        ("Delorme", {"pseudonym": "[B]", "kind": "cat"}, "n’existe pas"),
    ],
)
def test_what_would_blur_who_is_who_is_refused(study: Study, name: str, given: dict, said: str) -> None:
    register.save(study, "Roy", pseudonym="[Infirmière 1]")
    with pytest.raises(StudyError, match=said):
        register.save(study, name, **given)
    assert len(register.everything(study)) == 1


def test_a_name_that_is_kept_needs_no_pseudonym(study: Study) -> None:
    entry = register.save(study, "Yves Clot", keep=True)
    register.save(study, "Yves Clot", pseudonym="[A]", entry=entry)
    assert [(one.keep, one.pseudonym) for one in register.everything(study)] == [(False, "[A]")]


def test_the_committee_never_reads_a_name(study: Study, committee: Study) -> None:
    register.save(study, "Roy", pseudonym="[A]")
    with pytest.raises(AccessError):
        register.everything(committee)


def test_a_private_entry_is_its_authors_and_its_pseudonym_stays_taken(study: Study, researcher: Study) -> None:
    register.save(researcher, "Roy", pseudonym="[A]", level="private")
    assert register.everything(study) == []
    assert [entry.name for entry in register.everything(researcher)] == ["Roy"]
    with pytest.raises(StudyError, match="désigne déjà"):
        register.save(study, "Blanc", pseudonym="[A]")


def test_a_name_that_is_rewritten_is_kept_aside(study: Study) -> None:
    entry = register.save(study, "Roy", pseudonym="[A]")
    register.save(study, "Roi", pseudonym="[A]", entry=entry)
    kept = study.execute("SELECT name, author FROM keys.name_before").fetchall()
    assert kept == [("Roy", study.member.id)]
