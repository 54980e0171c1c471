"""The routes of the marked text: who is let in, what is told, what is written, and what is refused in a sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette

from codebook import assignments, codes, codings, favourites
from corpus import changes, documents, versions
from corpus.study import Study
from pages.parts import text_route, ticket
from tests.conftest import reading_of
from tests.pages.asgi import Client

TEXT = "Le jeudi après-midi 😀 est libre. La cadre relit la fiche.\nCamille : on ose appeler."
OURS = {"sec-fetch-site": "same-origin"}
Make = Callable[..., str]


@pytest.fixture
def paper(study: Study, document: Make, grid: dict[str, str]) -> str:
    return document(study, TEXT)


@pytest.fixture
def client() -> Client:
    return Client(Starlette(routes=text_route.routes()))


class Desk:
    """A person at her marked text, as the browser speaks for her."""

    def __init__(self, client: Client, study: Study, paper: str) -> None:
        self.client, self.study, self.paper = client, study, paper
        self.version = documents.get(study, paper).version or ""
        self.ticket = ticket.give(study.file.path, paper, self.version, study.member.id)
        self.headers = {**OURS, text_route.HEADER: self.ticket}
        self.address = f"{text_route.ADDRESS}/{self.version}"

    def text(self, **headers: str) -> Any:
        return self.client.get(self.address, headers={**self.headers, **headers})

    def codings(self, since: int = 0) -> dict[str, Any]:
        return self.client.get(f"{self.address}/codages", params={"depuis": since}, headers=self.headers).json()

    def does(self, act: str, **gesture: Any) -> Any:
        return self.client.post(f"{self.address}/gestes", json={"act": act, **gesture}, headers=self.headers)

    def codes_words(self, words: str, *given: str, **more: Any) -> Any:
        start = TEXT.index(words)
        place = {"start": start, "end": start + len(words), "text": words}
        return self.does("apply", **place, codes=list(given), **more)


@pytest.fixture
def desk(client: Client, study: Study, paper: str) -> Desk:
    return Desk(client, study, paper)


def test_the_text_comes_with_its_blocks_and_sentences(desk: Desk) -> None:
    told = desk.text().json()
    assert told["text"] == TEXT
    assert [row[:3] for row in told["blocks"]] == [["paragraph", 0, 57], ["paragraph", 58, len(TEXT)]]
    assert [TEXT[start:end] for start, end in told["sentences"]][:2] == [
        "Le jeudi après-midi 😀 est libre.",
        "La cadre relit la fiche.",
    ]


def test_the_text_travels_once(desk: Desk) -> None:
    first = desk.text()
    again = desk.text(**{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first.headers["cache-control"]


def test_another_text_has_another_mark(desk: Desk, client: Client, study: Study, document: Make) -> None:
    other = Desk(client, study, document(study, "Un autre texte.", title="Autre", source=b"autre"))
    assert desk.text().headers["etag"] != other.text().headers["etag"]


@pytest.mark.parametrize("given", ["", "nothing", "a.b", "é.é", "a.b.c"])
def test_without_a_ticket_of_ours_nothing_is_told(given: str, desk: Desk) -> None:
    desk.headers[text_route.HEADER] = given
    assert desk.text().status_code == 401
    assert TEXT[:8] not in desk.text().text


def test_an_altered_ticket_is_refused(desk: Desk) -> None:
    body, signature = desk.ticket.split(".")
    for forged in (f"{body[:-4]}AAAA.{signature}", f"{body}.{signature[:-4]}AAAA"):
        desk.headers[text_route.HEADER] = forged
        assert desk.text().status_code == 401


def test_a_ticket_that_is_over_is_refused(desk: Desk, study: Study) -> None:
    old = ticket.give(study.file.path, desk.paper, desk.version, study.member.id, now=1_000_000)
    assert ticket.read(old, now=1_000_000 + ticket.LASTS - 1).member == study.member.id
    desk.headers[text_route.HEADER] = old
    answer = desk.text()
    assert answer.status_code == 401
    assert "trop longtemps" in answer.json()["error"]


def test_a_ticket_opens_no_other_version(desk: Desk, study: Study, document: Make) -> None:
    other = documents.get(study, document(study, "Un autre texte.", title="Autre", source=b"autre")).version
    desk.address = f"{text_route.ADDRESS}/{other}"
    assert desk.text().status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://ailleurs.example"},
        {"origin": "null"},
        {},
    ],
)
def test_a_gesture_from_another_place_than_our_pages_is_refused_even_with_a_ticket(
    origin: dict[str, str], desk: Desk, grid: dict[str, str], study: Study
) -> None:
    desk.headers = {text_route.HEADER: desk.ticket, **origin}
    assert desk.codes_words("est libre", grid["trust"]).status_code == 403
    assert codings.everything(study) == []


def test_a_browser_that_only_names_the_origin_is_let_in(desk: Desk, grid: dict[str, str]) -> None:
    desk.headers = {text_route.HEADER: desk.ticket, "origin": "http://localhost"}
    assert desk.codes_words("est libre", grid["trust"]).status_code == 200


def test_the_right_is_asked_again_each_time(client: Client, colleague: Study, study: Study, document: Make) -> None:
    paper = document(study, TEXT)
    desk = Desk(client, colleague, paper)
    assert desk.text().status_code == 200
    kept = documents.get(study, paper)
    documents.update(
        study, paper, kind=kept.kind, title=kept.title, date=kept.date, sites=[], state=kept.state, level="private",
        event=None,
    )  # fmt: skip
    answer = desk.text(**{"if-none-match": desk.text().headers.get("etag", "")})
    assert answer.status_code == 422
    assert "ne vous est pas ouvert" in answer.json()["error"]


def test_whoever_left_the_study_or_only_reads_it_is_refused(
    client: Client, committee: Study, paper: str, study: Study, colleague: Study
) -> None:
    desk = Desk(client, study, paper)
    desk.headers[text_route.HEADER] = ticket.give(study.file.path, paper, desk.version, committee.member.id)
    assert desk.text().status_code == 403
    gone = Desk(client, colleague, paper)
    with study.change("Retirer de l’étude"):
        study.update("member", colleague.member.id, active=0)
    assert gone.text().status_code == 403


def test_words_that_are_coded_are_written_and_told(desk: Desk, study: Study, grid: dict[str, str]) -> None:
    at = desk.codings()["revision"]
    answer = desk.codes_words("est libre", grid["trust"], grid["figures.trainer"], since=at).json()
    found = codings.everything(study)
    assert {(c.quote, c.code, c.coder_name) for c in found} == {
        ("est libre", grid["trust"], "Léa"),
        ("est libre", grid["figures.trainer"], "Léa"),
    }
    assert set(answer["made"]) == {c.id for c in found} == {row[0] for row in answer["rows"]}
    assert answer["revision"] == changes.revision(study)
    assert not answer["whole"]


def test_spaces_around_the_words_are_not_coded(desk: Desk, study: Study, grid: dict[str, str]) -> None:
    desk.codes_words(" est libre", grid["trust"])
    assert [c.quote for c in codings.everything(study)] == ["est libre"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"start": -1}, "sort du texte"),
        ({"end": 10_000}, "sort du texte"),
        ({"start": 40, "end": 30}, "sort du texte"),
        ({"text": "les autres mots"}, "Le texte a changé"),
        ({"start": 23, "end": 32}, "Le texte a changé"),
        ({"start": 21, "end": 22, "text": " "}, "que des espaces"),
        ({"codes": []}, "Aucun code n’est choisi"),
        ({"codes": "trust"}, "illisibles"),
        ({"codes": [3]}, "illisibles"),
        ({"codes": ["figures"]}, "ne s’applique pas"),
        ({"codes": ["00000000-0000-4000-8000-000000000000"]}, "n’est pas dans la grille"),
        ({"label": "x" * 81}, "80 signes"),
        ({"act": "dance"}, "n’est pas connu"),
        ({"act": "revise", "coding": "x"}, "n’existe plus"),
    ],
)
def test_what_cannot_be_coded_is_refused_in_a_sentence_and_nothing_is_written(
    changed: dict[str, Any],
    sentence: str,
    desk: Desk,
    study: Study,
    grid: dict[str, str],
    dump: Callable[..., Any],
) -> None:
    before, total = dump(study.file), changes.count(study)
    gesture = {"act": "apply", "start": 22, "end": 31, "text": "est libre", "codes": ["trust"]} | changed
    if isinstance(gesture["codes"], list):
        gesture["codes"] = [grid.get(code, code) for code in gesture["codes"]]
    answer = desk.does(**gesture)
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    assert dump(study.file) == before
    assert changes.count(study) == total


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff"])
def test_an_unreadable_gesture_is_refused(body: bytes, desk: Desk) -> None:
    answer = desk.client.post(f"{desk.address}/gestes", content=body, headers=desk.headers)
    assert answer.status_code == 422
    assert "illisible" in answer.json()["error"]


def test_a_gesture_without_end_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_route, "LARGEST", 100)
    assert desk.does("apply", text="x" * 200).status_code == 413


def test_a_selection_made_on_an_older_version_is_not_written(desk: Desk, study: Study, grid: dict[str, str]) -> None:
    new = reading_of("Tout autre chose, écrit depuis.")
    with study.change("Modifier le texte"):
        version = versions.add(study, desk.paper, new, reason="essai")
        study.update("document", desk.paper, version=version)
    answer = desk.codes_words("est libre", grid["trust"])
    assert answer.status_code == 422
    assert "rouvrez-le" in answer.json()["error"]
    assert codings.everything(study) == []


def test_a_code_that_somebody_removed_meanwhile_is_refused_and_the_new_codebook_is_told(
    desk: Desk, study: Study, colleague: Study, grid: dict[str, str]
) -> None:
    at = desk.codings()["revision"]
    with colleague.change("Retirer un code"):
        codes.drop(colleague, grid["trust"])
    assert desk.codes_words("est libre", grid["trust"]).status_code == 422
    assert codings.everything(study) == []
    told = desk.codings(at)
    assert grid["trust"] not in {code["id"] for code in told["codes"]}


def test_a_new_code_is_made_and_applied_in_one_act(desk: Desk, study: Study) -> None:
    answer = desk.codes_words("est libre", label="Créneau libre").json()
    (made,) = codings.everything(study)
    code = codes.by_id(study)[made.code]
    assert (code.label, code.path, answer["made"]) == ("Créneau libre", ("À ranger",), [made.id])
    assert code.id in {one["id"] for one in answer["codes"]}
    assert desk.does("undo").status_code == 200
    assert codings.everything(study) == []
    assert "Créneau libre" not in {one.label for one in codes.tree(study)}


def test_a_second_new_code_goes_under_the_same_heading_and_a_known_name_is_not_doubled(
    desk: Desk, study: Study, grid: dict[str, str]
) -> None:
    for words, label in (
        ("est libre", "Créneau"),
        ("La cadre", "Relecture"),
        ("relit", "créneau"),
        ("jeudi", "confiance"),
    ):
        assert desk.codes_words(words, label=label).status_code == 200
    tree = codes.tree(study)
    assert [code.label for code in tree if code.path == ("À ranger",)] == ["Créneau", "Relecture"]
    assert grid["trust"] in {c.code for c in codings.everything(study)}


def test_one_takes_back_ones_own_coding_and_nobody_elses(
    client: Client, desk: Desk, colleague: Study, study: Study, grid: dict[str, str]
) -> None:
    (made,) = desk.codes_words("est libre", grid["trust"]).json()["made"]
    answer = Desk(client, colleague, desk.paper).does("remove", coding=made)
    assert answer.status_code == 403
    assert "Ce codage est de Léa" in answer.json()["error"]
    told = desk.does("remove", coding=made, since=changes.revision(study)).json()
    assert told["gone"] == [made]
    assert codings.everything(study) == []


def seen(study: Study, coding: str) -> dict[str, Any]:
    found = codings.get(study, coding)
    return {name: getattr(found, name) for name in ("code", "dominant", "comment", "certainty")}


def test_more_is_said_of_a_coding(desk: Desk, study: Study, grid: dict[str, str]) -> None:
    (made,) = desk.codes_words("est libre", grid["trust"]).json()["made"]
    values = {"dominant": True, "certainty": "likely", "comment": " Vu. ", "code": grid["figures.trainer"]}
    assert desk.does("revise", coding=made, values=values, seen=seen(study, made)).status_code == 200
    found = codings.get(study, made)
    assert (found.dominant, found.certainty, found.comment, found.code) == (
        True, "likely", "Vu.", grid["figures.trainer"],
    )  # fmt: skip


def test_what_was_changed_meanwhile_is_not_written_over(desk: Desk, study: Study, grid: dict[str, str]) -> None:
    (made,) = desk.codes_words("est libre", grid["trust"]).json()["made"]
    before = seen(study, made)
    codings.revise(study, made, comment="Écrit dans une autre fenêtre.")
    answer = desk.does("revise", coding=made, values={"comment": "Le mien."}, seen=before)
    assert answer.status_code == 422
    assert "Quelqu’un a modifié" in answer.json()["error"]
    assert codings.get(study, made).comment == "Écrit dans une autre fenêtre."


def test_a_long_comment_of_which_only_the_beginning_was_drawn_is_kept(
    desk: Desk, study: Study, grid: dict[str, str]
) -> None:
    (made,) = desk.codes_words("est libre", grid["trust"]).json()["made"]
    codings.revise(study, made, comment="x" * 900)
    drawn = {**seen(study, made), "comment": "x" * 400}
    assert desk.does("revise", coding=made, values={"dominant": True}, seen=drawn).status_code == 200
    assert codings.get(study, made).comment == "x" * 900


def test_acts_are_undone_and_redone_for_each_person_apart(
    client: Client, desk: Desk, colleague: Study, study: Study, grid: dict[str, str]
) -> None:
    hers = Desk(client, colleague, desk.paper)
    desk.codes_words("est libre", grid["trust"])
    hers.codes_words("La cadre", grid["trust"])
    assert desk.does("undo").json()["told"].startswith("Annuler : Coder")
    assert [c.quote for c in codings.everything(study)] == ["La cadre"]
    assert desk.does("redo").json()["told"].startswith("Rétablir : Coder")
    assert [c.quote for c in codings.everything(study)] == ["est libre", "La cadre"]
    assert desk.does("redo").status_code == 422


def test_favourites_are_kept_and_told(desk: Desk, study: Study, grid: dict[str, str]) -> None:
    at = desk.codings()["revision"]
    told = desk.does("favourite", code=grid["trust"], on=True, since=at).json()
    assert told["keys"]["chosen"] == favourites.chosen(study) == [grid["trust"]]
    desk.does("favourite", code=grid["trust"], on=False)
    assert favourites.chosen(study) == []


def test_a_blind_coder_is_told_nothing_of_the_others_by_the_address(
    client: Client, study: Study, colleague: Study, paper: str, grid: dict[str, str]
) -> None:
    codings.apply(study, paper, 22, 31, [grid["trust"]], comment="Lu par Léa.")
    assignments.assign(study, [paper], [colleague.member.id], blind=True)
    hers = Desk(client, colleague, paper)
    assert hers.codings()["rows"] == []
    assert "Lu par Léa" not in str(hers.codings())


def test_what_the_others_do_is_told_since_a_revision(
    client: Client, desk: Desk, colleague: Study, grid: dict[str, str]
) -> None:
    first = desk.codings()
    hers = Desk(client, colleague, desk.paper)
    (made,) = hers.codes_words("La cadre", grid["trust"]).json()["made"]
    told = desk.codings(first["revision"])
    assert [row[0] for row in told["rows"]] == [made]
    assert colleague.member.id in told["people"]
    headers = {**desk.headers, "if-none-match": f'"{told["revision"]}-{told["revision"]}"'}
    address = f"{desk.address}/codages"
    assert desk.client.get(address, params={"depuis": told["revision"]}, headers=headers).status_code == 304
