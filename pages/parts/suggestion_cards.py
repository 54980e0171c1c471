"""A page of suggestions: each in its context with what proposed it, accepted or refused one by one or together.

The first of the page is the one the keys act on: O accepts it, N refuses it, P passes to the next; with Shift, O and N
act on the whole page. Z takes the last verdicts back.
"""

import math
from collections.abc import Sequence

import streamlit as st

from analytics.french import count
from codebook import codes
from codebook.codes import Code
from codebook.suggesting import judging, offers, rules, verdicts
from codebook.suggesting.offers import Asked, Shown, Suggestion
from codebook.suggesting.rules import Rule
from codebook.suggesting.verdicts import Rate
from corpus import changes
from corpus.study import Study
from pages.parts import guard, menu, notice, suggestion_filters, suggestion_text
from pages.parts.plain import plain

PAGE = 6
DONE, PASSED = "suggestions-done", "suggestions-passed"
HEIGHT = 470


def show(study: Study, asked: Asked, found: Sequence[Suggestion]) -> None:
    """Show one page of the list, what judges it as a whole, and the code of its first suggestion."""
    listed = _with_passed_last(found)
    pages = max(1, math.ceil(len(listed) / PAGE))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        acts = st.container(horizontal=True, vertical_alignment="center", gap="small", width="content")
        st.space("stretch")
        number = _page(pages, asked)
    left, right = st.columns([2.3, 1], gap="small", wrap=False)
    page = offers.shown(study, listed[(number - 1) * PAGE : number * PAGE])
    tree = codes.by_id(study)
    with acts:
        _together(page, asked)
    known = {rule.id: rule for rule in rules.everything(study)}
    told = verdicts.rates(study)
    with left, st.container(height=HEIGHT, border=False, key="suggestions-list"):
        for rank, one in enumerate(page):
            _card(one, tree[one.suggestion.code], known, told, asked, first=rank == 0)
    with right, st.container(height=HEIGHT, border=False, key="suggestions-code-card"):
        if page:
            _code(tree[page[0].suggestion.code], page[0].suggestion, known, told)


def _page(pages: int, asked: Asked) -> int:
    if pages == 1:
        return 1
    return st.pagination(pages, key=f"{suggestion_filters.PAGE}-{pages}-{hash(asked)}", max_visible_pages=5)


def _with_passed_last(found: Sequence[Suggestion]) -> list[Suggestion]:
    passed = st.session_state.get(PASSED, [])
    last = {name: rank for rank, name in enumerate(passed)}
    return sorted(found, key=lambda one: last.get(one.id, -1))


def _together(page: Sequence[Shown], asked: Asked) -> None:
    """Show the buttons that judge the page."""
    chosen = [one.suggestion for one in page]
    if asked.status == offers.WAITING:
        extent = suggestion_filters.extent()
        st.button(
            f"Accepter les {len(chosen)}" if len(chosen) > 1 else "Accepter",
            key="suggestions-accept-page",
            icon=":material/done_all:",
            shortcut="Shift+O",
            on_click=_accept,
            args=(chosen, extent),
            help="Coder toute la page, en un changement qui s’annule d’un coup",
        )
        st.button(
            f"Refuser les {len(chosen)}" if len(chosen) > 1 else "Refuser",
            key="suggestions-refuse-page",
            icon=":material/remove_done:",
            shortcut="Shift+N",
            on_click=_refuse,
            args=(chosen,),
        )
    undoing()


def undoing() -> None:
    """Show the button that takes back the last verdicts given here."""
    st.button(
        "Annuler",
        key="suggestions-undo",
        icon=":material/undo:",
        type="tertiary",
        shortcut="Z",
        disabled=not st.session_state.get(DONE),
        on_click=_undo,
        help="Reprendre les derniers avis donnés ici",
    )


def _card(
    shown: Shown, code: Code, known: dict[str, Rule], told: dict[str | None, Rate], asked: Asked, *, first: bool
) -> None:
    one = shown.suggestion
    with st.container(border=True, gap="xsmall", key=f"suggestion-{one.id.replace('/', '-')}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"**{plain(code.label)}**", help=plain(code.definition) or None, width="content")
            st.space("stretch")
            _acts(one, asked, first=first)
        suggestion_text.show(shown)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(
                menu.WORKBENCH.script,
                label=plain(" · ".join(_where(shown))),
                query_params={"document": one.document, "at": f"{one.start}-{one.end}"},
                icon=":material/article:",
                width="content",
            )
            st.caption(_why(one, known, told), width="content")


def _where(shown: Shown) -> list[str]:
    told = [shown.document.title, shown.document.date_shown or "sans date"]
    return [*told, shown.speaker] if shown.speaker else told


def _why(one: Suggestion, known: dict[str, Rule], told: dict[str | None, Rate]) -> str:
    """Return in Markdown what proposed it, and how often that was accepted."""
    named = [known[rule] for rule in one.rules if rule in known]
    parts = [f"règle « {plain(rule.phrase)} » ({told.get(rule.id, Rate()).shown})" for rule in named]
    if not parts:
        parts = [f"classement seul ({told.get(None, Rate()).shown})"]
    if one.score is not None:
        level = "très proche" if one.score > 4 else "proche" if one.score > 1.5 else "assez loin"
        parts.append(f"{level} de ce qui est codé et défini ainsi")
    return " · ".join(parts)


def _acts(one: Suggestion, asked: Asked, *, first: bool) -> None:
    name = one.id
    if asked.status != offers.WAITING:
        if one.verdict is not None:
            st.button(
                "Remettre à juger",
                key=f"suggestion-again-{name}",
                icon=":material/replay:",
                on_click=_withdraw,
                args=(one.verdict.id,),
                help="L’avis est oublié ; un codage déjà fait reste" if one.verdict.verdict == "accepted" else None,
            )
        return
    extent = st.session_state.get("suggestions-extent") or "sentence"
    st.button(
        "Accepter",
        key=f"suggestion-accept-{name}",
        icon=":material/check:",
        type="primary" if first else "secondary",
        shortcut="O" if first else None,
        on_click=_accept,
        args=([one], extent),
    )
    st.button(
        "Refuser",
        key=f"suggestion-refuse-{name}",
        icon=":material/close:",
        shortcut="N" if first else None,
        on_click=_refuse,
        args=([one],),
    )
    if first:
        st.button(
            "Passer",
            key=f"suggestion-pass-{name}",
            icon=":material/skip_next:",
            type="tertiary",
            shortcut="P",
            on_click=_pass,
            args=(name,),
        )


def _code(code: Code, one: Suggestion, known: dict[str, Rule], told: dict[str | None, Rate]) -> None:
    """Show the definition of a code and the rates of its rules that were judged."""
    st.caption(plain(" › ".join(code.path)) or "Code")
    st.markdown(f"**{plain(code.label)}**")
    for head, words in (("", code.definition), ("Inclure si", code.include), ("Ne pas coder si", code.exclude)):
        if words:
            if head:
                st.markdown(f"**{head}**")
            st.text(words)
    judged = [(rule, told[rule.id]) for rule in known.values() if rule.code == code.id and rule.id in told]
    st.markdown("**Ses règles, acceptées sur jugées**")
    if not judged:
        st.caption("Aucun avis encore sur ses règles.")
    for rule, rate in sorted(judged, key=lambda pair: (-pair[1].judged, pair[0].phrase)):
        st.caption(plain(f"« {rule.phrase} » : {rate.shown}"))
    if None in told:
        st.caption(f"Classement seul, tous codes : {told[None].shown}")


def _accept(chosen: list[Suggestion], extent: str) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        done = judging.accept(study, chosen, extent=extent)
        _remember(done.change)
        there = f", {done.already} déjà là" if done.already else ""
        notice.later(f"{count(done.made, 'passage codé', 'passages codés')}{there}.")


def _refuse(chosen: list[Suggestion]) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        done = judging.refuse(study, chosen)
        _remember(done.change)
        notice.later(f"{count(done.suggestions, 'suggestion refusée', 'suggestions refusées')}.")


def _withdraw(verdict: str) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        verdicts.withdraw(study, [verdict])
        notice.later("Avis oublié : la suggestion est de nouveau à juger.")


def _pass(name: str) -> None:
    passed = [one for one in st.session_state.get(PASSED, []) if one != name]
    st.session_state[PASSED] = [*passed, name]


def _remember(change: int) -> None:
    st.session_state[DONE] = [*st.session_state.get(DONE, []), change]


def _undo() -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        *left, last = st.session_state.get(DONE) or [None]
        st.session_state[DONE] = left
        if last is not None:
            changes.undo(study, last)
            notice.later("Annulé : ces suggestions sont de nouveau à juger.")
