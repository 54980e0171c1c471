"""The check of a study: a sound one says nothing, each kind of damage is named."""

import pytest

from codebook import codings, evidence, links
from codebook.check import problems
from codebook.schema import FLOORS
from corpus import changes, sites
from corpus.study import StudyFile

TABLES = [table for floor in FLOORS for table in floor.recorded]


@pytest.fixture
def sound(study, document, event, milestone, grid):
    """A study with a row of each kind."""
    site = sites.add(study, "Havremer")
    act = event(study, sites=[site], held="2021-03~", planned="2021-02")
    step = milestone(study, site=site, planned="2021", anchor=act)
    milestone(study, "Un an après", planned="M12", reached="", anchor=act)
    paper = document(study, "Elle a ouvert 🚪 la réunion.", date="2021-03-09", sites=[site], event=act)
    (coding,) = codings.apply(study, paper, 7, 13, [grid["trust"]])
    link = links.save(study, events=[act], milestones=[step], relation="prepares", statement="Une phrase")
    evidence.add(study, link, codings.get(study, coding).passage, side="for", strength="straw")
    links.set_status(study, link, "supported", "Relu à plusieurs.")
    return study


def damage(study, sql: str) -> None:
    """Write as a program that knows nothing of changes would: without triggers nor references."""
    conn = study.file.conn
    triggers = [row[0] for row in conn.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    conn.execute("PRAGMA foreign_keys = OFF")
    for table in TABLES:
        for name in changes.triggers(conn, table):
            conn.execute(f"DROP TRIGGER {name}")
    conn.executescript(sql)
    for trigger in triggers:
        conn.execute(trigger)


def test_a_sound_study_has_no_problem(sound):
    assert problems(sound) == []


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("DELETE FROM site", "Une ligne de « document_site » désigne un élément absent de « site »."),
        ("INSERT INTO open_change VALUES (1)", "Un changement est resté ouvert."),
        ("UPDATE version_text SET text = replace(text, 'ouvert', 'OUVERT')", "a été altéré"),
        ("DELETE FROM version_text", "a perdu son texte"),
        ("UPDATE document_version SET characters = 3", "a été altéré"),
        ("UPDATE document SET version = 'absent'", "désigne une version qui n’est pas la sienne"),
        ('UPDATE segment SET "end" = 4000', "sort de son texte"),
        (
            "INSERT INTO read_mark SELECT v.id, v.id, m.id, 0, 4000 FROM document_version v, member m LIMIT 1",
            "La marque de lecture",
        ),
        ("UPDATE anchor SET quote = 'fermé'", "ne retrouve plus ses mots"),
        ("UPDATE anchor SET start = start + 1", "ne retrouve plus ses mots"),
        ("DELETE FROM anchor", "n’a pas de place dans la version courante"),
        ("DELETE FROM coding; DELETE FROM evidence", "Plus personne ne parle du passage"),
        ("UPDATE code SET applicable = 0", "emploie un code qui ne s’applique pas"),
        ("UPDATE event SET held_first = '2020-01-01'", "Les bornes de « 2021-03~ » (event"),
        ("UPDATE event SET held_soft_last = NULL", "Les bornes de « 2021-03~ » (event"),
        ("UPDATE document SET date_text = 'mardi'", "« mardi » (document"),
        ("UPDATE milestone SET reached_last = NULL", "Les bornes de « 2021-06 » (milestone"),
        ("UPDATE milestone SET planned_first = '2020-01-01' WHERE planned_text = 'M12'", "Les bornes de « M12 »"),
        ("UPDATE milestone SET anchor = NULL", "« M12 » (milestone"),
        ("DELETE FROM link_event", "ne joint plus un événement à un jalon"),
        ("DELETE FROM link_milestone", "ne joint plus un événement à un jalon"),
        ("UPDATE link SET status = 'confirmed'", "n’est pas le dernier de son histoire"),
        ("DELETE FROM link_status", "n’est pas le dernier de son histoire"),
    ],
)
def test_damage_is_named(sound, sql, says):
    damage(sound, sql)
    found = problems(sound)
    assert any(says in sentence for sentence in found), found


@pytest.mark.parametrize("table", TABLES)
def test_a_trigger_that_is_gone_is_named(sound, table):
    sound.execute(f"DROP TRIGGER record_{table}_update")
    assert [f"« record_{table}_update »" in sentence for sentence in problems(sound)] == [True]


def test_a_trigger_that_no_longer_records_a_column_is_named(sound):
    sound.execute("ALTER TABLE site ADD COLUMN town TEXT")
    assert len([sentence for sentence in problems(sound) if "record_site_" in sentence]) == 3


def test_what_a_reader_cannot_read_is_checked_too(sound, researcher, document):
    document(sound, "Ce matin, j’hésite.", level="private")
    damage(sound, "UPDATE version_text SET text = '' WHERE text LIKE 'Ce matin%'")
    assert len(problems(researcher)) == 1


def test_a_file_damaged_inside_is_said_and_nothing_more(sound):
    page = sound.value("SELECT rootpage FROM sqlite_master WHERE name = 'segment'")
    path = sound.file.path
    sound.file.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with StudyFile.open(path, FLOORS) as file:
        assert problems(file.acting_as("Léa")) == ["Le fichier est endommagé : reprenez une sauvegarde."]
