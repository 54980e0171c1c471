"""The structure of the tables of interpretation.

Codes, passages and their anchors, codings, links and their evidence.
"""

from sqlite_utils import Database, Migrations

from corpus.floors import Floor
from corpus.schema import FLOOR as FIELD

MIGRATIONS = Migrations("codebook")

_LEVEL = "level TEXT NOT NULL CHECK (level IN ('committee', 'team', 'private'))"


def _to(column: str, table: str, null: bool = False) -> str:
    return f"{column} TEXT {'' if null else 'NOT NULL'} REFERENCES {table}(id) DEFERRABLE INITIALLY DEFERRED"


@MIGRATIONS()
def codes(db: Database) -> None:
    """The tree of codes."""
    db.executescript(
        f"""
        CREATE TABLE code (
            id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, {_to("parent", "code", null=True)},
            position INTEGER NOT NULL,
            label TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '', include TEXT NOT NULL DEFAULT '',
            exclude TEXT NOT NULL DEFAULT '', example TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '',
            color TEXT NOT NULL, figure TEXT CHECK (figure IN ('facilitator', 'trainer', 'third_party')),
            applicable INTEGER NOT NULL CHECK (applicable IN (0, 1))
        ) STRICT;
        CREATE INDEX code_parent ON code(parent, position);
        """
    )


@MIGRATIONS()
def passages_and_codings(db: Database) -> None:
    """Stretches of documents, where they stand in each version, and what coders say of them."""
    db.executescript(
        f"""
        CREATE TABLE passage (id TEXT PRIMARY KEY, {_to("document", "document")}) STRICT;
        CREATE INDEX passage_document ON passage(document);
        CREATE TABLE anchor (
            id TEXT PRIMARY KEY, {_to("passage", "passage")}, {_to("version", "document_version")},
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, prefix TEXT NOT NULL,
            suffix TEXT NOT NULL, method TEXT NOT NULL CHECK (method IN ('selected', 'carried', 'placed')),
            UNIQUE (passage, version), CHECK (0 <= start AND start < "end")
        ) STRICT;
        CREATE INDEX anchor_place ON anchor(version, start, "end");
        CREATE TABLE coding (
            id TEXT PRIMARY KEY, {_to("passage", "passage")}, {_to("code", "code")}, {_to("coder", "member")},
            dominant INTEGER NOT NULL DEFAULT 0 CHECK (dominant IN (0, 1)), certainty TEXT, bearer TEXT, addressee TEXT,
            voice TEXT, status TEXT, visibility TEXT, moment TEXT, comment TEXT NOT NULL DEFAULT '',
            {_LEVEL}, made_at TEXT NOT NULL, UNIQUE (passage, code, coder)
        ) STRICT;
        CREATE INDEX coding_code ON coding(code);
        """
    )


@MIGRATIONS()
def links_and_evidence(db: Database) -> None:
    """Arguments that join events to milestones, the passages for and against them, other explanations."""
    db.executescript(
        f"""
        CREATE TABLE link (
            id TEXT PRIMARY KEY, relation TEXT NOT NULL, statement TEXT NOT NULL, mechanism TEXT NOT NULL DEFAULT '',
            status TEXT NOT NULL, {_LEVEL}, {_to("author", "member")}, made_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE link_event (
            id TEXT PRIMARY KEY, {_to("link", "link")}, {_to("event", "event")}, UNIQUE (link, event)
        ) STRICT;
        CREATE TABLE link_milestone (
            id TEXT PRIMARY KEY, {_to("link", "link")}, {_to("milestone", "milestone")}, UNIQUE (link, milestone)
        ) STRICT;
        CREATE TABLE link_figure (
            id TEXT PRIMARY KEY, {_to("link", "link")},
            figure TEXT NOT NULL CHECK (figure IN ('facilitator', 'trainer', 'third_party')), UNIQUE (link, figure)
        ) STRICT;
        CREATE TABLE link_status (
            id TEXT PRIMARY KEY, {_to("link", "link")}, status TEXT NOT NULL, at TEXT NOT NULL,
            {_to("author", "member")}, reason TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE TABLE evidence (
            id TEXT PRIMARY KEY, {_to("link", "link")}, {_to("passage", "passage")},
            {_to("coding", "coding", null=True)},
            side TEXT NOT NULL CHECK (side IN ('for', 'against')),
            strength TEXT NOT NULL CHECK (strength IN ('straw', 'hoop', 'smoking_gun', 'doubly_decisive')),
            comment TEXT NOT NULL DEFAULT '', {_to("author", "member")}, UNIQUE (link, passage, side)
        ) STRICT;
        CREATE TABLE alternative (
            id TEXT PRIMARY KEY, {_to("link", "link")}, text TEXT NOT NULL, {_to("event", "event", null=True)}
        ) STRICT;
        """
    )


@MIGRATIONS()
def states_of_anchors(db: Database) -> None:
    """How a passage came through the last change of its text; a passage without a place in it waits for one."""
    db.execute(
        "ALTER TABLE anchor ADD COLUMN state TEXT NOT NULL DEFAULT 'kept'"
        " CHECK (state IN ('kept', 'moved', 'modified', 'doubtful'))"
    )


FLOOR = Floor(
    MIGRATIONS,
    (
        "code",
        "passage",
        "anchor",
        "coding",
        "link",
        "link_event",
        "link_milestone",
        "link_figure",
        "link_status",
        "evidence",
        "alternative",
    ),
    {"anchor": ("quote", "prefix", "suffix")},
)
FLOORS = (FIELD, FLOOR)
