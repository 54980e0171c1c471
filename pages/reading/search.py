"""Search: words in their context, what they are searched among, and the coding of what was found."""

import math

import streamlit as st

from analytics.french import count
from codebook import codes, searching
from codebook.schema import FLOORS
from corpus import documents, members, sites
from corpus.search import index
from corpus.search.concordance import ORDERS, SORTED_AT_MOST, Concordance
from corpus.search.filters import Clause
from corpus.search.query import Query, QueryError, parse
from corpus.study import Study, StudyFile
from corpus.terms import DOCUMENT_KINDS
from pages.parts import concordance, guard, menu, search_help

PAGE = 50
LINES, COUNTS = "Occurrences", "Par document"
FEW = 20  # documents indexed without a word


def filters(study: Study) -> list[Clause]:
    """Show the filters and return those that are set."""
    labels = sites.labels(study)
    people = members.names(study)
    names = {code.id: " › ".join([*code.path, code.label]) for code in codes.tree(study)}
    kind, site, period, speaker, code, coder = st.columns([1.2, 1.1, 1, 1, 1.4, 1])
    many = {"select_all": False, "filter_mode": "contains"}  # Enter takes the first name that matches, not them all
    chosen = {
        "kind": kind.multiselect(
            "Genre", list(DOCUMENT_KINDS), format_func=DOCUMENT_KINDS.get, key="search-kind", placeholder="tous", **many
        ),
        "site": site.multiselect(
            "Site", list(labels), format_func=labels.get, key="search-site", placeholder="tous", **many
        ),
        "period": _words(
            period.text_input("Période", key="search-period", placeholder="ex. 2021-03/2022", help=PERIOD)
        ),
        "speaker": _words(speaker.text_input("Locuteur", key="search-speaker", placeholder="ex. infirmière")),
        "code": code.multiselect(
            "Dans le code", list(names), format_func=names.get, key="search-code", placeholder="tout le texte", **many
        ),
        "coder": coder.multiselect(
            "Codé par", list(people), format_func=people.get, key="search-coder", placeholder="indifférent", **many
        ),
    }
    return [Clause(name, tuple(values)) for name, values in chosen.items() if values]


PERIOD = "Une année (2021), un mois (2021-03), une saison (2021-23 : automne) ou un intervalle (2021-03/2022, 2021/..)."


def _words(text: str | None) -> list[str]:
    return [text.strip()] if text and text.strip() else []


def ready(study: Study) -> None:
    """Bring the index up to date, showing how far it is when that takes time."""
    waiting = len(index.pending(study))
    if waiting <= FEW:
        index.bring_up_to_date(study)
        return
    bar = st.progress(0.0, text=f"Préparation de la recherche : {waiting} documents à lire, une seule fois.")
    index.bring_up_to_date(study, lambda done, number: bar.progress(done / number))
    bar.empty()


def nothing(query: Query, among: list[Clause]) -> None:
    """Say what to try when nothing is found."""
    advice = ["vérifiez l’orthographe, ou écrivez le début du mot suivi de « * »"]
    if search_help.in_capitals(query):
        advice.append("un mot en capitales ne se trouve qu’en capitales : écrivez-le en minuscules")
    if among or query.fields:
        advice.append("retirez un filtre")
    st.info(f"Aucune occurrence dans ce qui vous est ouvert : {' ; '.join(advice)}.")


def lines(study: Study, found: Concordance, text: str, among: list[Clause]) -> None:
    """Show one page of the occurrences and what can be done with them."""
    pages = max(1, math.ceil(len(found) / PAGE))
    key = f"{text}-{found.sort}-{among}"
    acts = st.container(horizontal=True, vertical_alignment="center")
    number = 1
    shown = st.container()
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="right"):
            number = st.pagination(pages, key=f"search-page-{key}")
    hits = found.hits((number - 1) * PAGE, PAGE, context=concordance.CONTEXT)
    with shown:
        chosen = concordance.table(hits, f"search-table-{number}-{key}")
    with acts:
        with st.popover("Coder", icon=":material/ink_highlighter:", type="primary", key="search-coding"):
            concordance.coding(study, chosen, found)
        if chosen:
            st.caption(f"{count(len(chosen), 'ligne cochée', 'lignes cochées')} ; la dernière :", width="content")
            concordance.ways(chosen[-1])
        else:
            st.caption("Cochez des lignes pour les lire à leur place ou les coder ensemble.", width="content")
        concordance.undoing()


def download(study: Study, text: str, among: list[Clause], sort: str) -> None:
    """Offer the whole concordance as a file, made when it is asked for."""
    path, member = study.file.path, study.member.id

    def whole() -> bytes:
        with StudyFile.open(path, FLOORS) as file:
            found = searching.search(file.acting_as(member), parse(text), among=among, sort=sort)
            return concordance.as_csv(found.hits)

    st.download_button(
        "CSV", whole, "concordance.csv", "text/csv", key="search-csv", icon=":material/download:", on_click="ignore"
    )


with guard.study(*menu.WRITERS) as study:
    st.title("Recherche")
    papers = {paper.id: paper for paper in documents.everything(study)}
    if not any(paper.version for paper in papers.values()):
        st.info("Aucun texte où chercher : importez un compte-rendu, une note ou un entretien.")
        st.page_link(menu.IMPORT.script, label="Importer un document", icon=":material/upload_file:")
        st.stop()
    asked, helped = st.columns([5, 1], vertical_alignment="bottom")
    text = asked.text_input(
        "Mots cherchés",
        key="mots",
        type="search",
        bind="query-params",
        placeholder='ex. confiance · "prise de décision" · tiers ~5 confiance · coop* · COPIL',
    )
    with helped.popover("Comment chercher", icon=":material/help:", width="stretch"):
        search_help.show()
    among = filters(study)
    if not text or not text.strip():
        st.info("Écrivez un mot : il se trouve sous toutes ses formes, sans souci d’accent ni de majuscule.")
        search_help.show()
        st.stop()
    try:
        query = parse(text)
        ready(study)
        order, view, said, taken = st.columns([1.55, 1.1, 1.6, 0.35], vertical_alignment="center")
        sort = order.segmented_control(
            "Ordre",
            list(ORDERS),
            format_func=ORDERS.get,
            default="document",
            key="search-sort",
            label_visibility="collapsed",
            required=True,
        )
        found = searching.search(study, query, among=among, sort=sort or "document")
    except QueryError as error:
        st.warning(str(error))
        st.stop()
    shown = view.segmented_control(
        "Vue", [LINES, COUNTS], default=LINES, key="search-view", label_visibility="collapsed", required=True
    )
    said.markdown(f"**{count(len(found), 'occurrence')}** dans {count(found.documents, 'document')}")
    if sort != found.sort:
        st.caption(
            f"Au-delà de {SORTED_AT_MOST} occurrences, l’ordre reste celui des documents : précisez la recherche."
        )
    if not len(found):
        nothing(query, among)
        concordance.undoing()
    else:
        with taken:
            download(study, text, among, found.sort)
    if len(found) and shown == COUNTS:
        concordance.by_document(found, papers)
    elif len(found):
        lines(study, found, text, among)
