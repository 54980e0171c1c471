"""Copies: a backup brings everything back, a shared copy has no keys, nothing is written over or by halves."""

import shutil

import pytest

from codebook.schema import FLOORS
from corpus import backup, documents, keys, sites
from corpus.errors import StudyError
from corpus.study import StudyFile


@pytest.fixture
def filled(file, study, document):
    sites.add(study, "Havremer")
    document(study, "Elle a ouvert la réunion.")
    return file


def test_a_backup_brings_back_every_row_and_every_received_file(filled, tmp_path, dump):
    before = dump(filled)
    received = filled.conn.execute("SELECT * FROM keys.received").fetchall()
    copy = tmp_path / "ailleurs" / "copie ? 100 %41.db"
    copy.parent.mkdir()
    assert backup.backup(filled, copy) == [copy, keys.path_of(copy)]
    sites.add(filled.acting_as("Léa"), "Après la copie")
    target = tmp_path / "ramenée.db"
    assert backup.restore(copy, target) == [target, keys.path_of(target)]
    with StudyFile.open(target, FLOORS) as back:
        assert dump(back) == before
        assert back.conn.execute("SELECT * FROM keys.received").fetchall() == received
        assert documents.everything(back.acting_as("Léa"))


def test_a_copy_holds_what_was_just_written_by_another_connection(filled, tmp_path):
    with StudyFile.open(filled.path, FLOORS) as other:
        sites.add(other.acting_as("Romain"), "Valmorant")
        backup.backup(filled, tmp_path / "copie.db")
    with StudyFile.open(tmp_path / "copie.db", FLOORS) as copy:
        assert set(sites.labels(copy.acting_as("Léa")).values()) == {"Havremer", "Valmorant"}


def test_a_study_in_use_is_brought_back_with_its_last_writes(filled, tmp_path, dump):
    """What was written last may stand in the write-ahead log beside the file."""
    backup.restore(filled.path, tmp_path / "ramenée.db")
    with StudyFile.open(tmp_path / "ramenée.db", FLOORS) as back:
        assert dump(back) == dump(filled)
        assert back.conn.execute("SELECT count(*) FROM keys.received").fetchone() == (1,)


def test_a_shared_copy_is_the_study_without_its_keys(filled, tmp_path, dump):
    copy = backup.share(filled, tmp_path / "partage.db")
    assert not keys.path_of(copy).exists()
    with StudyFile.open(copy, FLOORS) as opened:
        assert dump(opened) == dump(filled)
        assert opened.conn.execute("SELECT count(*) FROM keys.received").fetchone() == (0,)


@pytest.mark.parametrize("beside", [False, True], ids=["the copy", "its keys"])
def test_a_copy_is_not_written_over_a_file_that_is_there(filled, tmp_path, beside):
    copy = tmp_path / "copie.db"
    there = keys.path_of(copy) if beside else copy
    there.write_bytes(b"a thesis")
    with pytest.raises(StudyError, match="existe déjà"):
        backup.backup(filled, copy)
    assert there.read_bytes() == b"a thesis"
    assert copy.exists() is not beside, "no half of a copy is left"


def test_a_copy_that_cannot_be_written_is_said(filled, tmp_path):
    for write in (backup.backup, backup.share):
        with pytest.raises(StudyError, match="n’a pas pu être écrite"):
            write(filled, tmp_path / "absent" / "copie.db")


def test_a_backup_whose_keys_cannot_be_copied_leaves_no_half(filled, tmp_path):
    filled.conn.execute("DETACH DATABASE keys")
    with pytest.raises(StudyError, match="n’a pas pu être écrite"):
        backup.backup(filled, tmp_path / "copie.db")
    assert not (tmp_path / "copie.db").exists()


@pytest.mark.parametrize("beside", [False, True], ids=["a study", "its keys"])
def test_a_copy_is_not_brought_back_over_a_file_that_is_there(filled, tmp_path, beside):
    copy, target = tmp_path / "copie.db", tmp_path / "place.db"
    backup.backup(filled, copy)
    there = keys.path_of(target) if beside else target
    there.write_bytes(b"a thesis")
    with pytest.raises(StudyError, match="existe déjà"):
        backup.restore(copy, target)
    assert there.read_bytes() == b"a thesis"
    assert target.exists() is not beside


def test_a_copy_brought_back_to_a_folder_that_is_not_there_is_refused(filled, tmp_path):
    backup.backup(filled, tmp_path / "copie.db")
    with pytest.raises(StudyError, match="n’a pas pu être"):
        backup.restore(tmp_path / "copie.db", tmp_path / "absent" / "place.db")


@pytest.mark.parametrize("content", [b"", b"a thesis" * 100], ids=["empty", "text"])
def test_what_is_not_a_study_is_not_brought_back(tmp_path, content):
    copy = tmp_path / "copie.db"
    copy.write_bytes(content)
    with pytest.raises(StudyError, match="n’est pas une étude"):
        backup.restore(copy, tmp_path / "place.db")
    assert not (tmp_path / "place.db").exists()


def test_a_copy_that_is_not_there_is_not_brought_back(tmp_path):
    with pytest.raises(StudyError):
        backup.restore(tmp_path / "absente.db", tmp_path / "place.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_copy_is_not_brought_back(filled, tmp_path):
    copy = tmp_path / "copie.db"
    backup.share(filled, copy)
    data = bytearray(copy.read_bytes())
    data[-4096 * 8 :] = b"\xff" * 4096 * 8
    copy.write_bytes(data)
    with pytest.raises(StudyError, match="endommagée|lisible"):
        backup.restore(copy, tmp_path / "place.db")
    assert not (tmp_path / "place.db").exists()


def test_a_copy_moved_without_its_keys_is_brought_back_alone(filled, tmp_path):
    backup.backup(filled, tmp_path / "copie.db")
    alone = tmp_path / "seule" / "copie.db"
    alone.parent.mkdir()
    shutil.copyfile(tmp_path / "copie.db", alone)
    assert backup.restore(alone, tmp_path / "place.db") == [tmp_path / "place.db"]
