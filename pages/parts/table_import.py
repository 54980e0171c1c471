"""A table about to be imported: which column says what, what each row would become, then one act that stores them.

Nothing is stored before the person presses the button; a row with a problem is left where it is.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from corpus import importing, sites
from corpus.access import LEVELS
from corpus.readers.sheets import Sheet
from corpus.study import Study
from corpus.tables import Columns, RowDraft, proposed
from corpus.terms import DOCUMENT_KINDS, DOCUMENT_STATES
from pages.parts import guard, menu, notice
from pages.parts.plain import plain

ROLES = {
    "title": ("Titre", "Sans colonne de titre, les documents portent le nom du tableau et le numéro de la ligne."),
    "date": ("Date", "Une date de tableur, 2021-03-09, 09/03/2021 (le jour d’abord), 9 mars 2021 ou mars 2021."),
    "kind": ("Genre", "Les genres sont ceux de la liste de droite ; une cellule vide prend celui choisi là."),
    "sites": ("Sites", "Plusieurs sites dans une cellule sont séparés par une virgule ou un point-virgule."),
    "speaker": ("Voix", "Qui parle dans le texte de la ligne."),
}
HEIGHT = 320
LONGEST_PREVIEW = 4_000


@st.fragment
def show(name: str, data: bytes, sheets: Sequence[Sheet], file_id: str) -> None:
    """Show what the rows of a table would become, and store those that can be once the person says so."""
    with guard.study(*menu.WRITERS) as study, st.container(border=True):
        st.subheader(plain(name), anchor=False)
        sheet = _sheet(sheets, file_id)
        st.caption(f"{len(sheet.rows)} lignes · {len(sheet.columns)} colonnes · une ligne fait un document")
        for warning in sheet.warnings:
            st.warning(warning)
        columns = _columns(sheet, file_id)
        left, middle, right = st.columns(3)
        kind = left.selectbox(
            "Genre des documents",
            list(DOCUMENT_KINDS),
            index=list(DOCUMENT_KINDS).index("other"),
            format_func=DOCUMENT_KINDS.get,
            key=f"table-default-{file_id}",
        )
        state = middle.selectbox(
            "État", list(DOCUMENT_STATES), 1, format_func=DOCUMENT_STATES.get, key=f"table-state-{file_id}"
        )
        level = right.selectbox("Lisible par", list(LEVELS), 1, format_func=LEVELS.get, key=f"table-level-{file_id}")
        if not columns.texts:
            st.info("Choisissez au moins une colonne de texte pour voir ce que les lignes deviendraient.")
            return
        rows = _rows(study, sheet, columns, kind, file_id)
        good = [row for row in rows if not row.problems]
        _told(rows, good, sites.labels(study), file_id)
        if st.button(
            f"Ajouter {len(good)} document{'s' if len(good) > 1 else ''} à l’étude",
            type="primary",
            key=f"table-store-{file_id}",
            disabled=not good,
        ):
            with notice.attempt():
                _store(study, name, data, rows, state, level, file_id)


def _sheet(sheets: Sequence[Sheet], file_id: str) -> Sheet:
    """The sheet to read: the person chooses when the workbook has several."""
    if len(sheets) == 1:
        return sheets[0]
    rank = st.selectbox(
        "Feuille",
        range(len(sheets)),
        format_func=lambda rank: f"{sheets[rank].name} ({len(sheets[rank].rows)} lignes)",
        key=f"table-sheet-{file_id}",
    )
    return sheets[rank or 0]


def _columns(sheet: Sheet, file_id: str) -> Columns:
    """Which column says what, as the names suggest until the person changes it."""
    guess = proposed(sheet)
    key = f"{file_id}-{sheet.name}"
    texts = st.multiselect(
        "Colonnes du texte",
        list(sheet.columns),
        default=list(guess.texts),
        key=f"table-texts-{key}",
        placeholder="aucune",
        help="Avec plusieurs colonnes, chacune est un titre dans le document, suivi de la cellule.",
    )
    chosen = {}
    for place, (role, (label, explained)) in zip(st.columns(len(ROLES)), ROLES.items(), strict=True):
        found = getattr(guess, role)
        chosen[role] = place.selectbox(
            label,
            [None, *sheet.columns],
            index=0 if found is None else sheet.columns.index(found) + 1,
            format_func=lambda name: "aucune" if name is None else name,
            help=explained,
            key=f"table-{role}-{key}",
        )
    return Columns(tuple(name for name in sheet.columns if name in texts), **chosen)


def _rows(study: Study, sheet: Sheet, columns: Columns, kind: str, file_id: str) -> list[RowDraft]:
    """What the rows would become; worked out again only when the choices or the study change."""
    asked = (sheet.name, columns, kind, tuple(sites.labels(study).items()))
    kept = st.session_state.get(f"table-rows-{file_id}")
    if kept is None or kept[0] != asked:
        kept = asked, importing.dry_run(study, sheet, columns, kind=kind)
        st.session_state[f"table-rows-{file_id}"] = kept
    return kept[1]


def _told(rows: Sequence[RowDraft], good: Sequence[RowDraft], labels: dict[str, str], file_id: str) -> None:
    """Show the rows, those to mend first when there are any, and the text of one of them."""
    left_out = len(rows) - len(good)
    if left_out:
        few = "Une ligne a un problème et serait laissée" if left_out == 1 else f"{left_out} lignes seraient laissées"
        st.warning(f"{few} : la colonne « À corriger » dit pourquoi. Corrigez le tableau, puis déposez-le de nouveau.")
    only = bool(left_out) and st.toggle("Seulement les lignes à corriger", key=f"table-only-{file_id}")
    shown = [row for row in rows if row.problems or not only]
    st.dataframe(_frame(shown, labels), hide_index=True, height=HEIGHT, key=f"table-frame-{file_id}")
    with st.expander("Voir le texte d’une ligne"):
        readable = [row for row in rows if row.reading is not None]
        rank = st.selectbox(
            "Ligne",
            range(len(readable)),
            format_func=lambda rank: f"{readable[rank].number} — {readable[rank].title}",
            key=f"table-row-{file_id}",
        )
        reading = readable[rank].reading if readable and rank is not None else None
        if reading is not None:
            text = "\n\n".join(reading.text[block.start : block.end] for block in reading.blocks)
            st.text(text if len(text) <= LONGEST_PREVIEW else f"{text[:LONGEST_PREVIEW]}…")


def _frame(rows: Sequence[RowDraft], labels: dict[str, str]) -> pd.DataFrame:
    """The rows as a person reads them."""
    return pd.DataFrame(
        [
            {
                "Ligne": row.number,
                "À corriger": " ".join(row.problems),
                "Titre": row.title,
                "Date": row.date,
                "Genre": DOCUMENT_KINDS[row.kind],
                "Sites": ", ".join(labels[site] for site in row.sites),
                "Signes": len(row.reading.text) if row.reading is not None else 0,
                "À savoir": " ".join(row.remarks),
            }
            for row in rows
        ],
        columns=["Ligne", "À corriger", "Titre", "Date", "Genre", "Sites", "Signes", "À savoir"],
    )


def _store(
    study: Study, name: str, data: bytes, rows: Sequence[RowDraft], state: str, level: str, file_id: str
) -> None:
    """Store the rows in one change, with a bar while it lasts."""
    bar = st.progress(0.0, text="Ajout des documents…")

    def told(done: int, number: int) -> None:
        if done % 20 == 0 or done == number:
            bar.progress(done / number, text=f"Ajout des documents : {done} sur {number}")

    made = importing.store_table(study, name, data, rows, state=state, level=level, told=told)
    st.session_state[f"stored-{file_id}"] = made
    st.session_state.pop(f"table-rows-{file_id}", None)
    notice.done(f"{len(made)} documents de « {name} » sont dans l’étude.")
