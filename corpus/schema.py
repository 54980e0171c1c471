"""The structure of the field tables of a study, as a series of migrations. The rows belong to the modules that write
them.

Every recorded table has a GUID ``id`` as primary key. A date is kept as the text that was written (EDTF) with four
computed days: ``first``/``last`` bound it strictly, ``soft_first``/``soft_last`` bound it softly; an empty day is an
open end.
"""

from sqlite_utils import Database, Migrations

from corpus.floors import Floor

MIGRATIONS = Migrations("corpus")


def dated(prefix: str) -> str:
    """Return the five column definitions of a field date named ``prefix``."""
    return ", ".join(f"{prefix}_{part} TEXT" for part in ("text", "first", "last", "soft_first", "soft_last"))


@MIGRATIONS()
def history(db: Database) -> None:
    """Changes and the rows they touched; ``open_change`` holds one row while a change is being made."""
    db.executescript(
        """
        CREATE TABLE change (
            id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
            label TEXT NOT NULL, level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private')),
            undoes INTEGER REFERENCES change(id)
        ) STRICT;
        CREATE TABLE change_row (
            id INTEGER PRIMARY KEY AUTOINCREMENT, change INTEGER NOT NULL REFERENCES change(id),
            tbl TEXT NOT NULL, row TEXT NOT NULL, before TEXT, after TEXT
        ) STRICT;
        CREATE INDEX change_row_of_change ON change_row(change);
        CREATE INDEX change_row_of_row ON change_row(tbl, row);
        CREATE INDEX change_undoing ON change(undoes);
        CREATE TABLE open_change (change INTEGER NOT NULL) STRICT;
        """
    )


@MIGRATIONS()
def study_and_members(db: Database) -> None:
    """The study itself (one row) and the people who work in it."""
    db.executescript(
        """
        CREATE TABLE study (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
            fictitious INTEGER NOT NULL DEFAULT 0 CHECK (fictitious IN (0, 1)), created TEXT NOT NULL
        ) STRICT;
        CREATE TABLE member (
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL CHECK (role IN ('lead', 'researcher', 'committee')),
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
        ) STRICT;
        """
    )


@MIGRATIONS()
def sites_and_documents(db: Database) -> None:
    """Sites, documents, their versions and the segments of each version."""
    db.executescript(
        f"""
        CREATE TABLE site (
            id TEXT PRIMARY KEY, label TEXT NOT NULL UNIQUE, grp TEXT NOT NULL DEFAULT '',
            notes TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE TABLE document (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, {dated("date")},
            event TEXT REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED,
            state TEXT NOT NULL CHECK (state IN ('todo', 'drafted', 'sent', 'not_done')),
            level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private')),
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
            rights TEXT NOT NULL DEFAULT '', source_name TEXT NOT NULL DEFAULT '', source_sha256 TEXT,
            warnings TEXT NOT NULL DEFAULT '[]', version TEXT
        ) STRICT;
        CREATE INDEX document_source ON document(source_sha256);
        CREATE TABLE document_site (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
            site TEXT NOT NULL REFERENCES site(id) DEFERRABLE INITIALLY DEFERRED, UNIQUE (document, site)
        ) STRICT;
        CREATE TABLE document_version (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
            number INTEGER NOT NULL, reason TEXT NOT NULL, characters INTEGER NOT NULL, words INTEGER NOT NULL,
            sha256 TEXT NOT NULL, UNIQUE (document, number)
        ) STRICT;
        CREATE TABLE version_text (version TEXT PRIMARY KEY, text TEXT NOT NULL, source_map BLOB NOT NULL) STRICT;
        CREATE TABLE segment (
            id TEXT PRIMARY KEY, version TEXT NOT NULL REFERENCES document_version(id) DEFERRABLE INITIALLY DEFERRED,
            kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, level INTEGER, speaker TEXT, note TEXT,
            source_line INTEGER, CHECK (0 <= start AND start <= "end")
        ) STRICT;
        CREATE INDEX segment_of_version ON segment(version, start);
        """
    )


@MIGRATIONS()
def chronology(db: Database) -> None:
    """Events with their sites and figures, milestones."""
    db.executescript(
        f"""
        CREATE TABLE event (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, {dated("planned")}, {dated("held")},
            state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'moved', 'cancelled')),
            format TEXT CHECK (format IN ('in_person', 'remote', 'hybrid')), duration_minutes INTEGER,
            origin TEXT NOT NULL CHECK (origin IN ('planned', 'emergent')), description TEXT NOT NULL DEFAULT '',
            level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private')),
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE TABLE event_site (
            id TEXT PRIMARY KEY, event TEXT NOT NULL REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED,
            site TEXT NOT NULL REFERENCES site(id) DEFERRABLE INITIALLY DEFERRED, UNIQUE (event, site)
        ) STRICT;
        CREATE TABLE event_figure (
            id TEXT PRIMARY KEY, event TEXT NOT NULL REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED,
            figure TEXT NOT NULL CHECK (figure IN ('facilitator', 'trainer', 'third_party')),
            bearer TEXT NOT NULL DEFAULT '', leading INTEGER NOT NULL CHECK (leading IN (0, 1)), UNIQUE (event, figure)
        ) STRICT;
        CREATE TABLE milestone (
            id TEXT PRIMARY KEY, module TEXT NOT NULL, label TEXT NOT NULL,
            site TEXT REFERENCES site(id) DEFERRABLE INITIALLY DEFERRED, {dated("planned")}, {dated("reached")},
            anchor TEXT REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED,
            state TEXT NOT NULL CHECK (state IN ('planned', 'under_way', 'reached', 'stalled', 'given_up')),
            description TEXT NOT NULL DEFAULT '',
            level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private')),
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        """
    )


@MIGRATIONS()
def times_of_segments(db: Database) -> None:
    """When a turn of speech starts, in milliseconds from the start of the recording."""
    db.execute("ALTER TABLE segment ADD COLUMN time_ms INTEGER CHECK (time_ms >= 0)")


@MIGRATIONS()
def search_in_texts(db: Database) -> None:
    """The index of the words of documents, which can be made again from the texts; see ``corpus.search.index``."""
    db.executescript(
        """
        CREATE TABLE search_state (change INTEGER NOT NULL, lemmas TEXT NOT NULL, stamp TEXT NOT NULL) STRICT;
        CREATE TABLE search_version (
            id INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, version TEXT NOT NULL, words INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE search_segment (
            id INTEGER PRIMARY KEY, speaker TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words BLOB NOT NULL,
            places BLOB NOT NULL
        ) STRICT;
        CREATE INDEX search_segment_speaker ON search_segment(speaker) WHERE speaker IS NOT NULL;
        CREATE TABLE search_word (
            id INTEGER PRIMARY KEY, form TEXT NOT NULL UNIQUE, folded TEXT NOT NULL,
            capitals INTEGER NOT NULL CHECK (capitals IN (0, 1)), lemma TEXT, uses INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX search_word_folded ON search_word(folded);
        CREATE INDEX search_word_lemma ON search_word(lemma);
        CREATE VIRTUAL TABLE search_index USING fts5(words, content='', tokenize='ascii');
        CREATE VIRTUAL TABLE search_place USING fts5vocab(search_index, instance);
        """
    )


@MIGRATIONS()
def presence_at_events(db: Database) -> None:
    """Who was at an event, by métier: a number and the words as typed."""
    db.executescript(
        """
        CREATE TABLE attendance (
            id TEXT PRIMARY KEY, event TEXT NOT NULL REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED,
            profession TEXT NOT NULL, number INTEGER CHECK (number >= 0), names TEXT NOT NULL DEFAULT '',
            presence TEXT NOT NULL CHECK (presence IN ('present', 'excused', 'absent')),
            level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private')),
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX attendance_of_event ON attendance(event);
        """
    )


@MIGRATIONS()
def people_who_speak(db: Database) -> None:
    """People of the field under their pseudonym, other ways they are named, and which label of a document is whom."""
    db.executescript(
        """
        CREATE TABLE person (
            id TEXT PRIMARY KEY, label TEXT NOT NULL, role TEXT NOT NULL DEFAULT '',
            profession TEXT, site TEXT REFERENCES site(id) DEFERRABLE INITIALLY DEFERRED,
            level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private')),
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE TABLE person_alias (
            id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
            alias TEXT NOT NULL, UNIQUE (person, alias)
        ) STRICT;
        CREATE TABLE speaker_person (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
            speaker TEXT NOT NULL, person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
            UNIQUE (document, speaker)
        ) STRICT;
        CREATE INDEX speaker_of_person ON speaker_person(person);
        """
    )


@MIGRATIONS()
def life_of_minutes(db: Database) -> None:
    """What a minute goes through: its draft while nothing is written, when it was written and sent, why it was not."""
    db.executescript(
        """
        CREATE TABLE minute (
            id TEXT PRIMARY KEY,
            document TEXT NOT NULL UNIQUE REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
            draft TEXT NOT NULL DEFAULT '', written_on TEXT, sent_on TEXT, sent_to TEXT NOT NULL DEFAULT '',
            reason TEXT NOT NULL DEFAULT ''
        ) STRICT;
        """
    )


@MIGRATIONS()
def names_put_out_of_texts(db: Database) -> None:
    """Pseudonyms (the names are in the keys file), the versions they made, and what those withhold from this file."""
    db.executescript(
        """
        CREATE TABLE pseudonym (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, pseudonym TEXT,
            keep INTEGER NOT NULL DEFAULT 0 CHECK (keep IN (0, 1)),
            level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private')),
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
            CHECK (keep = 1 OR pseudonym IS NOT NULL)
        ) STRICT;
        CREATE TABLE pseudonymised (
            id TEXT PRIMARY KEY, document TEXT NOT NULL, version TEXT NOT NULL,
            names INTEGER NOT NULL, places INTEGER NOT NULL, made_at TEXT NOT NULL,
            author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX pseudonymised_document ON pseudonymised(document);
        CREATE TABLE withheld (
            kind TEXT NOT NULL CHECK (kind IN ('version', 'change_row', 'change')), item TEXT NOT NULL,
            seal TEXT NOT NULL, PRIMARY KEY (kind, item, seal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX withheld_seal ON withheld(seal);
        """
    )


@MIGRATIONS()
def language_of_versions(db: Database) -> None:
    """What the background process found in a version, as offsets, and how far it is."""
    db.executescript(
        """
        CREATE TABLE language_job (
            version TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
            done_to INTEGER NOT NULL DEFAULT 0, characters INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            model TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '', at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE sentence (
            version TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (version, start)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE entity (
            version TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, label TEXT NOT NULL,
            PRIMARY KEY (version, start, "end")
        ) STRICT, WITHOUT ROWID;
        """
    )


FLOOR = Floor(
    MIGRATIONS,
    (
        "study",
        "member",
        "site",
        "document",
        "document_site",
        "document_version",
        "segment",
        "event",
        "event_site",
        "event_figure",
        "milestone",
        "attendance",
        "person",
        "person_alias",
        "speaker_person",
        "minute",
        "pseudonym",
        "pseudonymised",
    ),
)
