"""Recoding a chosen set of quotes: what it will do is said before it is done, and one button takes it back."""

from collections.abc import Sequence

import streamlit as st

from analytics.french import count
from codebook import codes
from codebook.codes import Code
from codebook.quotes import recoding, showing
from codebook.quotes.reading import Place, Reading
from codebook.quotes.recoding import ACTS, ADD, CHANGE, MOST, REMOVE, Plan
from codebook.quotes.showing import Quote
from corpus import changes
from corpus.errors import FilRougeError
from corpus.study import Study
from pages.parts import guard, menu, notice
from pages.parts.plain import plain

_CHOSEN, _UNDO = "quotes-chosen", "quotes-undo"
TICKED, ALL = "Les passages cochés", "Tous"


def chosen() -> list[Place]:
    """Return the places ticked so far, over all windows of the reading."""
    return list(st.session_state.get(_CHOSEN, {}).values())


def choose(window: Sequence[Place], keys: Sequence[str]) -> None:
    """Keep which quotes of a window are ticked."""
    kept = st.session_state.setdefault(_CHOSEN, {})
    for place in window:
        kept.pop(place.key, None)
        if place.key in keys:
            kept[place.key] = place


def forget() -> None:
    """Untick everything: the reading is another one."""
    st.session_state.pop(_CHOSEN, None)


def show(study: Study, reading: Reading) -> None:
    """Show what recodes the ticked quotes, or all of them."""
    ticked = chosen()
    scope = st.segmented_control(
        "Quels passages", [TICKED, ALL], default=TICKED, key="quotes-scope", required=True, width="stretch"
    )
    number = len(ticked) if scope == TICKED else reading.total
    if not number:
        st.info("Cochez des passages dans la liste (touche x), ou prenez-les tous.")
        return
    if number > MOST:
        st.warning(f"On recode {count(MOST, 'passage')} à la fois au plus : précisez la lecture.")
        return
    quotes = _quotes(reading, ticked) if scope == TICKED else showing.show(reading).quotes
    if len(quotes) < number:
        st.caption(f"{count(number - len(quotes), 'passage coché n’est plus', 'passages cochés ne sont plus')} ici.")
    act = st.segmented_control(
        "Ce qu’on fait",
        list(ACTS),
        format_func=ACTS.get,
        default=CHANGE,
        key="quotes-act",
        required=True,
        width="stretch",
    )
    tree = codes.tree(study)
    source = _source(quotes, tree, str(act)) if act != ADD else None
    target = _target(tree, source) if act != REMOVE else None
    if (act != ADD and source is None) or (act != REMOVE and target is None):
        return
    try:
        plan = recoding.foresee(study, quotes, str(act), source=source, target=target)
    except FilRougeError as error:
        st.warning(plain(str(error)))
        return
    labels = {code.id: code.label for code in tree}
    st.markdown("\n".join(f"- {plain(line)}" for line in told(plan, labels)))
    if st.button("Recoder", key="quotes-recode", type="primary", icon=":material/sync_alt:", disabled=plan.is_empty):
        _do(plan)


def _quotes(reading: Reading, places: Sequence[Place]) -> list[Quote]:
    """Return the ticked quotes that this reading still finds."""
    there = set(reading.places(0, None))
    return showing.Shown(reading, [place for place in places if place in there]).quotes


def _source(quotes: Sequence[Quote], tree: Sequence[Code], act: str) -> str | None:
    given = {mark.code for quote in quotes for mark in quote.marks}
    names = {code.id: code.full_label for code in tree if code.id in given}
    if len(names) == 1:
        (only,) = names
        st.caption(plain(f"{'Code qui change' if act == CHANGE else 'Code retiré'} : {names[only]}"))
        return only
    return st.selectbox(
        "Code qui change" if act == CHANGE else "Code à retirer",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, ""),
        key="quotes-source",
        placeholder="parmi ceux de ces passages",
        filter_mode="contains",
    )


def _target(tree: Sequence[Code], source: str | None) -> str | None:
    names = {code.id: code.full_label for code in tree if code.applicable and code.id != source}
    return st.selectbox(
        "Nouveau code",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, ""),
        key="quotes-target",
        placeholder="taper le début d’un nom",
        filter_mode="contains",
    )


def told(plan: Plan, labels: dict[str, str]) -> list[str]:
    """Return what recoding will do, in sentences."""
    source, target = labels.get(plan.source or "", ""), labels.get(plan.target or "", "")
    said = []
    mine = count(len(plan.mine), "de vos codages", "de vos codages")
    if plan.mine and plan.act == CHANGE:
        said.append(f"{mine} : « {source} » devient « {target} ».")
    elif plan.mine:
        said.append(f"{mine} : « {source} » est retiré.")
    if plan.doubles:
        said.append(
            f"{count(len(plan.doubles), 'de vos codages s’en va', 'de vos codages s’en vont')} : vous aviez déjà donné "
            f"« {target} » à ces mots, et leur commentaire l’y rejoint."
        )
    if plan.wider:
        said.append(
            f"{count(plan.wider, 'codage va', 'codages vont')} au-delà des mots montrés : c’est le passage entier "
            "qui change."
        )
    if plan.others:
        stay = count(plan.others, "codage d’une autre personne reste", "codages d’autres personnes restent")
        said.append(f"{stay} : on ne change que les siens.")
    if plan.fresh:
        beside = " à côté des leurs" if plan.act == CHANGE else ""
        fresh = count(len(plan.fresh), "codage « {} » à vous s’ajoute", "codages « {} » à vous s’ajoutent")
        said.append(f"{fresh.format(target)}{beside}.")
    if plan.there:
        said.append(f"{count(plan.there, 'passage a', 'passages ont')} déjà « {target} » de vous.")
    if plan.is_empty:
        said.append("Rien ne serait écrit.")
    return said


def _do(plan: Plan) -> None:
    with notice.attempt(), guard.acting(*menu.WRITERS) as study:
        done = recoding.recode(study, plan)
        st.session_state[_UNDO] = (study.file.path, study.member.id, done.change)
        forget()
        parts = [
            count(number, *words)
            for number, words in (
                (done.changed, ("codage changé", "codages changés")),
                (done.removed, ("codage retiré", "codages retirés")),
                (done.made, ("codage ajouté", "codages ajoutés")),
            )
            if number
        ]
        notice.later(f"{', '.join(parts)} : un seul changement, qui s’annule d’un coup.".capitalize())
        st.rerun(scope="app")


def undoing(study: Study) -> None:
    """Show the button that takes back the last set this person recoded here, once there is one."""
    if st.session_state.get(_UNDO, ())[:2] == (study.file.path, study.member.id):
        st.button("Annuler le recodage", key="quotes-undo-act", icon=":material/undo:", type="tertiary", on_click=_undo)


def _undo() -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        changes.undo(study, st.session_state.pop(_UNDO)[2])
        notice.later("Recodage annulé : tous les passages sont revenus à leur état d’avant.")
