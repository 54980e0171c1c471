"""From proposals to what was confirmed: one change writes the document, its event, who was there, who speaks."""

from corpus import attendance, changes, confirming, documents, events, importing, people, sites, versions
from corpus.attendance import Line
from corpus.confirming import Confirmed, NewEvent, Speaking
from corpus.study import Study

INTERVIEW = (
    "Entretien\n\nEnquêteur : Alors ?\n\n[Ispic1] : Bien.\n\nEnquêteur : Et ?\n\n[Ispic1] : Voilà.\n\n[Ispic1] : Oui.\n"
)
MINUTES = (
    "COMPTE-RENDU DE VISITE — HAVREMER\n\nJeudi 11 février 2021, visioconférence\n\n"
    "Présents : une cardiologue, trois infirmières. Absente : direction.\n\nProchaine visite : 11 mars 2021.\n"
)


def taken(study: Study, text: str, name: str = "a.txt") -> importing.Reading:
    return importing.take(study, name, text.encode())


def test_nothing_is_stored_by_proposing(study: Study) -> None:
    before = changes.count(study)
    found = confirming.propose(study, taken(study, MINUTES))
    assert found.dates[0].value == "2021-02-11"
    assert changes.count(study) == before


def test_what_is_confirmed_is_written_in_one_change_and_undone_whole(study: Study) -> None:
    reading = taken(study, MINUTES)
    found = confirming.propose(study, reading)
    before = changes.count(study)
    paper = confirming.store(
        study,
        reading,
        Confirmed(
            kind="visit_minutes",
            title="Visite",
            date="2021-02-11",
            new_sites=("Havremer",),
            new_event=NewEvent("visit", "Visite n° 3", "2021-02-11", "remote"),
            presence=tuple(Line(p.profession, p.number, p.words, p.presence) for p in found.presence),
            coming=NewEvent("visit", "", "2021-03-11"),
        ),
        found.heard,
    )
    assert changes.count(study) == before + 1
    (site,) = sites.everyone(study)
    held, planned = events.everything(study)
    stored = documents.get(study, paper)
    assert (stored.event, stored.sites, stored.date) == (held.id, (site.id,), "2021-02-11")
    assert (held.label, held.held, held.format, held.sites) == ("Visite n° 3", "2021-02-11", "remote", (site.id,))
    assert (planned.label, planned.planned, planned.state) == ("Visite sur site", "2021-03-11", "planned")
    assert attendance.of_event(study, held.id) == [
        Line("physician", 1, "une cardiologue"),
        Line("nurse", 3, "trois infirmières"),
        Line("direction", 1, "direction", "absent"),
    ]
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)
    assert (documents.everything(study), events.everything(study), sites.everyone(study)) == ([], [], [])


def test_presence_without_an_event_is_not_kept(study: Study) -> None:
    told = Confirmed(kind="visit_minutes", title="Visite", presence=(Line("nurse", 1, "une"),))
    confirming.store(study, taken(study, MINUTES), told)
    assert study.value("SELECT count(*) FROM attendance") == 0


def test_presence_read_in_a_team_document_is_not_shown_to_the_committee(study: Study, committee: Study) -> None:
    visit = events.save(study, kind="steering_committee", label="COPIL", held="2021-02-11", level="committee")
    told = Confirmed(kind="steering_note", title="Note", event=visit, presence=(Line("nurse", 1, "une"),))
    confirming.store(study, taken(study, MINUTES), told)
    assert len(attendance.of_event(study, visit)) == 1
    assert attendance.of_event(committee, visit) == []


def test_labels_merged_under_one_name_are_one_person_and_segments_keep_their_label(study: Study) -> None:
    reading = taken(study, INTERVIEW)
    found = confirming.propose(study, reading)
    (asked, said) = found.heard.roster
    assert (asked.label, said.label) == ("Enquêteur", "Ispic1")
    told = Confirmed(
        kind="interview",
        title="Entretien",
        speaking=(Speaking(("Ispic1",), "Fleur", "infirmière", "nurse", ("I. 1",)), Speaking(("Enquêteur",), "")),
    )
    paper = confirming.store(study, reading, told, found.heard)
    (fleur,) = people.everyone(study)
    assert (fleur.label, fleur.profession, fleur.aliases) == ("Fleur", "nurse", ("I. 1", "Ispic1"))
    assert {label: person.id for label, person in people.speakers(study, paper).items()} == {"Ispic1": fleur.id}
    stored = documents.get(study, paper)
    spoken = [segment.speaker for segment in versions.segments(study, stored.version or "") if segment.speaker]
    assert spoken == ["Enquêteur", "Ispic1", "Enquêteur", "Ispic1", "Ispic1"]


def test_somebody_known_is_found_again_and_gains_an_alias(study: Study) -> None:
    fleur = people.save(study, label="Fleur", profession="nurse")
    reading = taken(study, INTERVIEW)
    found = confirming.propose(study, reading)
    told = Confirmed(kind="interview", title="Entretien", speaking=(Speaking(("Ispic1",), "fleur"),))
    confirming.store(study, reading, told, found.heard)
    (person,) = people.everyone(study)
    assert (person.id, person.label, person.profession, person.aliases) == (fleur, "Fleur", "nurse", ("Ispic1",))


def test_a_dropped_label_leaves_no_speaker(study: Study) -> None:
    reading = taken(study, INTERVIEW)
    found = confirming.propose(study, reading)
    told = Confirmed(kind="interview", title="Entretien", dropped=("Enquêteur",))
    paper = documents.get(study, confirming.store(study, reading, told, found.heard))
    assert {s.speaker for s in versions.segments(study, paper.version or "")} == {None, "Ispic1"}


def test_a_private_import_makes_a_private_person(study: Study, colleague: Study) -> None:
    reading = taken(study, INTERVIEW)
    found = confirming.propose(study, reading)
    told = Confirmed(kind="interview", title="E", level="private", speaking=(Speaking(("Ispic1",), "Fleur"),))
    confirming.store(study, reading, told, found.heard)
    assert people.everyone(colleague) == []
    assert len(people.everyone(study)) == 1


def test_a_role_is_the_same_person_on_the_same_site_only(study: Study) -> None:
    here, there = sites.add(study, "Havremer"), sites.add(study, "Valmorant")
    for number, site in enumerate((here, there, here)):
        reading = taken(study, f"{INTERVIEW}\nFin {number}.\n")
        told = Confirmed(kind="interview", title="E", sites=(site,), speaking=(Speaking(("Ispic1",), "Infirmière"),))
        confirming.store(study, reading, told)
    assert sorted(person.site or "" for person in people.everyone(study)) == sorted([here, there])
