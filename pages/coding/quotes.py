"""Verbatims: the passages of a code, or of codes joined together, read across texts or along one of them."""

import math
from dataclasses import replace

import streamlit as st

from analytics.french import count
from codebook import codes, codings
from codebook.codes import Code
from codebook.quotes import describing, reading, showing
from codebook.quotes.reading import WINDOW, Reading
from corpus.study import Study
from pages.parts import guard, menu, notice, quote_files, quote_filters, quote_formula, quote_recoding
from pages.parts import quote_address as address
from pages.parts.plain import plain
from pages.parts.quote_address import TEXT, VIEWS, Address
from pages.parts.quote_list import payload, quote_list

_WIDENED, _READ = "quotes-widened", "quotes-read"
_OPENED = "quotes-opened"


def asks(study: Study, asked: Address, tree: list[Code], known: dict[str, dict[str, str]]) -> None:
    """Show what chooses the reading: its code, what is joined to it, its filters, its direction."""
    code, join, narrow, view = st.columns([3.4, 1.15, 1.15, 2.7], vertical_alignment="bottom")
    with code:
        quote_formula.first_code(asked, tree)
    with join.popover("Joindre", icon=":material/join_inner:", width="stretch", help="Joindre d’autres codes"):
        quote_formula.joining(asked, tree)
    number = len(describing.narrowed(study, replace(asked.ask, documents=())))
    with narrow.popover(f"Filtres ({number})" if number else "Filtres", icon=":material/filter_alt:", width="stretch"):
        quote_filters.show(asked, known)
    st.session_state["quotes-view"] = asked.view
    view.segmented_control(
        "Sens de lecture",
        list(VIEWS),
        format_func=VIEWS.get,
        key="quotes-view",
        required=True,
        width="stretch",
        label_visibility="collapsed",
        on_change=lambda: address.put({address.VIEW: st.session_state["quotes-view"]}),
    )


def one_text(study: Study, asked: Address) -> Address:
    """Show which text is read, with the ways to its neighbours, and return the reading of it alone."""
    over_all = reading.read(study, replace(asked.ask, documents=()))
    papers = over_all.papers
    if not papers:
        return asked
    names = list(papers)
    first = next(iter(over_all.counts), names[0])
    document = asked.document if asked.document in papers else first
    at = names.index(document)
    before, choice, after = st.columns([1, 8, 1], vertical_alignment="bottom")
    st.session_state["quotes-text"] = document

    def go(to: str) -> None:
        address.put({address.DOCUMENT: to})

    step = {"width": "stretch", "on_click": go}
    before.button(
        "Précédent", icon=":material/arrow_back:", key="quotes-before", disabled=at == 0, args=(names[at - 1],), **step
    )
    choice.selectbox(
        "Texte lu",
        names,
        format_func=lambda name: f"{papers[name].title} · {papers[name].date_shown} · {over_all.counts.get(name, 0)}",
        key="quotes-text",
        filter_mode="contains",
        label_visibility="collapsed",
        on_change=lambda: go(st.session_state["quotes-text"]),
    )
    after.button(
        "Suivant",
        icon=":material/arrow_forward:",
        key="quotes-after",
        disabled=at == len(names) - 1,
        args=(names[(at + 1) % len(names)],),
        **step,
    )
    return replace(asked, ask=replace(asked.ask, documents=(document,)), document=document)


def extent(study: Study, asked: Address, found: Reading) -> None:
    """Say what is read, over how much, and what is not counted."""
    st.markdown(f"**{plain(describing.formula(found))}** · {plain(describing.extent(found.reach))}", help=EXTENT)
    shown = replace(asked.ask, documents=()) if asked.view == TEXT else asked.ask
    notes = describing.manner(asked.ask) + [f"{name} : {words}" for name, words in describing.narrowed(study, shown)]
    if found.reach.possible:
        one, several = "document possible, de date incertaine", "documents possibles, de date incertaine"
        notes.append(f"dont {count(found.reach.possible, one, several)}")
    if without := reading.undated(study, asked.ask):
        notes.append(f"{count(without, 'document sans date écarté', 'documents sans date écartés')}")
    if notes:
        st.caption(plain(" · ".join(notes)))


EXTENT = (
    "n sur N : les documents où quelque chose est trouvé, parmi ceux qui passent les mêmes filtres de document ; les "
    "locuteurs entendus dans ces passages, parmi ceux qui y parlent. Un nom qui n’est rapporté à aucune personne "
    "compte une fois par document."
)


def nothing(study: Study, asked: Address, found: Reading) -> None:
    """Say why nothing is found, and what to do."""
    if not codings.everything(study):
        st.info("Rien n’est encore codé dans ce qui vous est ouvert : codez quelques passages dans l’atelier.")
        st.page_link(menu.WORKBENCH.script, label="Ouvrir l’atelier", icon=":material/ink_highlighter:")
        return
    emptied = reading.emptied_by(study, found.ask)
    if not emptied:
        formula = describing.formula(found)
        advice = "choisissez un autre code, ou joignez-les autrement"
        st.info(plain(f"Aucun passage pour {formula} dans ce qui vous est ouvert : {advice}."))
    elif emptied[0][0]:
        lines = [f"- sans le filtre « {name} », {count(number, 'verbatim')}" for name, number in emptied]
        st.info(f"Rien ne passe tous les filtres :\n{chr(10).join(lines)}")
    else:
        st.info(
            f"Plusieurs filtres vident ensemble cette lecture : sans aucun filtre, {count(emptied[0][1], 'verbatim')}. "
            "Retirez-en au moins deux."
        )
    if quote_filters.is_narrowed(asked.ask):
        st.button(
            "Retirer tous les filtres",
            key="quotes-clear-empty",
            icon=":material/filter_alt_off:",
            on_click=address.clear_filters,
        )


def waiting(found: Reading) -> None:
    """Say how many codings wait for a place in their text, with a way to them."""
    lost = sum(found.waiting.values())
    if not lost:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{count(lost, 'codage attend', 'codages attendent')} une place dans le texte d’aujourd’hui : à part, non "
            "comptés ici.",
            width="content",
        )
        st.page_link(
            menu.WAITING.script,
            label="Les replacer",
            icon=":material/pending_actions:",
            query_params={"document": next(iter(found.waiting))},
        )


def acts(study: Study, found: Reading) -> None:
    """Show what can be done with the quotes."""
    ticked = len(quote_recoding.chosen())
    with st.popover(f"Recoder ({ticked})" if ticked else "Recoder", icon=":material/sync_alt:", key="quotes-recoding"):
        with st.container(width=520):
            quote_recoding.show(study, found)
    with st.popover("Exporter", icon=":material/download:"):
        quote_files.offer(study, found.ask)
    with st.popover("Touches", icon=":material/keyboard:"):
        st.markdown(KEYS)
    quote_recoding.undoing(study)


KEYS = (
    "**j** ou **↓**, **k** ou **↑** : passage suivant, précédent  \n**c** : contexte, **+** : davantage  \n"
    "**o** ou **Entrée** : à cette place dans l’atelier  \n**l** : lire le document à cette place  \n"
    "**y** : copier avec la référence  \n**x** ou **Espace** : choisir"
)


def go(event: dict) -> None:
    """Keep where to go: a page is changed while the script runs, not before."""
    st.session_state[_OPENED] = event


def follow() -> None:
    """Go where the person asked to."""
    event = st.session_state.pop(_OPENED, None)
    if event:
        script = (menu.WORKBENCH if event.get("where") == "workbench" else menu.DOCUMENT).script
        st.switch_page(script, query_params={"document": str(event["document"]), "at": str(event["at"])})


def widen(event: dict) -> None:
    """Send two more paragraphs around a quote."""
    widened = st.session_state.setdefault(_WIDENED, {})
    widened[event["key"]] = min(widened.get(event["key"], 1) + 2, 41)


def along(event: dict) -> None:
    """Read the codes of one text, in its order."""
    address.put({address.VIEW: TEXT, address.DOCUMENT: event["document"]})


def quotes(asked: Address, found: Reading, study: Study, tree: list[Code]) -> None:
    """Show one window of the quotes, with what can be done with them."""
    pages = math.ceil(found.total / WINDOW)
    number = min(asked.page, pages)
    shown = showing.show(found, (number - 1) * WINDOW, WINDOW)
    ticked = {place.key for place in quote_recoding.chosen()} & {place.key for place in shown.places}
    quote_list(
        payload(
            shown,
            tree,
            by_document=asked.view == TEXT,
            member=study.member.id,
            chosen=ticked,
            widened=st.session_state.get(_WIDENED),
        ),
        key="quotes-list",
        handlers={
            "open": go,
            "read": along,
            "widen": widen,
            "choose": lambda event: quote_recoding.choose(shown.places, event["keys"]),
        },
    )
    if pages > 1:
        key = f"quotes-page-{number}-{pages}"  # a widget of its own for each window: the address says which is shown
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(
                pages,
                default=number,
                key=key,
                on_change=lambda: address.put({address.PAGE: st.session_state[key]}),
            )


with guard.study(*menu.WRITERS) as study:
    follow()
    address.restore()
    st.title("Verbatims")
    notice.show()
    tree = codes.tree(study)
    if not tree:
        st.info("L’étude n’a pas encore de code : chargez une grille, puis codez quelques passages dans l’atelier.")
        st.page_link(menu.CODEBOOK.script, label="Ouvrir la grille", icon=":material/account_tree:")
        st.stop()
    known = address.choices(study)
    asked = address.asked(study, known, tree)
    asks(study, asked, tree, known)
    for problem in asked.problems:
        st.warning(plain(problem))
    if asked.unread:
        st.info("Choisissez un code ci-dessus, ou corrigez la formule sous « Joindre ».")
        st.stop()
    if asked.view == TEXT:
        asked = one_text(study, asked)
    found = reading.read(study, asked.ask)
    read = (study.file.path, study.member.id, asked.ask)
    if st.session_state.get(_READ) != read:
        quote_recoding.forget()
        st.session_state[_READ] = read
        st.session_state.pop(_WIDENED, None)
    said, done = st.columns([3, 2], vertical_alignment="center")
    with said:
        extent(study, asked, found)
        waiting(found)
    if found.total:
        with done.container(horizontal=True, horizontal_alignment="right"):
            acts(study, found)
        quotes(asked, found, study, tree)
    else:
        nothing(study, asked, found)
        quote_recoding.undoing(study)
