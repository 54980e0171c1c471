"""The sites of the field. They are ordered by name, never ranked."""

from dataclasses import dataclass

from corpus import stale
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.sorting import name_key
from corpus.study import Study


@dataclass(frozen=True)
class Site:
    """A place where a team works: label, group it belongs to, notes on its context."""

    id: str
    label: str
    group: str
    notes: str


def everyone(study: Study) -> list[Site]:
    """Return the sites by name."""
    rows = study.rows('SELECT id, label, grp AS "group", notes FROM site')
    return sorted((Site(**row) for row in rows), key=lambda site: name_key(site.label))


def labels(study: Study) -> dict[str, str]:
    """Return the label of each site by GUID, in the order of names."""
    return {site.id: site.label for site in everyone(study)}


def add(study: Study, label: str, *, group: str = "", notes: str = "", site_id: str | None = None) -> str:
    """Add a site and return its GUID.

    :raises StudyError: the label is empty or taken.
    """
    label = _free(study, label, None)
    site_id = site_id or new_id()
    with study.change(f"Ajouter le site « {label} »"):
        study.insert("site", {"id": site_id, "label": label, "grp": group.strip(), "notes": notes.strip()})
    return site_id


def update(study: Study, site: str, *, label: str, group: str, notes: str, read: Site | None = None) -> None:
    """Rewrite a site; ``read`` is the site as it was when the person opened it.

    :raises StudyError: the label is empty or taken, or the site has changed since it was read.
    """
    label = _free(study, label, site)
    with study.change(f"Modifier le site « {label} »"):
        stale.refuse_if_changed(read, next(one for one in everyone(study) if one.id == site))
        study.update("site", site, label=label, grp=group.strip(), notes=notes.strip())


def find(study: Study, name: str) -> str:
    """Return the GUID of the site of that name, accents and case apart, or GUID.

    :raises StudyError: no such site.
    """
    for site in everyone(study):
        if name == site.id or name_key(name.strip())[0] == name_key(site.label)[0]:
            return site.id
    raise StudyError(f"Le site « {name} » n’est pas dans l’étude : ajoutez-le d’abord, ou vérifiez son nom.")


def _free(study: Study, label: str, own: str | None) -> str:
    label = label.strip()
    if not label:
        raise StudyError("Un site a besoin d’un nom : écrivez-en un.")
    if any(site.label == label and site.id != own for site in everyone(study)):
        raise StudyError(f"Un site s’appelle déjà « {label} » : donnez un autre nom.")
    return label
