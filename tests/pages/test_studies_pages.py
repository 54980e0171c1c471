"""The pages of the study itself: studies made, described, copied and verified; members and roles; the history."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codebook import codes
from codebook.schema import FLOORS
from corpus import changes, members, shelf, sites
from corpus.study import Study, StudyFile, about
from pages.parts import menu
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read


@pytest.fixture(autouse=True)
def folder(study: Study, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of studies is that of the open study."""
    monkeypatch.setenv(shelf.VARIABLE, str(study.file.path.parent))
    return study.file.path.parent


def field(widgets, label: str):  # noqa: ANN001, ANN201
    return next(widget for widget in widgets if widget.label == label)


def said(app: AppTest) -> str:
    return as_read(app.error)


def toasts(app: AppTest) -> str:
    return as_read(app.toast)


# Studies


def test_a_study_is_made_and_entered_as_its_lead(study: Study, folder: Path) -> None:
    app = opened(study, menu.STUDIES.script)
    field(app.text_input, "Titre de l’étude").set_value("Étude de l’été")
    field(app.text_input, "Votre nom (vous mènerez l’étude)").set_value("Nadia")
    field(app.text_area, "Description (facultative)").set_value("Pour essayer.")
    field(app.button, "Créer l’étude").click().run()
    assert not app.exception
    assert not app.error
    made = folder / "etude-de-l-ete.db"
    assert app.session_state["fil_rouge_study"] == str(made)
    assert "Étude de l’été" in toasts(app)
    with StudyFile.open(made, FLOORS) as file:
        (nadia,) = file.members()
        entered = file.acting_as(nadia.id)
        assert (nadia.name, nadia.role) == ("Nadia", "lead")
        assert about(entered)["description"] == "Pour essayer."
        assert not about(entered)["fictitious"]
        assert len(codes.tree(entered)) > 100
        assert app.session_state["fil_rouge_member"] == nadia.id


@pytest.mark.parametrize(
    ("title", "name", "sentence"), [("", "Nadia", "titre"), ("…", "Nadia", "titre"), ("Étude", "  ", "nom")]
)
def test_a_study_without_a_title_or_a_lead_is_not_made(
    title: str, name: str, sentence: str, study: Study, folder: Path
) -> None:
    before = sorted(folder.iterdir())
    app = opened(study, menu.STUDIES.script)
    field(app.text_input, "Titre de l’étude").set_value(title)
    field(app.text_input, "Votre nom (vous mènerez l’étude)").set_value(name)
    field(app.button, "Créer l’étude").click().run()
    assert sentence in said(app)
    assert sorted(folder.iterdir()) == before
    assert app.session_state["fil_rouge_study"] == str(study.file.path)


def test_the_open_study_is_described(study: Study) -> None:
    app = opened(study, menu.STUDIES.script)
    field(app.text_input, "Titre").set_value("Étude des caps")
    field(app.text_area, "Description").set_value("Ce que l’on relit.")
    field(app.button, "Enregistrer").click().run()
    known = about(study)
    assert (known["title"], known["description"]) == ("Étude des caps", "Ce que l’on relit.")
    assert "Étude décrite." in toasts(app)
    assert "Étude des caps" in as_read(app.caption)


def test_a_sound_study_is_said_to_hold_and_a_broken_one_says_what_is_wrong(study: Study) -> None:
    app = opened(study, menu.STUDIES.script)
    app.button("check").click().run()
    assert [word.value for word in app.success] == ["Tout tient."]
    study.file.conn.execute("DROP TRIGGER record_site_insert")
    app.button("check").click().run()
    assert not app.success
    assert app.error


def test_a_copy_to_share_is_made_without_the_keys(study: Study, folder: Path) -> None:
    before = sorted(folder.iterdir())
    app = opened(study, menu.STUDIES.script)
    app.button("share").click().run()
    assert not app.exception
    assert not app.error
    assert app.download_button("share-file").label == "Télécharger la copie"
    assert sorted(folder.iterdir()) == before


def test_the_other_studies_of_the_folder_are_named(study: Study, folder: Path) -> None:
    assert "pas d’autre étude" in as_read(opened(study, menu.STUDIES.script).markdown)
    StudyFile.create(folder / "autre.db", title="Une autre", member="Nadia", floors=FLOORS).close()
    assert "autre.db" in as_read(opened(study, menu.STUDIES.script).markdown)


def test_changing_study_goes_back_to_the_front_door(study: Study) -> None:
    app = opened(study, menu.STUDIES.script)
    app.button("switch").click().run()
    assert "Qui travaille" in as_read(app.markdown)
    assert "fil_rouge_study" not in app.session_state


# Members


def test_a_member_is_added_with_a_role(study: Study) -> None:
    app = opened(study, menu.MEMBERS.script)
    field(app.text_input, "Nom ou pseudonyme").set_value("Nadia")
    app.selectbox[-1].set_value("committee")
    field(app.button, "Ajouter à l’étude").click().run()
    assert ("Nadia", "committee") in {(m.name, m.role) for m in members.everyone(study)}
    assert "Nadia travaille dans l’étude." in toasts(app)


@pytest.mark.parametrize(("name", "sentence"), [("", "a besoin d’un nom"), ("Salma", "travaille déjà")])
def test_a_member_without_a_name_or_with_a_taken_one_is_refused(name: str, sentence: str, study: Study) -> None:
    before = members.everyone(study)
    app = opened(study, menu.MEMBERS.script)
    field(app.text_input, "Nom ou pseudonyme").set_value(name)
    field(app.button, "Ajouter à l’étude").click().run()
    assert sentence in said(app)
    assert members.everyone(study) == before


def test_the_lead_changes_a_role(study: Study, researcher: Study) -> None:
    app = opened(study, menu.MEMBERS.script)
    app.selectbox(f"role-{researcher.member.id}").set_value("committee").run()
    assert not app.error
    assert {m.name: m.role for m in members.everyone(study)}["Romain"] == "committee"


def test_the_last_lead_goes_on_leading(study: Study) -> None:
    app = opened(study, menu.MEMBERS.script)
    app.selectbox(f"role-{study.member.id}").set_value("researcher").run()
    assert "au moins une cheffe de projet" in said(app)
    assert {m.name: m.role for m in members.everyone(study)}["Léa"] == "lead"


def test_a_researcher_changes_no_role_even_by_a_forged_widget(study: Study, researcher: Study) -> None:
    app = opened(researcher, menu.MEMBERS.script)
    boxes = [box for box in app.selectbox if box.key]
    assert len(boxes) == 4
    assert all(box.disabled for box in boxes)
    app.session_state[f"role-{researcher.member.id}"] = "lead"
    app.run()
    assert "demandez-lui" in said(app)
    assert {m.name: m.role for m in members.everyone(study)}["Romain"] == "researcher"


# History


def lines(app: AppTest) -> list[str]:
    return [text.value for text in app.text]


def test_a_change_is_undone_and_seen_undone_then_done_again(study: Study) -> None:
    sites.add(study, "Havremer")
    made = changes.history(study)[0]
    app = opened(study, menu.HISTORY.script)
    assert lines(app)[0] == made.label
    app.button(f"undo-{made.id}").click().run()
    assert not app.error
    assert sites.everyone(study) == []
    assert f"Annulé : {made.label}" in toasts(app)
    assert lines(app)[:2] == [f"Annuler : {made.label}", made.label]
    assert app.button(f"undo-{made.id}").disabled
    assert ["· annulé" in caption.value for caption in app.caption[2:4]] == [False, True]
    undoing = changes.history(study)[0]
    assert app.button(f"undo-{undoing.id}").label == "Rétablir"
    app.button(f"undo-{undoing.id}").click().run()
    assert [site.label for site in sites.everyone(study)] == ["Havremer"]
    assert not app.button(f"undo-{made.id}").disabled


def test_a_change_that_others_stand_on_is_not_undone_and_the_reason_is_said(study: Study) -> None:
    site = sites.add(study, "Havremer")
    first = changes.history(study)[0]
    sites.update(study, site, label="Havremer-Plage", group="", notes="")
    app = opened(study, menu.HISTORY.script)
    app.button(f"undo-{first.id}").click().run()
    assert said(app)
    assert [one.label for one in sites.everyone(study)] == ["Havremer-Plage"]


def test_a_researcher_undoes_her_own_changes_only(study: Study, researcher: Study) -> None:
    sites.add(study, "Havremer")
    theirs = changes.history(study)[0]
    sites.add(researcher, "Valmorant")
    own = changes.history(study)[0]
    app = opened(researcher, menu.HISTORY.script)
    assert app.button(f"undo-{theirs.id}").disabled
    app.button(f"undo-{own.id}").click().run()
    assert [site.label for site in sites.everyone(study)] == ["Havremer"]


def test_the_lead_undoes_the_change_of_a_researcher(study: Study, researcher: Study) -> None:
    sites.add(researcher, "Valmorant")
    app = opened(study, menu.HISTORY.script)
    app.button(f"undo-{changes.history(study)[0].id}").click().run()
    assert sites.everyone(study) == []


def test_a_private_change_is_not_shown_to_others(study: Study, colleague: Study, document) -> None:  # noqa: ANN001
    document(colleague, "Un secret.", title="Carnet de Salma", level="private")
    assert any("Carnet de Salma" in line for line in lines(opened(colleague, menu.HISTORY.script)))
    assert not any("Carnet de Salma" in line for line in lines(opened(study, menu.HISTORY.script)))


def test_a_long_history_is_turned_page_by_page(study: Study) -> None:
    for number in range(30):
        sites.add(study, f"Site {number:02}")
    app = opened(study, menu.HISTORY.script)
    total = changes.count(study)
    assert f"{total} changements" in as_read(app.caption)
    assert len(lines(app)) == 25
    newest = lines(app)[0]
    app.pagination("history-page").set_value(2).run()
    assert len(lines(app)) == total - 25
    assert newest not in lines(app)


def test_words_of_the_study_are_never_interpreted_in_the_history(study: Study) -> None:
    sites.add(study, "![x](http://a.b/c.png) :red[rouge]")
    app = opened(study, menu.HISTORY.script)
    assert "![x]" in lines(app)[0]
    for part in (*app.markdown, *app.caption):
        assert "![x]" not in part.value
