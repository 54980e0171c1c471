"""A field where a date is typed as the field dates: what is understood is said in French while it is typed."""

import streamlit as st

from corpus import dated, dates
from corpus.dates import FieldDate
from corpus.errors import DateError

FORMS = """
| On écrit | On lit |
|---|---|
| `2021-03-09` | 9 mars 2021 |
| `2021-03` | mars 2021 |
| `2021-21` `-22` `-23` `-24` | printemps, été, automne, hiver 2021 |
| `2021` | année 2021 |
| `2021-03~` | vers mars 2021 |
| `2021-03?` | mars 2021 (incertain) |
| `2021-03/2021-06` | de mars à juin 2021 |
| `2021-03/..` | depuis mars 2021 |
| `../2021-06` | jusqu’à juin 2021 |
"""
BRIEF = (
    "Jour 2021-03-09, mois 2021-03, saison 2021-21 (printemps) à 2021-24 (hiver), année 2021 ; « ~ » approximatif, "
    "« ? » incertain ; intervalle 2021-03/2021-06 ; bout ouvert 2021-03/.. ou ../2021-06."
)
RELATIVE_FORMS = """
Pour un jalon, la date prévue peut compter depuis un événement d’ancrage :

| On écrit | On lit |
|---|---|
| `M12` | douze mois après |
| `M12/M18` | entre douze et dix-huit mois après |
| `J+10` | dix jours après |
"""


def forms(key: str, *, relative: bool = False) -> None:
    """Show the button that tells which forms of dates are accepted."""
    with st.popover("Formes de date", icon=":material/help:", type="tertiary", key=key):
        st.markdown(FORMS + (RELATIVE_FORMS if relative else ""))
        st.caption("D’après la norme ISO 8601-2 (EDTF). Une date approchée vaut mieux qu’un faux jour.")


def field(label: str, key: str, *, anchor: FieldDate | None = None, relative: bool = False, help: str = "") -> str:
    """Show the field with its reading under it, and return what is typed.

    :param anchor: the date a relative text counts from.
    """
    example = "2021-03-09, M12/M18" if relative else "2021-03-09, 2021-03~"
    text = st.text_input(label, key=key, live=True, placeholder=example, help=help or None, autocomplete="off")
    st.caption(reading(text or "", anchor, relative=relative))
    return text or ""


def reading(text: str, anchor: FieldDate | None = None, *, relative: bool = False) -> str:
    """Return how a typed date is understood, or what is wrong with it."""
    written = text.strip()
    if not written:
        return "Pas de date"
    try:
        if not dated.is_relative(written):
            return f":material/check: {dates.french(written)}"
        if not relative:
            return f":material/edit: {written} ne peut s’écrire que pour la date prévue d’un jalon."
        if anchor is None:
            return f"{written} compte depuis un événement : choisissez l’ancrage."
        placed = dates.relative(written, anchor)
    except DateError as error:
        return f":material/edit: {error}"
    return f":material/check: {dates.french(f'{placed.first}/{placed.last}')}"
