"""The study file: made whole or not at all, opened only when it is ours and sound, written only inside a change."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from codebook.schema import FLOOR as INTERPRETATION
from codebook.schema import FLOORS
from corpus import changes, shelf, sites
from corpus.errors import AccessError, StudyError
from corpus.floors import Floor
from corpus.schema import FLOOR as FIELD
from corpus.study import StudyFile, about, describe

FULL_TEXT = {"search_place", "search_index"} | {f"search_index_{part}" for part in ("config", "data", "docsize", "idx")}
"""Tables that SQLite shapes itself for searching."""
NOT_RECORDED = {"change", "change_row", "open_change", "version_text"} | FULL_TEXT
NOT_RECORDED |= {"search_state", "search_version", "search_segment", "search_word"}
NOT_RECORDED |= {"language_job", "sentence", "entity", "withheld"}
NOT_RECORDED |= {f"suggestion_{name}" for name in ("ruleset", "scan", "match", "ranking", "rank")}
TABLES = [table for floor in FLOORS for table in floor.recorded]


def grown(floor: Floor, migration, *recorded: str) -> Floor:
    """The same floor as a later version of the program would bring it, with one migration more."""
    migrations = Migrations(floor.name)
    migrations._migrations = [*floor.migrations._migrations]
    migrations()(migration)
    return Floor(migrations, (*floor.recorded, *recorded))


def labels(file: StudyFile) -> list[str]:
    return [row[0] for row in file.conn.execute("SELECT label FROM site ORDER BY label")]


def test_a_new_study_holds_its_title_and_its_first_member(tmp_path):
    with StudyFile.create(tmp_path / "a.db", title=" Une étude ", member="Léa", floors=FLOORS) as made:
        assert about(made.acting_as("Léa"))["title"] == "Une étude"
        assert [(m.name, m.role) for m in made.members()] == [("Léa", "lead")]


@pytest.mark.parametrize("failure", [sqlite3.OperationalError("disk full"), RuntimeError("anything")])
def test_a_study_whose_making_fails_leaves_nothing(tmp_path, failure):
    def breaks(db: Database) -> None:
        db.execute("CREATE TABLE half (id TEXT)")
        raise failure

    with pytest.raises((StudyError, RuntimeError)):
        StudyFile.create(tmp_path / "a.db", title="Étude", member="Léa", floors=(grown(FIELD, breaks),))
    assert list(tmp_path.iterdir()) == []


def test_a_study_is_not_made_over_a_file_that_is_there(tmp_path):
    path = tmp_path / "a.db"
    path.write_bytes(b"a thesis")
    with pytest.raises(StudyError, match="existe déjà"):
        StudyFile.create(path, title="Étude", member="Léa")
    assert path.read_bytes() == b"a thesis"


@pytest.mark.parametrize(("title", "member"), [("", "Léa"), ("  ", "Léa"), ("Étude", " ")])
def test_a_study_needs_a_title_and_a_name(tmp_path, title, member):
    with pytest.raises(StudyError, match="titre"):
        StudyFile.create(tmp_path / "a.db", title=title, member=member)
    assert list(tmp_path.iterdir()) == []


def test_opening_a_file_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(StudyError, match="introuvable"):
        StudyFile.open(tmp_path / "absente.db")
    assert list(tmp_path.iterdir()) == []


def of_another_program(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE recipe (name TEXT)")
    conn.commit()
    conn.close()


@pytest.mark.parametrize(
    "make",
    [
        of_another_program,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("Un compte-rendu, pas une étude. " * 200),
    ],
    ids=["of another program", "empty", "text"],
)
def test_a_file_that_is_not_a_study_is_refused_and_left_as_it_was(tmp_path, make):
    path = tmp_path / "autre.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(StudyError, match="n’est pas une étude"):
        StudyFile.open(path, FLOORS)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["autre.db"]


def test_a_study_written_by_a_newer_program_is_refused(tmp_path):
    newer = grown(FIELD, lambda db: db.execute("CREATE TABLE to_come (id TEXT PRIMARY KEY) STRICT"))
    StudyFile.create(tmp_path / "a.db", title="Étude", member="Léa", floors=(newer,)).close()
    with pytest.raises(StudyError, match="version plus récente"):
        StudyFile.open(tmp_path / "a.db", FLOORS)


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:100] + b"\xff" * 3996 + data[4096:], lambda data: data[:8192]],
    ids=["first page lost", "cut short"],
)
def test_a_damaged_study_is_refused(blank, tmp_path, damage):
    path = tmp_path / "a.db"
    path.write_bytes(damage(blank.read_bytes()))
    with pytest.raises(StudyError, match="endommagé"):
        StudyFile.open(path, FLOORS)


def test_the_field_makes_a_study_alone_and_interpretation_joins_it_later(tmp_path):
    path = tmp_path / "a.db"
    with StudyFile.create(path, title="Étude", member="Léa") as made:
        sites.add(made.acting_as("Léa"), "Havremer")
        assert not made.db["code"].exists()
    with StudyFile.open(path, FLOORS) as joined:
        assert joined.db["code"].exists()
        assert changes.missing_triggers(joined.conn, INTERPRETATION.recorded) == []
        assert labels(joined) == ["Havremer"]
    with StudyFile.open(path) as alone:
        sites.add(alone.acting_as("Léa"), "Valmorant")
        assert labels(alone) == ["Havremer", "Valmorant"]
    assert not list(tmp_path.glob("*avant*")), "a floor that joins rewrites nothing, so needs no copy"


def test_a_migration_keeps_every_row_and_a_copy_of_the_file_before_it(tmp_path, monkeypatch):
    path = tmp_path / "a.db"
    with StudyFile.create(path, title="Étude", member="Léa", floors=FLOORS) as made:
        for label in ("Havremer", "Valmorant"):
            sites.add(made.acting_as("Léa"), label)
        before = made.conn.execute("SELECT id, label, grp, notes FROM site").fetchall()

    def rebuilds(db: Database) -> None:
        db.execute("ALTER TABLE site ADD COLUMN town TEXT NOT NULL DEFAULT ''")
        db["site"].transform()  # drops the triggers of the table silently

    later = grown(FIELD, rebuilds)
    with StudyFile.open(path, (later, INTERPRETATION)) as opened:
        assert opened.conn.execute("SELECT id, label, grp, notes FROM site").fetchall() == before
        with opened.acting_as("Léa").change("Écrire la ville"):
            opened.acting_as("Léa").execute("UPDATE site SET town = 'Port-Blanc'")
        recorded = opened.conn.execute("SELECT after FROM change_row ORDER BY id DESC").fetchone()[0]
        assert '"town":"Port-Blanc"' in recorded, "the triggers were not made again"
    (copy,) = tmp_path.glob("a.avant-mise-a-jour-*.db")
    with StudyFile.open(copy, FLOORS) as kept:
        assert kept.conn.execute("SELECT * FROM site").fetchall() == before
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path))
    assert shelf.files() == [path]


def test_a_change_made_before_a_migration_is_still_taken_back_after_it(tmp_path):
    path = tmp_path / "a.db"
    with StudyFile.create(path, title="Étude", member="Léa") as made:
        sites.add(made.acting_as("Léa"), "Havremer")
    later = grown(FIELD, lambda db: db.execute("ALTER TABLE site ADD COLUMN town TEXT NOT NULL DEFAULT ''"))
    with StudyFile.open(path, (later,)) as opened:
        lead = opened.acting_as("Léa")
        back = changes.undo(lead, changes.last_undoable(lead).id)
        assert labels(opened) == []
        changes.undo(lead, back)
        assert labels(opened) == ["Havremer"]


def test_a_migration_that_fails_leaves_the_study_as_it_was(blank, tmp_path):
    path = tmp_path / "a.db"
    path.write_bytes(blank.read_bytes())

    def breaks(db: Database) -> None:
        db.executescript("ALTER TABLE site ADD COLUMN town TEXT; CREATE TABLE town (id TEXT);")
        raise sqlite3.OperationalError("broken")

    with pytest.raises(StudyError):
        StudyFile.open(path, (grown(FIELD, breaks), INTERPRETATION))
    with StudyFile.open(path, FLOORS) as opened:
        assert opened.db["town"].exists() is False
        assert "town" not in opened.db["site"].columns_dict


def test_tables_are_strict_and_the_connection_is_set_for_several_writers(file):
    strict = {row[1]: row[5] for row in file.conn.execute("PRAGMA main.table_list") if not row[1].startswith("sqlite_")}
    assert {name for name, is_strict in strict.items() if not is_strict} == {"_sqlite_migrations"} | FULL_TEXT
    pragmas = {name: file.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1}
    assert file.conn.execute("PRAGMA busy_timeout").fetchone()[0] >= 5000


def test_every_table_of_records_is_recorded(file):
    tables = {name for name in file.db.table_names() if not name.startswith(("sqlite_", "_sqlite"))}
    assert tables - set(TABLES) == NOT_RECORDED
    assert changes.missing_triggers(file.conn, tuple(TABLES)) == []


@pytest.mark.parametrize("verb", ["insert", "update", "delete"])
def test_a_write_outside_a_change_is_refused_and_leaves_nothing(file, study, dump, verb):
    site = sites.add(study, "Havremer")
    before = dump(file)
    with pytest.raises(sqlite3.IntegrityError, match="outside a change"):
        match verb:
            case "insert":
                study.insert("site", {"id": "x", "label": "Valmorant", "grp": "", "notes": ""})
            case "update":
                study.update("site", site, label="Valmorant")
            case "delete":
                study.delete("site", site)
    assert dump(file) == before


def test_two_connections_that_write_at_once_both_succeed(file):
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with StudyFile.open(file.path, FLOORS) as own:
                acting = own.acting_as(name)
                for number in range(15):
                    with acting.change("Lire puis écrire"):
                        found = len(sites.everyone(acting))
                        sites.add(acting, f"{name} {number}", notes=str(found))
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("Léa", "Romain")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    seen = file.conn.execute("SELECT notes FROM site ORDER BY CAST(notes AS INTEGER)").fetchall()
    assert [int(row[0]) for row in seen] == list(range(30)), "each write stands on all those before it"


def test_a_change_that_fails_leaves_nothing_and_the_next_one_works(file, study, dump):
    before, count = dump(file), changes.count(study)
    with pytest.raises(ZeroDivisionError), study.change("Ajouter deux sites"):
        sites.add(study, "Havremer")
        raise ZeroDivisionError
    assert dump(file) == before
    assert changes.count(study) == count
    sites.add(study, "Valmorant")
    assert labels(file) == ["Valmorant"]


def test_a_change_that_would_leave_something_hanging_is_refused_whole(file, study, event, dump):
    before = dump(file)
    with pytest.raises(StudyError, match="rien n’a été écrit"):
        event(study, sites=["00000000-0000-4000-8000-000000000000"])
    assert dump(file) == before


def test_a_change_inside_a_change_joins_it(file, study):
    count = changes.count(study)
    with study.change("Ajouter deux sites"):
        sites.add(study, "Havremer")
        sites.add(study, "Valmorant")
    assert changes.count(study) == count + 1
    assert changes.history(study)[0].label == "Ajouter deux sites"
    changes.undo(study, changes.history(study)[0].id)
    assert labels(file) == []


def test_a_joined_change_that_fails_takes_back_its_own_writes_only(file, study):
    with study.change("Ajouter ce qui peut l’être"):
        sites.add(study, "Havremer")
        with pytest.raises(ZeroDivisionError), study.change("Ajouter un autre"):
            sites.add(study, "Valmorant")
            raise ZeroDivisionError
        sites.add(study, "Kerambec")
    assert labels(file) == ["Havremer", "Kerambec"]


def test_a_change_that_alters_nothing_leaves_no_line(study):
    site = sites.add(study, "Havremer", notes="Sur le port")
    count = changes.count(study)
    sites.update(study, site, label="Havremer", group="", notes="Sur le port")
    with study.change("Ne rien faire"):
        pass
    assert changes.count(study) == count


def test_a_change_says_who_made_it_and_when(researcher):
    sites.add(researcher, "Havremer")
    last = changes.history(researcher)[0]
    assert (last.author_name, last.label) == ("Romain", "Ajouter le site « Havremer »")
    age = datetime.now(UTC) - datetime.fromisoformat(last.at)
    assert timedelta(0) <= age < timedelta(minutes=1)


def test_the_committee_reads_and_does_not_write(file, committee, dump):
    before = dump(file)
    with pytest.raises(AccessError, match="Odile lit cette étude"):
        sites.add(committee, "Havremer")
    with pytest.raises(AccessError), committee.change("Écrire"):
        committee.execute("DELETE FROM member")
    assert dump(file) == before


def test_only_a_member_of_the_study_acts_in_it(file):
    with pytest.raises(AccessError, match="« Inconnue » ne travaille pas"):
        file.acting_as("Inconnue")


def test_a_change_that_waits_too_long_says_the_study_is_busy(file, study):
    with StudyFile.open(file.path, FLOORS) as other:
        file.conn.execute("PRAGMA busy_timeout = 1")
        with other.acting_as("Romain").change("Tenir l’étude"), pytest.raises(StudyError, match="occupée"):
            sites.add(study, "Havremer")


def test_a_study_is_described_and_keeps_a_title(study):
    describe(study, title=" Autre titre ", description="Huit sites")
    assert (about(study)["title"], about(study)["description"]) == ("Autre titre", "Huit sites")
    with pytest.raises(StudyError, match="titre"):
        describe(study, title=" ", description="")
