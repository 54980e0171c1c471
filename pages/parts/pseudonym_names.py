"""The names proposed in a document: the list, and for one of them its places, its pseudonym and what is decided."""

from functools import partial

import streamlit as st

from analytics.french import count
from codebook import pseudonymising
from codebook.pseudonymising import Desk
from corpus.pseudonyms import coining, register
from corpus.pseudonyms.occurrences import context
from corpus.pseudonyms.proposals import Group
from corpus.pseudonyms.terms import KINDS, LIKELIHOODS
from corpus.sorting import name_key
from corpus.study import Study
from pages.parts import guard, notice
from pages.parts.plain import plain

STATES = {
    "waiting": ("à décider", ":material/help:"),
    "partly": ("en partie", ":material/contrast:"),
    "replaced": ("remplacé", ":material/check_circle:"),
    "left": ("laissé ici", ":material/radio_button_unchecked:"),
    "kept": ("gardé partout", ":material/push_pin:"),
}
VIEWS = {"names": "Noms", "doubtful": "Douteux", "waiting": "À décider", "all": "Tous"}
MOST = 200  # names in the list
AT = "@\u2060"  # the joiner keeps an address from becoming a link
PAGE = 12  # places of a name at a time
_CHOSEN, _VIEW = "pseudonym-chosen", "pseudonym-view"


def show(study: Study, on: Desk) -> None:
    """Show the names of the document and the one that is open."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        group = _listed(on)
        _missed(study)
    with right:
        if group is None:
            st.info("Choisissez un nom à gauche : ses places s’ouvrent ici.")
        else:
            _opened(study, on, group)


def _listed(on: Desk) -> Group | None:
    view = st.segmented_control(
        "Montrer", list(VIEWS), format_func=VIEWS.get, default="names", key=_VIEW, label_visibility="collapsed"
    )
    words = st.text_input(
        "Chercher un nom",
        key="pseudonym-search",
        placeholder="Chercher",
        type="search",
        live=True,
        label_visibility="collapsed",
    )
    sought = name_key(words or "")[0]
    found = [g for g in on.groups if _in_view(on, g, view or "all") and sought in name_key(g.name)[0]]
    if not found:
        st.info("Aucun nom ici : changez de vue, ou ajoutez ci-dessous un nom que le programme n’a pas vu.")
        return None
    shown = {group.key: group for group in found[:MOST]}
    if st.session_state.get(_CHOSEN) not in shown:
        st.session_state[_CHOSEN] = next(iter(shown), None)
    with st.container(height=400, border=True, key="pseudonym-list"):
        st.radio(
            "Noms proposés",
            list(shown),
            format_func=lambda key: _label(on, shown[key]),
            captions=[_caption(on, group) for group in shown.values()],
            key=_CHOSEN,
            label_visibility="collapsed",
        )
    if len(found) > MOST:
        st.caption(f"{MOST} noms sur {len(found)} : cherchez pour trouver les autres.")
    return shown.get(st.session_state.get(_CHOSEN) or "")


def _in_view(on: Desk, group: Group, view: str) -> bool:
    if view == "names":
        return group.likelihood != "doubtful"
    if view == "doubtful":
        return group.likelihood == "doubtful"
    waits = on.state(group) in ("waiting", "partly") and not group.keep and group.likelihood != "doubtful"
    return view == "all" or waits


def _label(on: Desk, group: Group) -> str:
    return f"{STATES[on.state(group)][1]} {_safe(group.name)}"


def _caption(on: Desk, group: Group) -> str:
    entry = on.entries.get(group.key)
    parts = [KINDS[entry.kind if entry else group.kind], f"{len(group.occurrences)} ×", STATES[on.state(group)][0]]
    if entry and entry.pseudonym:
        parts.append(entry.pseudonym)
    elif group.keep:
        parts.append(group.reason)
    return plain(" · ".join(parts))


def _opened(study: Study, on: Desk, group: Group) -> None:
    entry = on.entries.get(group.key)
    st.subheader(_safe(group.name), anchor=False)
    told = [LIKELIHOODS[group.likelihood][:-1].lower(), count(len(group.occurrences), "place")]
    others = [form for form in group.forms if form != group.name]
    if others:
        told.append("aussi écrit " + ", ".join(others))
    st.caption(plain(" · ".join(told)))
    if group.keep and (entry is None or not entry.keep):
        st.info(f"Proposé comme gardé : {plain(group.reason)}.")
    if entry is not None and entry.keep:
        st.info("Ce nom est gardé dans toute l’étude : le registre permet de changer d’avis.")
        return
    kind, pseudonym = _pseudonym(study, on, group, entry)
    _acts(on, group, kind, pseudonym)
    _places(on, group, kind, pseudonym)


def _pseudonym(study: Study, on: Desk, group: Group, entry: register.Entry | None) -> tuple[str, str]:
    """Ask what stands for the name."""
    name = f"{on.document.id}-{group.key}"
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    kinds = list(KINDS)
    kind = left.selectbox(
        "Genre", kinds, kinds.index(entry.kind if entry else group.kind), format_func=KINDS.get, key=f"kind-{name}"
    )
    offered = pseudonymising.suggested(study, on, group)
    if kind != group.kind:
        offered = coining.choices(group.name, kind, register.taken(study), titles=group.titles)
    first = entry.pseudonym if entry and entry.pseudonym else offered[0]
    field = f"pseudonym-{name}-{kind}"
    st.session_state.setdefault(field, first)
    pseudonym = right.text_input("Pseudonyme", key=field)
    if entry is None:
        st.pills(
            "Propositions",
            offered,
            key=f"offer-{field}",
            on_change=_take,
            args=(f"offer-{field}", field),
            label_visibility="collapsed",
        )
        _same_as(study, on, group, name)
    else:
        st.caption("Déjà au registre : ce pseudonyme vaut pour toute l’étude.")
    return kind, pseudonym


def _same_as(study: Study, on: Desk, group: Group, name: str) -> None:
    """Let the name be another writing of one that is in the register; those that share a word with it come first."""
    words = set(name_key(group.name)[0].split())
    entries = [entry for entry in register.everything(study) if not entry.keep]
    entries.sort(key=lambda entry: not words & {word for form in entry.forms for word in name_key(form)[0].split()})
    if entries:
        labels = {entry.id: f"{entry.name} · {entry.pseudonym}" for entry in entries}
        st.selectbox(
            "Ou c’est quelqu’un du registre",
            list(labels),
            index=None,
            format_func=labels.get,
            placeholder="choisir la même personne, le même lieu",
            key=f"same-{name}",
            on_change=_join,
            args=(on, group, f"same-{name}"),
            label_visibility="collapsed",
        )


def _join(on: Desk, group: Group, key: str) -> None:
    entry = st.session_state.get(key)
    if entry:
        _act(on, group, partial(pseudonymising.join, entry=entry), True)


def _take(offer: str, field: str) -> None:
    if st.session_state.get(offer):
        st.session_state[field] = st.session_state[offer]


def _acts(on: Desk, group: Group, kind: str, pseudonym: str) -> None:
    number = len(group.occurrences)
    with st.container(horizontal=True):
        st.button(
            f"Remplacer partout ({number})" if number > 1 else "Remplacer",
            type="primary",
            icon=":material/done_all:",
            key="pseudonym-accept",
            on_click=_act,
            args=(on, group, partial(_accept, kind=kind, pseudonym=pseudonym), True),
        )
        st.button(
            "Laisser ici",
            key="pseudonym-leave",
            help="Le nom reste dans ce document.",
            on_click=_act,
            args=(on, group, pseudonymising.leave, True),
        )
        st.button(
            "Garder toujours",
            icon=":material/push_pin:",
            key="pseudonym-keep",
            help="Un auteur, une personne publique : le nom n’est plus proposé dans l’étude.",
            on_click=_act,
            args=(on, group, pseudonymising.keep, True),
        )
        if on.state(group) != "waiting":
            st.button(
                "Revenir",
                type="tertiary",
                icon=":material/undo:",
                key="pseudonym-undecide",
                help="Oublie ce qui est décidé de ce nom dans ce document.",
                on_click=_act,
                args=(on, group, pseudonymising.undecide, False),
            )


def _accept(study: Study, on: Desk, group: Group, *, kind: str, pseudonym: str, places=None) -> None:  # noqa: ANN001
    pseudonymising.accept(study, on, group, pseudonym, kind=kind, places=places)


def _act(on: Desk, group: Group, act, onward: bool) -> None:  # noqa: ANN001
    """Do what was decided, then open the next name that waits."""
    with notice.attempt_later(), guard.acting("lead", "researcher") as study:
        act(study, on, group)
        if onward:
            keys = [one.key for one in on.groups if one.key == group.key or _in_view(on, one, _view())]
            after = keys[keys.index(group.key) + 1 :] if group.key in keys else []
            waiting = {one.key for one in on.groups if on.state(one) in ("waiting", "partly")}
            following = next((key for key in after if key in waiting), None)
            if following:
                st.session_state[_CHOSEN] = following


def _view() -> str:
    return st.session_state.get(_VIEW) or "all"


def _places(on: Desk, group: Group, kind: str, pseudonym: str) -> None:
    """Show each place of the name in its line, to be decided apart."""
    pages = -(-len(group.occurrences) // PAGE)
    page = st.pagination(pages, key=f"places-{group.key}") if pages > 1 else 1
    for one in group.occurrences[(page - 1) * PAGE : page * PAGE]:
        place = (one.start, one.end)
        before, words, after = context(on.text, *place, width=48)
        key = f"place-{on.document.version}-{one.start}-{one.end}"
        decided = on.decided.get(place)
        st.session_state[key] = {True: "replace", False: "leave", None: None}[decided]
        line, decision = st.columns([5, 2], vertical_alignment="center")
        cited = " :gray-badge[cité]" if one.cited else ""
        line.markdown(f"{_safe(before)}**{_safe(words)}**{_safe(after)}{cited}")
        decision.segmented_control(
            f"Décision pour la place {one.start}",
            ["replace", "leave"],
            format_func={"replace": "Remplacer", "leave": "Laisser"}.get,
            key=key,
            label_visibility="collapsed",
            on_change=_decide,
            args=(on, group, key, place, kind, pseudonym),
        )


def _safe(words: str) -> str:
    """Return words of the text with the spaces around them, none of their signs interpreted."""
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() else ""
    return f"{before}{plain(words).replace('@', AT)}{after}"


def _decide(on: Desk, group: Group, key: str, place: tuple[int, int], kind: str, pseudonym: str) -> None:
    chosen = st.session_state.get(key)
    with notice.attempt_later(), guard.acting("lead", "researcher") as study:
        if chosen == "replace":
            _accept(study, on, group, kind=kind, pseudonym=pseudonym, places=[place])
        else:
            pseudonymising.leave(study, on, group, [place])


def _missed(study: Study) -> None:
    """Take a name the program did not see; it is then found in every document."""
    with st.expander("Ajouter un nom que le programme n’a pas vu", icon=":material/person_add:"):
        with st.form("pseudonym-missed", border=False, clear_on_submit=True):
            name = st.text_input("Nom, tel qu’il est écrit", key="pseudonym-missed-name")
            kind = st.selectbox("Genre", list(KINDS), format_func=KINDS.get, key="pseudonym-missed-kind")
            if st.form_submit_button("Ajouter", key="pseudonym-missed-add"):
                with notice.attempt():
                    offered = coining.choices(name, kind, register.taken(study))[0]
                    register.save(study, name, kind=kind, pseudonym=offered)
                    notice.done(f"« {name} » est au registre : ses places sont dans la liste.")
