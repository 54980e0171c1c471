"""The page of agreement as the people who code meet it."""

import pytest

from codebook import assignments, codings, settling
from codebook.agreement import words
from pages.parts import agreement_bounds, agreement_sides, menu
from pages.parts.agreement_sides import Mark
from tests.codebook.agreement.conftest import TEXT, mark, pair, read_twice  # noqa: F401  (fixtures)
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

SCRIPT = menu.AGREEMENT.script


def view(app, name: str):
    return app.segmented_control("agreement-view").set_value(name).run()


def rows(app, number: int = 0):
    return app.dataframe[number].value


def test_it_says_what_is_missing_and_who_is_where(study, researcher, document, mark):  # noqa: F811
    made = document(study, TEXT, title="Visite")
    assignments.assign(study, [made], [researcher.member.id, study.member.id])
    mark(researcher, made, "On attend")
    assignments.finish(researcher, made)
    app = opened(study, SCRIPT)
    assert "deux personnes au moins ont fini" in as_read(app.info)
    assert "Romain (a terminé)" in as_read(app.caption)


def test_who_codes_blind_is_shown_nothing_of_the_others(study, read_twice):  # noqa: F811
    assignments.assign(study, [read_twice], [study.member.id], blind=True)
    app = opened(study, SCRIPT)
    shown = as_read(app.info, app.caption, app.markdown)
    assert "à l’aveugle : 1" in shown and "Romain" not in shown and not app.dataframe


def test_the_table_names_what_has_no_value_and_says_why(study, researcher, read_twice, grid, mark):  # noqa: F811
    mark(researcher, read_twice, "On attend")
    app = opened(study, SCRIPT)
    assert rows(app)["Code"].tolist() == ["Tous les codes", "Formateur", "Confiance"]
    app.multiselect("agreement-codes").set_value([grid["trust"]])
    app.segmented_control("agreement-unit").set_value("paragraph").run()
    assert rows(app)["Accord"].tolist() == ["100,0 %", "100,0 %"]
    for name in ("Kappa", "Alpha", "Alpha des bornes"):
        assert rows(app)[name].tolist() == [words.UNDEFINED, words.UNDEFINED]
    assert words.ALWAYS in as_read(app.markdown) and words.BOTH_ALWAYS in as_read(app.markdown)


def test_from_a_code_one_goes_to_its_disagreements(study, read_twice, grid):  # noqa: F811
    app = opened(study, SCRIPT)
    app.multiselect("agreement-codes").set_value([grid["trust"]]).run()
    app.session_state[f"agreement-table-{hash((None, grid['trust']))}"] = {"selection": {"rows": [1], "columns": []}}
    app.run()
    app.button("agreement-to-text").click().run()
    assert not app.exception
    assert app.segmented_control("agreement-view").value == "Désaccords"
    assert app.selectbox("agreement-code").value == grid["trust"]


def test_an_interval_is_asked_for_with_its_seed(study, read_twice):  # noqa: F811
    app = opened(study, SCRIPT)
    app.toggle("agreement-bootstrap").set_value(True).run()
    assert "1000 tirages, graine" in as_read(app.caption)
    assert "il n’y en a pas deux" in as_read(app.markdown)


@pytest.fixture
def differences(study, read_twice):  # noqa: F811
    return view(opened(study, SCRIPT), "Désaccords")


def first(study, read_twice, pair):  # noqa: F811
    return settling.compared(study, read_twice, pair).disagreements[0]


def test_readings_are_side_by_side_and_a_decision_is_written(study, differences, read_twice, pair):  # noqa: F811
    app = differences
    assert "2 désaccords · 2 à trancher" in as_read(app.caption)
    before = codings.of_document(study, read_twice)
    one = first(study, read_twice, pair)
    app.button(f"settle-open-{one.id}").click().run()
    assert app.button("settle-save").disabled
    app.radio(f"settle-choice-{one.id}").set_value("both").run()
    app.button("settle-save").click().run()
    assert "raison" in as_read(app.error)
    app.text_input(f"agreement-reason-{one.id}").set_value("Les deux le voient").run()
    app.button("settle-save").click().run()
    assert not app.exception
    (kept,) = first(study, read_twice, pair).settled
    assert (kept.choice, kept.reason) == ("both", "Les deux le voient")
    assert codings.of_document(study, read_twice) == before
    assert "1 à trancher" in as_read(app.caption) and "Les deux le voient" in as_read(app.markdown)


def test_other_bounds_move_word_by_word(study, differences, read_twice, pair):  # noqa: F811
    app, one = differences, first(study, read_twice, pair)
    app.button(f"settle-open-{one.id}").click().run()
    app.radio(f"settle-choice-{one.id}").set_value("other").run()
    app.button(f"{agreement_bounds.BOUNDS}-10").click().run()
    app.button(f"{agreement_bounds.BOUNDS}-0-1").click().run()
    app.text_input(f"agreement-reason-{one.id}").set_value("Sans l’article ni la porte").run()
    app.button("settle-save").click().run()
    ((start, end),) = first(study, read_twice, pair).settled[0].places
    assert TEXT[start:end] == "cadre a ouvert la"


def test_a_code_narrows_what_is_shown_and_the_address_names_it(study, read_twice, grid):  # noqa: F811
    app = opened(study, SCRIPT, document=read_twice, code=grid["trust"])
    assert "2 désaccords" in as_read(app.caption)
    assert app.selectbox("agreement-code").value == grid["trust"]


def test_the_common_reading_is_counted(study, read_twice, pair):  # noqa: F811
    settling.settle(study, first(study, read_twice, pair), "both", "Oui")
    app = view(opened(study, SCRIPT), "Lecture commune")
    assert {metric.label: metric.value for metric in app.metric} == {
        "Passages identiques": "1",
        "Désaccords tranchés": "1",
        "dont à revoir": "0",
        "Désaccords à trancher": "1",
    }
    assert rows(app)["Passage"].tolist() == ["La cadre a ouvert la porte", "Le tiers écoute"]


class TestDrawing:
    def test_words_of_the_study_are_never_read_as_code(self):
        text = "<b>gras</b> & <script>alert(1)</script>"
        drawn = agreement_sides.drawn(text, 0, len(text), [Mark(3, 7, 'code "x"<', "red;}</style>", 1)])
        assert "<script>" not in drawn and "<b>" not in drawn and "</style>" not in drawn
        assert "&lt;b&gt;" in drawn and "<sup>1</sup>" in drawn

    def test_each_number_stands_once_where_its_stretch_begins(self):
        drawn = agreement_sides.drawn("abcdef", 0, 6, [Mark(1, 5, "A", "#111", 1), Mark(3, 6, "B", "#222", 2)])
        assert drawn.count("<sup>") == 2
        assert drawn.index("<sup>1</sup>") < drawn.index("<sup>2</sup>")

    def test_words_that_come_again_have_names_of_their_own(self):
        found = agreement_bounds.words("la porte, la porte", 0, 18)
        names = agreement_bounds.labels("la porte, la porte", found)
        assert len(set(names)) == len(names) == 5
