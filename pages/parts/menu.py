"""The pages of the program, in the order of work, and who sees which."""

from dataclasses import dataclass

import streamlit as st

WRITERS = ("lead", "researcher")
ALL = ("lead", "researcher", "committee")


@dataclass(frozen=True)
class Entry:
    """A page.

    Its script from ``pages/``, its French title, its address, its icon, who sees it, whether it is in the menu.
    """

    script: str
    title: str
    address: str
    icon: str
    roles: tuple[str, ...] = WRITERS
    listed: bool = True
    default: bool = False


HOME = Entry("study/home.py", "Accueil", "accueil", "home", ALL, default=True)
LIBRARY = Entry("field/library.py", "Bibliothèque", "bibliotheque", "library_books")
IMPORT = Entry("field/importing.py", "Importer", "importer", "upload_file")
DOCUMENT = Entry("field/document.py", "Document", "document", "article", ALL, listed=False)
EDIT = Entry("field/edit.py", "Modifier le texte", "modifier", "edit_document", listed=False)
SITES = Entry("field/sites.py", "Sites", "sites", "location_on")
CHRONOLOGY = Entry("field/chronology.py", "Chronologie", "chronologie", "event")
MINUTES = Entry("field/minutes.py", "Comptes-rendus", "comptes-rendus", "assignment")
PSEUDONYMS = Entry("field/pseudonyms.py", "Pseudonymes", "pseudonymes", "visibility_off")
WORKBENCH = Entry("coding/workbench.py", "Atelier", "atelier", "ink_highlighter")
QUOTES = Entry("coding/quotes.py", "Verbatims", "verbatims", "format_quote")
SUGGESTIONS = Entry("coding/suggestions.py", "Suggestions", "suggestions", "tips_and_updates")
WAITING = Entry("coding/waiting.py", "Codages à replacer", "a-replacer", "pending_actions", listed=False)
CODEBOOK = Entry("coding/codebook.py", "Grille", "grille", "account_tree")
AGREEMENT = Entry("coding/agreement.py", "Accord", "accord", "handshake")
ASSIGNMENTS = Entry("coding/assignments.py", "Répartition", "repartition", "group_work")
TIMELINE = Entry("reading/timeline.py", "Frise", "frise", "timeline", ALL)
FIGURES = Entry("reading/figures.py", "Figures", "figures", "grid_on")
SEARCH = Entry("reading/search.py", "Recherche", "recherche", "search")
LINKS = Entry("analysis/links.py", "Liens", "liens", "conversion_path")
STUDIES = Entry("study/studies.py", "Études", "etudes", "folder_open")
MEMBERS = Entry("study/members.py", "Membres", "membres", "group")
HISTORY = Entry("study/history.py", "Historique", "historique", "history")
HELP = Entry("study/help.py", "Aide", "aide", "help", ALL)

SECTIONS: dict[str, tuple[Entry, ...]] = {
    "": (HOME,),
    "Terrain": (LIBRARY, IMPORT, DOCUMENT, EDIT, SITES, CHRONOLOGY, MINUTES, PSEUDONYMS),
    "Codage": (WORKBENCH, QUOTES, SUGGESTIONS, WAITING, CODEBOOK, AGREEMENT, ASSIGNMENTS),
    "Lecture": (TIMELINE, FIGURES, SEARCH),
    "Analyse": (LINKS,),
    "Étude": (STUDIES, MEMBERS, HISTORY, HELP),
}


def pages(role: str | None) -> dict[str, list]:  # type: ignore[type-arg]
    """Return the pages of a role by section; all of them before anyone is known, so that an address is kept."""
    return {
        section: [_page(entry) for entry in entries if role is None or role in entry.roles]
        for section, entries in SECTIONS.items()
        if any(role is None or role in entry.roles for entry in entries)
    }


def _page(entry: Entry):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return st.Page(
        entry.script,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        url_path=None if entry.default else entry.address,
        default=entry.default,
        visibility="visible" if entry.listed else "hidden",
    )
