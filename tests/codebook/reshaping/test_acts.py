"""Splitting, deleting, moving and writing codes: chosen, told, refused when it does not hold, undone in one change."""

import pytest

from codebook import check, codes, codings, descent, grid_versions, memos, passages
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping import deleting, moving, splitting, writing
from codebook.reshaping.splitting import Part
from codebook.signs import FIGURE_COLORS
from corpus import changes
from corpus.errors import AccessError, StudyError
from corpus.ids import new_id
from corpus.study import now

TEXT = "Elle ouvre la réunion, puis l’équipe parle longtemps de la suite du projet."


@pytest.fixture
def paper(study, document) -> str:
    return document(study, TEXT)


@pytest.fixture
def slow(study, grid) -> str:
    codes.install(study, [Code("", "trust.slow", "Confiance lente", "trust")])
    return codes.by_key(study)["trust.slow"].id


def code(who, paper, words, key) -> str:
    start = TEXT.index(words)
    return codings.apply(who, paper, start, start + len(words), [key], text=words)[0]


def labels(study) -> list[str]:
    return [one.full_label for one in codes.tree(study)]


class TestSplitting:
    def test_the_chosen_codings_take_the_new_codes_beside_the_old_one(self, study, researcher, paper, grid):
        first, second = code(study, paper, "ouvre", grid["trust"]), code(researcher, paper, "parle", grid["trust"])
        code(study, paper, "suite", grid["trust"])
        parts = [Part("Se fier", (first,), "Dire sa confiance"), Part("Croire", (second,))]
        effect = splitting.preview(study, grid["trust"], parts)
        assert effect.remarks == (
            "« Se fier » reçoit 1 codage (Léa 1).",
            "« Croire » reçoit 1 codage (Romain 1).",
            "« Confiance » en garde 1, avec sa définition, ses exemples et ses mémos.",
        )
        one, two = splitting.split(study, grid["trust"], parts, read=effect)
        assert labels(study)[-3:] == ["Confiance", "Se fier", "Croire"]
        assert codes.get(study, one).definition == "Dire sa confiance"
        assert [c.quote for c in codings.of_code(study, one)] == ["ouvre"]
        assert [(c.quote, c.coder_name) for c in codings.of_code(study, two)] == [("parle", "Romain")]

    def test_the_new_codes_may_come_under_the_old_one(self, study, grid):
        splitting.split(study, grid["trust"], [Part("Se fier", ())], under=True)
        assert "Confiance › Se fier" in labels(study)
        assert codes.by_key(study)["trust.SE_FIER"].applicable

    def test_private_codings_of_others_stay_and_are_counted(self, study, researcher, paper, grid):
        codings.revise(researcher, code(researcher, paper, "parle", grid["trust"]), level="private")
        effect = splitting.preview(study, grid["trust"], [Part("Se fier", ())])
        assert "en garde 1, dont 1 d’autres personnes" in effect.remarks[-1]

    @pytest.mark.parametrize(
        ("parts", "says"),
        [
            ([], "nommez-en au moins un"),
            ([Part(" ", ())], "Un code a un nom"),
            ([Part("Confiance", ())], "est déjà là"),
            ([Part("Un", ()), Part("un", ())], "portent le même nom"),
            ([Part("Un", ("mine",)), Part("Deux", ("mine",))], "donné à deux nouveaux codes"),
            ([Part("Un", ("absent",))], "n’est plus sous ce code"),
            ([Part("Un", ("hers",))], "n’est plus sous ce code"),
        ],
    )
    def test_what_does_not_hold_is_refused(self, study, researcher, paper, grid, parts, says, file, dump):
        made = {
            "mine": code(study, paper, "ouvre", grid["trust"]),
            "hers": code(researcher, paper, "parle", grid["trust"]),
        }
        codings.revise(researcher, made["hers"], level="private")
        given = [Part(part.label, tuple(made.get(key, key) for key in part.codings)) for part in parts]
        before = dump(file)
        with pytest.raises(CodebookError, match=says):
            splitting.split(study, grid["trust"], given)
        assert dump(file) == before


class TestDeleting:
    def test_a_code_with_codings_stays_until_what_they_become_is_chosen(
        self, study, researcher, paper, grid, file, dump
    ):
        code(researcher, paper, "parle", grid["trust"])
        before = dump(file)
        with pytest.raises(CodebookError, match="porte 1 codage : donnez-les"):
            deleting.delete(study, grid["trust"])
        assert dump(file) == before

    def test_codings_are_given_to_another_code_or_removed(self, study, researcher, paper, grid):
        made = code(researcher, paper, "parle", grid["trust"])
        effect = deleting.preview(study, grid["trust"], send_to=grid["figures.trainer"])
        assert dict(effect.coders) == {"Romain": 1}
        deleting.delete(study, grid["trust"], send_to=grid["figures.trainer"], read=effect)
        assert codings.get(researcher, made).code == grid["figures.trainer"]
        deleting.delete(study, grid["figures.trainer"], remove_codings=True)
        assert codings.everything(study) == []
        assert check.problems(study) == []

    def test_sub_codes_come_up_in_its_place_or_go_along(self, study, grid, slow):
        deleting.delete(study, grid["trust"])
        assert labels(study)[-1] == "Confiance lente"
        changes.undo(study, changes.history(study)[0].id)
        effect = deleting.preview(study, grid["trust"], children=deleting.ALONG)
        assert (effect.act, effect.children) == (
            "Supprimer « Confiance » et 1 sous-code",
            ("Confiance › Confiance lente",),
        )
        deleting.delete(study, grid["trust"], children=deleting.ALONG, read=effect)
        assert labels(study) == ["Figures", "Figures › Facilitateur", "Figures › Formateur"]

    def test_memos_move_to_the_code_above(self, study, grid, slow):
        memos.write(study, "code", slow, "Un doute")
        deleting.delete(study, slow)
        assert [memo.text for memo in memos.of(study, "code", grid["trust"])] == ["Un doute"]
        deleting.delete(study, grid["trust"])
        assert [memo.text for memo in memos.of(study, "study")] == ["Un doute"]

    def test_settled_disagreements_go_with_the_code_or_follow_the_codings(
        self, study, researcher, paper, grid, file, dump
    ):
        made = code(study, paper, "parle", grid["trust"])
        with study.change("Trancher"):
            elsewhere = passages.place(study, paper, 0, 4)
            first, second = sorted((study.member.id, researcher.member.id))
            row = {"id": new_id(), "document": paper, "code": grid["trust"], "first": first, "second": second}
            row |= {"passage": elsewhere, "version": passages.get(study, elsewhere).version, "readings": "[]"}
            row |= {"choice": "neither", "reason": "Aucune", "author": study.member.id, "level": "team"}
            study.insert("settlement", row | {"settled_at": now()})
        grid_versions.freeze(study, "Avant")
        before = dump(file)
        effect = deleting.preview(study, grid["trust"], remove_codings=True)
        assert effect.others == ("1 désaccord réglé",)
        deleting.delete(study, grid["trust"], remove_codings=True, read=effect)
        assert check.problems(study) == []
        assert study.value("SELECT count(*) FROM settlement") == 0
        changes.undo(study, changes.history(study)[0].id)
        assert dump(file) == before
        deleting.delete(study, grid["trust"], send_to=grid["figures.trainer"])
        assert study.value("SELECT code FROM settlement") == codings.get(study, made).code == grid["figures.trainer"]

    def test_codings_cannot_go_to_what_goes_too_nor_be_both_given_and_removed(self, study, grid, slow):
        with pytest.raises(CodebookError, match="supprimé aussi"):
            deleting.delete(study, grid["trust"], children=deleting.ALONG, send_to=slow)
        with pytest.raises(CodebookError, match="pas les deux"):
            deleting.delete(study, grid["trust"], send_to=slow, remove_codings=True)

    def test_whoever_still_holds_the_code_is_told_who_deleted_it(self, study, researcher, paper, grid):
        deleting.delete(study, grid["trust"])
        with pytest.raises(CodebookError, match="« Confiance » a été supprimé de la grille par Léa"):
            code(researcher, paper, "parle", grid["trust"])
        with pytest.raises(CodebookError, match="par Léa"):
            deleting.preview(researcher, grid["trust"])
        assert descent.heir(study, grid["trust"]) is None

    def test_the_committee_reshapes_nothing(self, committee, grid):
        for act in (lambda: deleting.preview(committee, grid["trust"]), lambda: writing.create(committee, "Neuf")):
            with pytest.raises(AccessError, match="sans la modifier"):
                act()


class TestMoving:
    def test_a_code_moves_with_what_is_under_it_and_its_key_stays(self, study, grid, slow):
        effect = moving.preview(study, grid["trust"], grid["figures"], before=grid["figures.trainer"])
        assert effect.remarks[0] == "« Confiance » devient « Figures › Confiance », avant « Formateur »."
        moving.move(study, grid["trust"], grid["figures"], before=grid["figures.trainer"], read=effect)
        assert labels(study) == [
            "Figures",
            "Figures › Facilitateur",
            "Figures › Confiance",
            "Figures › Confiance › Confiance lente",
            "Figures › Formateur",
        ]
        assert codes.get(study, grid["trust"]).key == "trust"

    def test_the_order_changes_and_one_undo_brings_it_back(self, study, grid, file, dump):
        before = dump(file)
        moving.move(study, grid["figures.trainer"], grid["figures"], before=grid["figures.facilitator"])
        moving.move(study, grid["trust"], None, before=grid["figures"])
        assert labels(study) == ["Confiance", "Figures", "Figures › Formateur", "Figures › Facilitateur"]
        for _ in range(2):
            changes.undo(study, changes.last_undoable(study).id)
        assert dump(file) == before

    @pytest.mark.parametrize("under", ["trust", "slow"])
    def test_a_code_does_not_go_under_itself(self, study, grid, slow, under):
        with pytest.raises(CodebookError, match="se range dessous"):
            moving.move(study, grid["trust"], slow if under == "slow" else grid["trust"])

    def test_many_moves_keep_every_code_in_the_tree(self, study, grid):
        made = [writing.create(study, f"Code {number}", grid["figures"]) for number in range(6)]
        for number, one in enumerate(made):
            moving.move(study, one, grid["figures"], before=made[(number * 2 + 1) % 6] if number % 2 else None)
        assert len(codes.tree(study)) == 10
        assert check.problems(study) == []


class TestWriting:
    def test_a_new_code_comes_last_with_a_key_of_its_own_and_the_colour_of_its_parent(self, study, grid):
        made = codes.get(study, writing.create(study, "  L’écoute  fine ", grid["figures.trainer"]))
        assert (made.label, made.key, made.color) == ("L’écoute fine", "figures.trainer.L_ECOUTE_FINE", "#E69F00")
        again = codes.get(study, writing.create(study, "L’écoute, fine !", grid["figures.trainer"]))
        assert again.key == "figures.trainer.L_ECOUTE_FINE_2"

    def test_two_codes_of_one_place_do_not_bear_one_name(self, study, grid):
        with pytest.raises(CodebookError, match="est déjà là"):
            writing.create(study, "confiance")
        with pytest.raises(CodebookError, match="est déjà là"):
            writing.describe(study, grid["figures.trainer"], label="Facilitateur")

    def test_a_code_that_somebody_described_meanwhile_is_not_written_over(self, study, researcher, grid):
        read = codes.get(study, grid["trust"])
        writing.describe(researcher, grid["trust"], read=read, definition="Se fier")
        with pytest.raises(StudyError, match="Quelqu’un a modifié"):
            writing.describe(study, grid["trust"], read=read, definition="Croire")
        assert codes.get(study, grid["trust"]).definition == "Se fier"

    def test_a_code_that_only_moved_meanwhile_may_be_described(self, study, researcher, grid):
        read = codes.get(study, grid["trust"])
        moving.move(researcher, grid["trust"], grid["figures"])
        writing.describe(study, grid["trust"], read=read, definition="Croire")
        assert codes.get(study, grid["trust"]).definition == "Croire"

    def test_a_figure_takes_its_own_colour_and_shape(self, study, grid):
        writing.describe(study, grid["trust"], figure="third_party", color="#56B4E9", shape="cross")
        found = codes.get(study, grid["trust"])
        assert (found.color, found.shape) == (FIGURE_COLORS["third_party"], None)

    def test_a_code_in_use_does_not_become_a_mere_heading(self, study, paper, grid):
        code(study, paper, "parle", grid["trust"])
        with pytest.raises(CodebookError, match="est appliqué 1 fois"):
            writing.describe(study, grid["trust"], applicable=False)
