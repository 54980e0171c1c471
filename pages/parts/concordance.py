"""The occurrences of a search as lines around their word, and what is done with those that are chosen."""

import csv
import io
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analytics.french import count
from codebook import codes, searching
from codebook.searching import EXTENTS, MOST
from corpus import changes
from corpus.documents import Document
from corpus.search.concordance import Concordance, Hit
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS
from pages.parts import guard, menu, notice

CONTEXT = 58  # characters on each side, what a laptop shows
_UNDO = "search-undo"
_CHOSEN, _ALL = "Les lignes cochées", "Toutes les occurrences"


def table(hits: Sequence[Hit], key: str) -> list[Hit]:
    """Show occurrences, one a line, and return those that are ticked."""
    columns = {
        "Avant": [_flat(hit.left) for hit in hits],
        "Mot": [_flat(hit.text) for hit in hits],
        "Après": [_flat(hit.right) for hit in hits],
        "Document": [hit.title for hit in hits],
        "Date": [hit.date_shown or "sans date" for hit in hits],
    }
    side = 390
    if any(hit.speaker for hit in hits):
        side = 335
        columns["Locuteur"] = [hit.speaker or "" for hit in hits]
    text = st.column_config.TextColumn
    chosen = st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        height=min(36 + 33 * len(hits), 345),
        key=key,
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "Avant": text(width=side, alignment="right"),
            "Mot": text(width=105, alignment="center"),
            "Après": text(width=side),
            "Document": text(width=210),
            "Date": text(width=125),
            "Locuteur": text(width=120),
        },
        alt="Occurrences dans leur contexte : texte avant, mot trouvé, texte après, document, date, locuteur",
    )
    return [hits[line] for line in chosen["selection"]["rows"] if line < len(hits)]


def _flat(text: str) -> str:
    return " ¶ ".join(" ".join(part.split()) for part in text.split("\n")).strip()


def ways(hit: Hit) -> None:
    """Show the way from an occurrence to its place in the document."""
    query = {"document": hit.document, "at": hit.at}
    st.page_link(menu.DOCUMENT.script, label="Lire à cet endroit", icon=":material/article:", query_params=query)
    st.page_link(menu.WORKBENCH.script, label="Coder à la main", icon=":material/ink_highlighter:", query_params=query)


def coding(study: Study, chosen: Sequence[Hit], found: Concordance) -> None:
    """Show what codes the chosen occurrences, or all of them, in one change."""
    tree = [code for code in codes.tree(study) if code.applicable]
    if not tree:
        st.info("L’étude n’a pas de code à donner : chargez une grille pour coder ce que vous trouvez.")
        return
    names = {code.id: " › ".join([*code.path, code.label]) for code in tree}
    scope = st.segmented_control(
        "Occurrences", [_CHOSEN, _ALL], default=_CHOSEN, key="search-scope", required=True, width="stretch"
    )
    reach = st.segmented_control(
        "Ce qui est codé",
        list(EXTENTS),
        format_func=EXTENTS.get,
        default="hit",
        key="search-extent",
        required=True,
        width="stretch",
    )
    applied = st.multiselect(
        "Codes",
        list(names),
        format_func=names.get,
        key="search-codes",
        placeholder="Choisir un ou plusieurs codes",
        select_all=False,
        filter_mode="contains",
    )
    number = len(chosen) if scope == _CHOSEN else len(found)
    st.caption(f"Un seul changement, qui s’annule d’un coup ; {count(MOST, 'occurrence')} au plus.")
    if st.button(
        f"Coder {count(number, 'occurrence')}",
        key="search-apply",
        type="primary",
        icon=":material/ink_highlighter:",
        disabled=not number or not applied or number > MOST,
    ):
        with notice.attempt():
            hits = chosen if scope == _CHOSEN else found.hits()
            done = searching.code_hits(study, hits, applied, extent=reach or "hit")
            if done.made:
                st.session_state[_UNDO] = done.change
            notice.done(_told(done))


def _told(done: searching.Coded) -> str:
    already = f", {done.already} déjà là" if done.already else ""
    return f"{count(done.passages, 'passage')} : {count(done.made, 'nouveau codage', 'nouveaux codages')}{already}."


def undoing() -> None:
    """Show the button that takes back the last set of codings made here, once there is one."""
    if _UNDO in st.session_state:
        st.button(
            "Annuler ce codage", key="search-undo-button", icon=":material/undo:", type="tertiary", on_click=_undo
        )


def _undo() -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        changes.undo(study, st.session_state.pop(_UNDO))
        notice.later("Codage annulé : toutes les occurrences sont revenues à leur état d’avant.")


def by_document(found: Concordance, papers: dict[str, Document]) -> None:
    """Show how many occurrences each document has, in the order of documents."""
    counted = [(papers[document], number) for document, number in found.by_document() if document in papers]
    rows = pd.DataFrame(
        {
            "Date": [paper.date_shown or "sans date" for paper, _ in counted],
            "Document": [paper.title for paper, _ in counted],
            "Genre": [paper.kind_label for paper, _ in counted],
            "Occurrences": [number for _, number in counted],
            "Mots": [paper.words for paper, _ in counted],
            "Pour 1 000 mots": [round(1000 * number / max(paper.words, 1), 1) for paper, number in counted],
        }
    )
    st.dataframe(
        rows,
        hide_index=True,
        height=min(36 + 33 * len(counted), 458),
        key="search-by-document",
        column_config={
            "Document": st.column_config.TextColumn(width="large"),
            "Pour 1 000 mots": st.column_config.NumberColumn(format="localized"),
        },
        alt="Nombre d’occurrences par document",
    )


def as_csv(find: Callable[[], Sequence[Hit]]) -> bytes:
    """Return occurrences as a CSV file that spreadsheets open in French; no cell of it can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Avant", "Mot", "Après", "Document", "Genre", "Date", "Locuteur", "Début", "Fin"])
    for hit in find():
        kind = DOCUMENT_KINDS.get(hit.kind, hit.kind)
        cells = [_flat(hit.left), _flat(hit.text), _flat(hit.right), hit.title, kind, hit.date, hit.speaker or ""]
        writer.writerow([*map(_harmless, cells), hit.start, hit.end])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Return the text of a cell so that a spreadsheet does not compute it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
