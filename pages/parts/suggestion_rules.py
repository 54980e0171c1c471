"""The words and phrases of each code: what they find, how often it was accepted, and what writes them."""

import pandas as pd
import streamlit as st

from analytics.french import count
from codebook import codes
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.suggesting import rules, scanning, verdicts
from codebook.suggesting.matching import FORMS
from codebook.suggesting.rules import WAYS, Rule
from codebook.suggesting.verdicts import Rate
from corpus.study import Study
from pages.parts import filter_choice, guard, menu, notice, suggestion_state
from pages.parts.plain import plain

_UNLESS = "Des suites de mots plus longues où la règle ne compte pas, séparées par des points-virgules."


def show(study: Study) -> None:
    """Show the rules of the study and what writes them."""
    notice.show()
    tree = {code.id: code for code in codes.tree(study)}
    suggestion_state.ready(study)
    asked, words, begin = st.columns([1.6, 1.6, 1.3], vertical_alignment="bottom")
    applicable = {key: code.label for key, code in tree.items() if code.applicable}
    with asked:
        code = filter_choice.one_of("Code", "rules-code", "Tous les codes", applicable)
    text = words.text_input(
        "Mots", key="rules-words", type="search", live=True, placeholder="Chercher une règle",
        label_visibility="collapsed",
    )  # fmt: skip
    with begin:
        start(study)
    found = [
        rule
        for rule in sorted(rules.everything(study), key=lambda one: (list(tree).index(one.code), one.phrase.casefold()))
        if (code is None or rule.code == code) and (text or "").casefold() in rule.phrase.casefold()
    ]
    left, right = st.columns([2.3, 1], gap="small", wrap=False)
    with left:
        chosen = _table(study, found, tree)
    with right, st.container(height=500, border=False):
        if len(chosen) == 1:
            _form(study, chosen[0], tree[chosen[0].code])
        elif chosen:
            _several(chosen)
        _new(study, code, applicable)


def start(study: Study) -> None:
    """Show the button that loads the starting rules the study does not have."""
    missing = rules.missing(study)
    if not missing:
        return
    if st.button(
        f"Charger {count(len(missing), 'règle')} de départ",
        key="rules-start",
        icon=":material/playlist_add:",
        help="Celles du programme pour les codes de votre grille ; chacune se modifie, se met au repos ou se retire.",
    ):
        with notice.attempt():
            number = rules.start(study)
            notice.done(f"{count(number, 'règle chargée', 'règles chargées')}.")


def _table(study: Study, found: list[Rule], tree: dict[str, Code]) -> list[Rule]:
    told, numbers = verdicts.rates(study), scanning.counts(study)
    rows = pd.DataFrame(
        {
            "Code": [tree[rule.code].label for rule in found],
            "Mots": [rule.phrase for rule in found],
            "Sauf dans": [rule.unless for rule in found],
            "Phrases": [numbers.get(rule.id, 0) if rule.active else None for rule in found],
            "Acceptées": [told.get(rule.id, Rate()).shown for rule in found],
            "État": [_state(rule) for rule in found],
            "De": ["le programme" if rule.starting else rule.author_name for rule in found],
        }
    )
    resting = sum(not rule.active for rule in found)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{count(len(found), 'règle')}, dont {resting} au repos. Cochez-en pour les modifier.")
    chosen = st.dataframe(
        rows,
        hide_index=True,
        height=470,
        key=f"rules-table-{hash(tuple(rule.id for rule in found))}",  # a line of another list is not this line
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "Code": st.column_config.TextColumn(width=215),
            "Mots": st.column_config.TextColumn(width=190),
            "Sauf dans": st.column_config.TextColumn(width=110),
            "Phrases": st.column_config.NumberColumn(width=65, help="Phrases où la règle se trouve"),
            "Acceptées": st.column_config.TextColumn(width=90, help="Acceptées sur jugées, par tout le monde"),
            "État": st.column_config.TextColumn(width=85),
            "De": st.column_config.TextColumn(width=110),
        },
        alt="Règles par code, avec ce qu’elles trouvent et ce qui en est accepté",
    )
    return [found[line] for line in chosen["selection"]["rows"] if line < len(found)]


def _state(rule: Rule) -> str:
    if not rule.active:
        return "au repos"
    return "active" if rule.way == FORMS else "mots exacts"


def _form(study: Study, rule: Rule, code: Code) -> None:
    """Show what rewrites a rule."""
    st.markdown(f"**{plain(code.label)}**", help=plain(code.definition) or None)
    with st.form(f"rule-{rule.id}", border=True):
        phrase = st.text_input("Mots", rule.phrase, key=f"rule-phrase-{rule.id}")
        way = st.radio(
            "Chercher", list(WAYS), list(WAYS).index(rule.way), format_func=WAYS.get, key=f"rule-way-{rule.id}"
        )
        unless = st.text_input(
            "Sauf dans", rule.unless, key=f"rule-unless-{rule.id}", help=_UNLESS, placeholder="ex. un tiers des"
        )
        saved = st.form_submit_button("Enregistrer", icon=":material/save:", key=f"rule-save-{rule.id}")
    if saved:
        with notice.attempt():
            rules.revise(study, rule.id, phrase=phrase, way=way, unless=unless, read=rule)
            notice.done("Règle modifiée.")
    with st.container(horizontal=True):
        _switching([rule])
        if st.button("Retirer", key="rule-remove", icon=":material/delete:", type="tertiary"):
            with notice.attempt():
                out = rules.remove(study, rule.id)
                notice.done("Règle retirée." if out else "Règle mise au repos : elle a été jugée, ses avis restent.")


def _switching(chosen: list[Rule]) -> None:
    """Show what puts rules to rest, and what wakes them."""
    for active, label, icon in ((False, "Mettre au repos", "bedtime"), (True, "Réveiller", "wb_sunny")):
        concerned = [rule.id for rule in chosen if rule.active != active]
        if concerned:
            st.button(
                label,
                key=f"rules-switch-{active}",
                icon=f":material/{icon}:",
                on_click=_switch,
                args=(concerned, active),
            )


def _switch(concerned: list[str], active: bool) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        rules.switch(study, concerned, active)
        notice.later(f"{count(len(concerned), 'règle')} {'en service' if active else 'au repos'}.")


def _several(chosen: list[Rule]) -> None:
    st.markdown(f"**{count(len(chosen), 'règle')}**")
    with st.container(horizontal=True):
        _switching(chosen)


def _new(study: Study, code: str | None, applicable: dict[str, str]) -> None:
    """Show what writes new rules, one a line."""
    st.markdown("**Écrire des règles**")
    with st.form("rules-new", border=True, clear_on_submit=True):
        ids = list(applicable)
        wanted = st.selectbox(
            "Pour le code",
            ids,
            index=ids.index(code) if code in applicable else None,
            format_func=applicable.get,
            placeholder="Choisir un code",
            key=f"rules-new-code-{code}",
        )
        phrases = st.text_area(
            "Mots, une règle par ligne", key="rules-new-phrases", height=90, placeholder="ex. prendre de la hauteur"
        )
        way = st.radio("Chercher", list(WAYS), format_func=WAYS.get, key="rules-new-way")
        unless = st.text_input("Sauf dans", key="rules-new-unless", help=_UNLESS, placeholder="ex. un tiers des")
        written = st.form_submit_button("Écrire", icon=":material/add:", type="primary", key="rules-new-write")
    if written:
        with notice.attempt():
            if wanted is None:
                raise CodebookError("Une règle annonce un code : choisissez lequel.")
            lines = [line for line in (phrases or "").splitlines() if line.strip()] or [""]
            with study.change(f"Écrire {count(len(lines), 'règle')} de suggestion"):
                for line in lines:
                    rules.add(study, wanted, line, way=way or FORMS, unless=unless or "")
            notice.done(f"{count(len(lines), 'règle écrite', 'règles écrites')}.")
