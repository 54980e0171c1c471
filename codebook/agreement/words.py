"""What a coefficient says and does not say, in one French sentence each, and why it has no value when it has none."""

from typing import TYPE_CHECKING

from codebook.agreement import resampling
from codebook.agreement.coefficients import Floats
from codebook.agreement.marking import CHARACTER

if TYPE_CHECKING:
    from codebook.agreement.measuring import Agreement, Row
    from codebook.agreement.reading import Readings

UNDEFINED = "non défini"
NOTHING_SHARED = "ces personnes n’ont fini aucun document ensemble"
DRAWS_UNDEFINED = "moins de la moitié des tirages donnent une valeur : le code est dans trop peu de documents"
NEVER = "personne n’a employé ce code dans ces documents : rien ne varie"
ALWAYS = "ce code est partout, chez tout le monde : rien ne varie"
BOTH_NEVER = "aucune des deux personnes n’a employé ce code : le hasard seul donnerait le même accord"
BOTH_ALWAYS = "les deux personnes l’ont mis partout : le hasard seul donnerait le même accord"
NOT_BOTH = "les deux personnes n’ont marqué aucun mot en commun"
SAME_VALUE = "là où les deux ont marqué, une seule réponse a été donnée : rien ne varie"

RARE = 0.01  # share of the units under which a code is rare
PARADOX = (0.9, 0.4)  # percent above, kappa below: agreement that rests on what nobody coded

WHAT = {
    "percent": "La part des décisions identiques ; elle est haute d’office quand un code est rare.",
    "kappa": "L’accord au-delà de celui que donnerait le hasard, deux personnes à la fois (Cohen 1960).",
    "alpha": "L’accord au-delà du hasard pour toutes les personnes ensemble, documents manquants admis "
    "(Krippendorff 2011).",
    "unitizing": "L’accord sur les passages eux-mêmes, où commence et finit chacun ; un passage compte d’un tenant "
    "(Krippendorff, Mathet, Bouvry et Widlöcher 2016, ᵤα).",
    "valuing": "Là où les deux ont marqué quelque chose : ont-elles donné les mêmes codes ? (même article, c‑ᵤα)",
    "together": "Tous codes confondus, ont-elles marqué les mêmes passages ? (même article, |ᵤα)",
    "overall": "Tous les codes : chaque décision « cette unité porte-t-elle ce code ? » compte une fois, pour chaque "
    "unité des documents et chaque code employé par l’une de ces personnes.",
}


def why_no_variation(coders: int, coded: float) -> str:
    """Return why an alpha has no value: nothing shared, the code nowhere, or the code everywhere."""
    if not coders:
        return NOTHING_SHARED
    return ALWAYS if coded else NEVER


def why_no_kappa(table: Floats) -> str:
    """Return why the kappa of a table (neither, second only, first only, both) has no value."""
    if not table.sum():
        return NOTHING_SHARED
    return BOTH_ALWAYS if table[1, 1] else BOTH_NEVER


def why_not_valued(coverage: float) -> str:
    """Return why the agreement on values has no value."""
    return SAME_VALUE if coverage > 0 else NOT_BOTH


def notes(readings: "Readings", bootstrap: int) -> tuple[str, ...]:
    """Return what must be known of the whole table before it is read."""
    said = []
    documents = len(readings.papers)
    if documents == 1:
        said.append("Un seul document est comparé : ces nombres le décrivent, et n’en disent rien d’autre.")
    elif documents < resampling.FEW:
        said.append(
            f"{documents} documents seulement sont comparés : un autre choix de documents pourrait donner de tout "
            "autres nombres."
        )
    said += _of_bootstrap(documents, bootstrap)
    if readings.unit == CHARACTER:
        said.append(
            "Les signes voisins vont ensemble : leur grand nombre ne rend pas l’accord plus sûr, et un bord déplacé de "
            "quelques mots compte comme un désaccord."
        )
    else:
        said.append(
            "Une unité est codée dès qu’un codage la touche : deux passages éloignés dans la même unité comptent comme "
            "un accord."
        )
    if readings.unseen:
        said.append(f"Codages privés qui ne vous sont pas ouverts, et ne sont pas comptés : {readings.unseen}.")
    if readings.waiting:
        said.append(f"Codages sans place dans le texte d’aujourd’hui, qui ne sont pas comptés : {readings.waiting}.")
    if len(readings.grid_versions) > 1:
        said.append(
            "Ces codages ont été faits sous plusieurs versions de la grille : une définition changée entre-temps "
            "compte comme un désaccord entre personnes."
        )
    return tuple(said)


def _of_bootstrap(documents: int, bootstrap: int) -> list[str]:
    if not bootstrap:
        return []
    if documents < resampling.FEWEST:
        return ["Aucun intervalle : on retire des documents au sort, et il n’y en a pas deux."]
    if documents < resampling.FEW:
        return [
            f"Intervalles sur {documents} documents tirés au sort : trop peu pour qu’ils soient justes, ils disent "
            "seulement de combien les nombres bougent d’un document à l’autre."
        ]
    return []


def of_row(row: "Row", agreement: "Agreement") -> list[str]:
    """Return what must be known of the numbers of one code."""
    said = []
    if row.code is not None and row.prevalence is not None and 0 < row.prevalence < RARE:
        said.append(
            "Code rare : moins d’une unité sur cent le porte, quelques passages de plus ou de moins changent tout."
        )
    if row.percent.value is not None and _paradox(row):
        said.append(
            "Accord élevé et kappa bas : presque tout l’accord est sur ce que personne n’a codé (paradoxe du kappa) ; "
            "lisez les nombres d’unités codées."
        )
    counts = [number for number, units in zip(row.coded, row.looked_at, strict=True) if units]
    if len(counts) > 1 and min(counts) == 0 < max(counts):
        said.append("Une personne au moins n’a jamais employé ce code : la définition est-elle lue de la même façon ?")
    return said


def _paradox(row: "Row") -> bool:
    values = [kappa.value for kappa in row.kappas.values() if kappa.value is not None]
    return (row.percent.value or 0) >= PARADOX[0] and any(value < PARADOX[1] for value in values)
