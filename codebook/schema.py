"""The structure of the tables of interpretation.

Codes, passages and their anchors, codings, links and their evidence.
"""

from sqlite_utils import Database, Migrations

from codebook.blindness import SEALS
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


@MIGRATIONS()
def codebook_as_it_changes(db: Database) -> None:
    """Versions of the codebook, what became of codes that are gone, example passages, memos, a second sign for codes.

    A coding keeps the number of the version that was in preparation when it was made; the tree of a version is kept as
    it stood, without pointing to codes that may go.
    """
    db.executescript(
        f"""
        ALTER TABLE code ADD COLUMN shape TEXT
            CHECK (shape IN ('circle', 'square', 'triangle', 'diamond', 'cross'));
        ALTER TABLE coding ADD COLUMN codebook_version INTEGER;
        CREATE INDEX coding_codebook_version ON coding(codebook_version);
        CREATE TABLE codebook_version (
            id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE CHECK (number > 0), name TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '', automatic INTEGER NOT NULL CHECK (automatic IN (0, 1)),
            {_to("author", "member")}, made_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE frozen_code (
            id TEXT PRIMARY KEY, {_to("version", "codebook_version")}, code TEXT NOT NULL, parent TEXT,
            position INTEGER NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, definition TEXT NOT NULL,
            include TEXT NOT NULL, exclude TEXT NOT NULL, example TEXT NOT NULL, source TEXT NOT NULL,
            color TEXT NOT NULL, shape TEXT, figure TEXT, applicable INTEGER NOT NULL, UNIQUE (version, code)
        ) STRICT;
        CREATE TABLE code_descent (
            id TEXT PRIMARY KEY, code TEXT NOT NULL, label TEXT NOT NULL, became TEXT,
            kind TEXT NOT NULL CHECK (kind IN ('merged', 'split', 'deleted')),
            {_to("author", "member")}, made_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX code_descent_code ON code_descent(code);
        CREATE TABLE code_example (
            id TEXT PRIMARY KEY, {_to("code", "code")}, {_to("passage", "passage")}, {_to("coder", "member")},
            made_at TEXT NOT NULL, UNIQUE (code, passage)
        ) STRICT;
        CREATE INDEX code_example_passage ON code_example(passage);
        CREATE TABLE memo (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('code', 'coding', 'document', 'study')),
            {_to("code", "code", null=True)}, {_to("coding", "coding", null=True)},
            {_to("document", "document", null=True)},
            text TEXT NOT NULL, {_to("author", "member")}, {_LEVEL}, made_at TEXT NOT NULL, changed_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX memo_code ON memo(code);
        CREATE INDEX memo_coding ON memo(coding);
        CREATE INDEX memo_document ON memo(document);
        """
    )


@MIGRATIONS()
def settled_disagreements(db: Database) -> None:
    """What two coders decided where their readings of a document differ, beside the readings themselves.

    ``readings`` keeps what was compared (coder and passage of each coding), so that a reading that changes afterwards
    is seen; ``passage`` is the stretch that was looked at, and each row of ``settled`` a stretch that was retained.
    """
    db.executescript(
        f"""
        CREATE TABLE settlement (
            id TEXT PRIMARY KEY, {_to("document", "document")}, {_to("code", "code")},
            {_to("first", "member")}, {_to("second", "member")}, {_to("passage", "passage")},
            {_to("version", "document_version")}, readings TEXT NOT NULL,
            choice TEXT NOT NULL CHECK (choice IN ('first', 'second', 'both', 'neither', 'other')),
            reason TEXT NOT NULL, {_to("author", "member")}, {_LEVEL}, settled_at TEXT NOT NULL, CHECK (first < second)
        ) STRICT;
        CREATE INDEX settlement_document ON settlement(document, code);
        CREATE INDEX settlement_passage ON settlement(passage);
        CREATE TABLE settled (
            id TEXT PRIMARY KEY, {_to("settlement", "settlement")}, {_to("passage", "passage")},
            UNIQUE (settlement, passage)
        ) STRICT;
        CREATE INDEX settled_passage ON settled(passage);
        """
    )


@MIGRATIONS()
def suggestions(db: Database) -> None:
    """Words and phrases that propose passages, what people said of what they proposed, and what was found.

    What was found is offsets only, is not recorded, and can be made again from the texts.
    """
    db.executescript(
        f"""
        CREATE TABLE suggestion_rule (
            id TEXT PRIMARY KEY, {_to("code", "code")}, phrase TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('forms', 'exact')), unless TEXT NOT NULL DEFAULT '',
            active INTEGER NOT NULL CHECK (active IN (0, 1)), starting INTEGER NOT NULL CHECK (starting IN (0, 1)),
            {_to("author", "member")}, made_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX suggestion_rule_code ON suggestion_rule(code);
        CREATE TABLE suggestion_verdict (
            id TEXT PRIMARY KEY, {_to("version", "document_version")}, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            {_to("code", "code")}, verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'refused')),
            ranked INTEGER NOT NULL CHECK (ranked IN (0, 1)), coding TEXT,
            {_to("coder", "member")}, made_at TEXT NOT NULL,
            UNIQUE (version, start, "end", code, coder), CHECK (0 <= start AND start < "end")
        ) STRICT;
        CREATE INDEX suggestion_verdict_code ON suggestion_verdict(code);
        CREATE INDEX suggestion_verdict_coding ON suggestion_verdict(coding);
        CREATE TABLE suggestion_reason (
            id TEXT PRIMARY KEY, {_to("verdict", "suggestion_verdict")}, {_to("rule", "suggestion_rule")},
            UNIQUE (verdict, rule)
        ) STRICT;
        CREATE INDEX suggestion_reason_rule ON suggestion_reason(rule);
        CREATE TABLE suggestion_ruleset (id INTEGER PRIMARY KEY, rules TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE suggestion_scan (version TEXT PRIMARY KEY, ruleset INTEGER NOT NULL) STRICT;
        CREATE TABLE suggestion_match (
            version TEXT NOT NULL, rule TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (version, rule, start, "end")
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX suggestion_match_rule ON suggestion_match(rule);
        CREATE TABLE suggestion_ranking (reader TEXT PRIMARY KEY, stamp TEXT NOT NULL, at TEXT NOT NULL) STRICT;
        CREATE TABLE suggestion_rank (
            reader TEXT NOT NULL, code TEXT NOT NULL, version TEXT NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL,
            PRIMARY KEY (reader, code, version, first)
        ) STRICT, WITHOUT ROWID;
        """
    )


@MIGRATIONS()
def assignments_of_documents(db: Database) -> None:
    """Who codes which document, how far she says she is, and whether she codes it without seeing the others."""
    db.executescript(
        f"""
        CREATE TABLE assignment (
            id TEXT PRIMARY KEY, {_to("document", "document")}, {_to("coder", "member")},
            state TEXT NOT NULL CHECK (state IN ('asked', 'begun', 'finished')),
            blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1)), {_to("asked_by", "member")},
            asked_at TEXT NOT NULL, begun_at TEXT, finished_at TEXT,
            UNIQUE (document, coder), CHECK ((state = 'finished') = (finished_at IS NOT NULL))
        ) STRICT;
        CREATE INDEX assignment_of_coder ON assignment(coder, document);
        """
    )


@MIGRATIONS()
def reading_marks(db: Database) -> None:
    """What a coder has marked as read: runs of paragraphs of a version, from the first to the end of the last."""
    db.executescript(
        f"""
        CREATE TABLE read_mark (
            id TEXT PRIMARY KEY, {_to("version", "document_version")}, {_to("coder", "member")},
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, UNIQUE (version, coder, start),
            CHECK (0 <= start AND start < "end")
        ) STRICT;
        """
    )


@MIGRATIONS()
def favourite_codes(db: Database) -> None:
    """The codes each person keeps under the keys of the palette; they go with the code."""
    db.executescript(
        f"""
        CREATE TABLE favourite (
            id TEXT PRIMARY KEY, {_to("member", "member")},
            code TEXT NOT NULL REFERENCES code(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            position INTEGER NOT NULL, UNIQUE (member, code)
        ) STRICT;
        CREATE INDEX favourite_code ON favourite(code);
        """
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
        "assignment",
        "read_mark",
        "suggestion_rule",
        "suggestion_verdict",
        "suggestion_reason",
        "codebook_version",
        "frozen_code",
        "code_descent",
        "code_example",
        "memo",
        "settlement",
        "settled",
        "favourite",
    ),
    {"anchor": ("quote", "prefix", "suffix")},
    SEALS,
)
FLOORS = (FIELD, FLOOR)
