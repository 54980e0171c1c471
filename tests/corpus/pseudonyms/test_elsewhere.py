"""Names that stand elsewhere in the study: found, replaced where they name a thing, left where somebody speaks."""

from collections.abc import Callable

from codebook import codings
from corpus import documents, milestones, sites
from corpus.pseudonyms import elsewhere
from corpus.pseudonyms.forms import Forms
from corpus.study import Study

Make = Callable[..., str]
FORMS = Forms([("Mme Roy", "[Infirmière 1]"), ("Roy", "[Infirmière 1]"), ("Kerambec", "[Site 1]")])


def test_titles_and_labels_are_replaced_and_the_words_of_others_are_left(
    study: Study, colleague: Study, document: Make, grid: dict[str, str]
) -> None:
    paper = document(study, "Rien ici.", title="Visite avec Mme Roy")
    sites.add(study, "Kerambec")
    codings.apply(colleague, paper, 0, 4, [grid["trust"]], comment="Roy hésite")
    codings.apply(study, paper, 5, 8, [grid["trust"]], comment="Mme Roy aussi")
    milestones.save(colleague, module="training", label="Formation de Royer", state="reached", reached="2021")
    found = elsewhere.places(study, FORMS)
    assert elsewhere.counted(found) == [
        ("Commentaires de codages", 1, False),
        ("Commentaires de codages", 1, True),
        ("Sites", 1, True),
        ("Titres de documents", 1, True),
    ]
    with study.change("Essai"):
        assert elsewhere.replace(study, FORMS, found) == 3
    assert documents.get(study, paper).title == "Visite avec [Infirmière 1]"
    assert [site.label for site in sites.everyone(study)] == ["[Site 1]"]
    assert {c.comment for c in codings.everything(study)} == {"Roy hésite", "[Infirmière 1] aussi"}


def test_what_is_private_to_another_is_not_shown(study: Study, researcher: Study, document: Make) -> None:
    document(researcher, title="Note sur Roy", level="private")
    assert elsewhere.places(study, FORMS) == []


def test_other_documents_that_bear_the_names_are_counted(study: Study, document: Make) -> None:
    paper = document(study, "Roy et Roy.", source=b"1")
    other = document(study, "Mme Roy et Kerambec.", source=b"2")
    assert [(d.id, n) for d, n in elsewhere.other_documents(study, FORMS, paper)] == [(other, 2)]
