"""Documents: stored once and whole, with their text, its segments and its way back; their absence is a datum."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import backup, changes, documents, importing, keys, sites, versions
from corpus.errors import DateError, FilRougeError, ReaderError, StudyError
from corpus.readers import Block, NoteCall, ReadingText, registry
from corpus.schema import FLOOR
from corpus.study import StudyFile

MINUTES = "COMPTE-RENDU DE VISITE\r\n\r\nHavremer, le 9 mars 2021\r\n\r\nElle a ouvert la réunion.\r\n"


def test_the_same_bytes_are_refused_under_another_name_and_nothing_is_half_written(file, study, document, dump):
    document(study, "Elle a ouvert la réunion.", title="Visite de mars")
    before, lines = dump(file), changes.count(study)
    with pytest.raises(StudyError, match="« copie.txt » est déjà dans l’étude sous le titre « Visite de mars »"):
        document(study, "Elle a ouvert la réunion.", title="Autre", source_name="copie.txt")
    assert dump(file) == before
    assert changes.count(study) == lines
    assert file.conn.execute("SELECT count(*) FROM version_text").fetchone() == (1,)


def test_a_file_another_keeps_private_does_not_exist_for_the_others(study, researcher, document):
    document(study, "Elle a ouvert la réunion.", level="private")
    document(researcher, "Elle a ouvert la réunion.")
    assert len(documents.everything(researcher)) == 1


@pytest.mark.parametrize(
    ("known", "refusal", "says"),
    [
        ({"title": " "}, StudyError, "titre"),
        ({"kind": "novel"}, StudyError, "novel"),
        ({"state": "lost"}, StudyError, "lost"),
        ({"level": "public"}, FilRougeError, "public"),
        ({"date": "le 9 mars"}, DateError, "9 mars"),
        ({"sites": ["nulle part"]}, StudyError, "rien n’a été écrit"),
        ({"event": "aucun"}, StudyError, "rien n’a été écrit"),
    ],
)
def test_a_document_with_a_wrong_field_is_refused_and_nothing_is_written(
    file, study, document, dump, known, refusal, says
):
    before = dump(file)
    with pytest.raises(refusal, match=says):
        document(study, **known)
    assert dump(file) == before
    assert file.conn.execute("SELECT count(*) FROM version_text").fetchone() == (0,)
    assert file.conn.execute("SELECT count(*) FROM keys.received").fetchone() == (0,)


def test_received_bytes_are_kept_in_the_keys_and_nowhere_else(file, study, tmp_path):
    data = MINUTES.encode()
    importing.store(study, importing.take(study, "visite.txt", data), kind="visit_minutes", title="Visite")
    assert keys.received(study, hashlib.sha256(data).hexdigest()) == ("visite.txt", data)
    shared = backup.share(file, tmp_path / "partage.db")
    file.close()
    assert data in keys.path_of(file.path).read_bytes()
    for path in (file.path, shared):
        assert b"ouvert la r\xc3\xa9union.\r\n" not in path.read_bytes()
        assert "ouvert la réunion.".encode() in path.read_bytes(), "its text is there to be read"
    assert not keys.path_of(shared).exists()
    with StudyFile.open(shared, (FLOOR,)) as opened:
        alone = opened.acting_as("Léa")
        assert documents.everything(alone)[0].title == "Visite"
        assert keys.received(alone, hashlib.sha256(data).hexdigest()) is None


def test_text_segments_and_calls_come_back_as_they_were_read(study):
    reading = ReadingText(
        text="Titre\nElle a ouvert 🚪 la réunion.\nVoir l’annexe.",
        blocks=(
            Block("heading", 0, 5, level=2, source_line=1),
            Block("paragraph", 6, 33, speaker="Léa", source_line=3, time=61_500),
            Block("footnote", 34, 48, note="1"),
        ),
        calls=(NoteCall(19, "1"),),
        source_map=((0, 2, 5), (6, 9, 27), (34, 43, 14)),
        title="Titre",
        warnings=("Une page est vide.",),
    )
    paper = documents.add(study, reading, title="T", source_name="t.md", source=b"t")
    stored = documents.get(study, paper)
    assert versions.text(study, stored.version) == reading.text
    assert (stored.characters, stored.words, stored.warnings) == (48, 9, reading.warnings)
    found = versions.segments(study, stored.version)
    blocks = [vars(s) for s in found if s.kind != versions.CALL]
    assert [Block(**{"time" if name == "time_ms" else name: b[name] for name in b}) for b in blocks] == list(
        reading.blocks
    )
    assert [(s.start, s.end, s.note) for s in found if s.kind == versions.CALL] == [(19, 19, "1")]
    assert versions.source_map(study, stored.version) == list(reading.source_map)
    assert versions.segment_at(found, 20).speaker == "Léa"
    assert versions.segment_at(found, 0).kind == "heading"


@given(st.lists(st.tuples(*[st.integers(0, 2**32 - 1)] * 3), max_size=20))
def test_a_source_map_is_packed_without_loss(runs):
    class Row:
        """A study whose only version holds this map."""

        def value(self, sql: str, **params: str) -> bytes:
            return versions._packed(tuple(runs))

    assert versions.source_map(Row(), "v") == runs


def test_a_map_leads_back_to_the_received_characters(study):
    text = MINUTES.replace("\r\n", "\n")
    reading = importing.take(study, "visite.txt", text.encode())
    paper = importing.store(study, reading, kind="visit_minutes", title="Visite")
    version = documents.get(study, paper).version
    kept = versions.text(study, version)
    runs = versions.source_map(study, version)
    assert runs
    assert all(kept[r : r + n] == text[s : s + n] for r, s, n in runs)


def test_documents_are_listed_by_date_and_those_without_come_last(study, document):
    for title, date in (("Sans date", ""), ("Étape", "2021-03"), ("Départ", "2020"), ("Autre", "2021-03")):
        document(study, title, title=title, date=date)
    assert [paper.title for paper in documents.everything(study)] == ["Départ", "Autre", "Étape", "Sans date"]


def test_a_document_keeps_its_sites_date_and_words_in_french(study, document):
    havremer, valmorant = sites.add(study, "Havremer"), sites.add(study, "Valmorant")
    paper = documents.get(
        study,
        document(study, kind="visit_minutes", date="2021-03~", sites=[valmorant, havremer, havremer], state="sent"),
    )
    assert set(paper.sites) == {havremer, valmorant}
    assert (paper.date_first, paper.date_last) == ("2021-03-01", "2021-03-31")
    assert (paper.kind_label, paper.state_label) == ("Compte-rendu de visite", "diffusé")


def test_minutes_that_were_never_written_are_a_document_without_text(study):
    missing = documents.register(study, kind="visit_minutes", title="Visite de mai", state="not_done", date="2022-05")
    paper = documents.get(study, missing)
    assert (paper.version, paper.characters, paper.state_label) == (None, 0, "non fait")
    assert [one.id for one in documents.everything(study)] == [missing]
    assert changes.history(study)[0].label == "Noter « Visite de mai » (non fait)"


def test_rewriting_a_notice_leaves_the_text(study, document):
    site = sites.add(study, "Havremer")
    paper = document(study, "Elle a ouvert la réunion.")
    version = documents.get(study, paper).version
    known = {"kind": "interview", "title": "Entretien", "date": "2021", "sites": [site], "state": "sent"}
    documents.update(study, paper, level="committee", **known)
    after = documents.get(study, paper)
    assert (after.kind, after.title, after.date, after.sites, after.version) == (
        "interview",
        "Entretien",
        "2021",
        (site,),
        version,
    )


# From a received file -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"   \n ", b"\x00\x01\x02\x03" * 50, b"PK\x03\x04 not a document"])
def test_a_file_that_cannot_be_read_is_refused(study, data):
    with pytest.raises(ReaderError):
        importing.take(study, "essai.txt", data)


def test_a_file_already_there_is_refused_before_it_is_read(study, monkeypatch):
    data = MINUTES.encode()
    importing.store(study, importing.take(study, "visite.txt", data), kind="visit_minutes", title="Visite")
    monkeypatch.setattr(registry, "READERS", {})
    with pytest.raises(StudyError, match="« copie.txt » est déjà dans l’étude"):
        importing.take(study, "copie.txt", data)


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Compte-rendu de visite\n\nHavremer, mars 2021.", "visit_minutes"),
        ("Note de COPIL\n\nSéance de janvier.", "steering_note"),
        ("Comité de projet de mars\n\nPrésents : six personnes.", "project_note"),
        ("Entretien avec une infirmière\n\nPouvez-vous raconter ?", "interview"),
        ("Carnet\n\nCe matin, j’hésite.", "logbook"),
        ("Objet : la prochaine visite\n\nBonjour à tous.", "mail"),
        ("Deux mots sur la suite\n\nNous verrons.", "other"),
    ],
)
def test_the_opening_of_a_text_suggests_its_kind(study, opening, kind):
    assert importing.likely_kind(importing.take(study, "essai.txt", opening.encode())) == kind


def test_sites_are_found_by_their_name_without_accents_or_case(study):
    site = sites.add(study, "L’Anse-Éloi")
    reading = importing.take(study, "visite.txt", MINUTES.encode())
    paper = importing.store(study, reading, kind="visit_minutes", title="V", site_names=["l’anse-eloi"])
    assert documents.get(study, paper).sites == (site,)
    with pytest.raises(StudyError, match="« Ailleurs » n’est pas dans l’étude"):
        sites.find(study, "Ailleurs")


# Sites --------------------------------------------------------------------------------------------------------------


def test_sites_are_ordered_by_name_as_in_french(study):
    for label in ("Valmorant", "Étretin", "evry", "Anse"):
        sites.add(study, label)
    assert [site.label for site in sites.everyone(study)] == ["Anse", "Étretin", "evry", "Valmorant"]


def test_two_sites_do_not_share_a_name(study):
    sites.add(study, "Havremer")
    other = sites.add(study, "Valmorant")
    with pytest.raises(StudyError, match="déjà « Havremer »"):
        sites.add(study, " Havremer ")
    with pytest.raises(StudyError, match="déjà « Havremer »"):
        sites.update(study, other, label="Havremer", group="", notes="")
    with pytest.raises(StudyError, match="nom"):
        sites.add(study, " ")
