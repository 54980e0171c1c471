"""The closed lists of pseudonyms: kinds of names, how sure a proposal is, titles that announce a person."""

KINDS = {
    "person": "Personne",
    "site": "Site",
    "place": "Lieu",
    "organisation": "Établissement",
    "mail": "Courriel",
    "phone": "Téléphone",
    "other": "Autre nom",
}
LIKELIHOODS = {"sure": "Sûrs", "likely": "Probables", "doubtful": "Douteux"}
CODES = {
    "person": "Personne",
    "site": "Site",
    "place": "Lieu",
    "organisation": "Établissement",
    "mail": "Courriel",
    "phone": "Téléphone",
    "other": "Nom",
}
"""The word a role code is made with when nothing more is known: « [Lieu 2] »."""

FEMININE = ("Mme", "Mmes", "Mlle", "Mlles", "Madame", "Mesdames", "Mademoiselle", "Docteure", "Professeure", "Sœur")
MASCULINE = ("M", "MM", "Mr", "Monsieur", "Messieurs", "Père", "Frère")
NEUTRAL = ("Docteur", "Drs", "Dr", "Professeur", "Prs", "Pr", "Maître", "Me", "Mgr")
TITLES = (*FEMININE, *MASCULINE, *NEUTRAL)

# Authors the framework rests on and public persons: their names say where an idea comes from, and are proposed as kept.
PUBLIC = (
    "Yves Clot",
    "Yves Schwartz",
    "Guy Jobert",
    "Christophe Dejours",
    "François Daniellou",
    "Anne-Lise Ulmann",
    "Michel Foudriat",
    "Sandro De Gasparo",
    "Michel Foucault",
    "John Mayne",
    "Stephen Van Evera",
    "Derek Beach",
    "Rasmus Brun Pedersen",
    "Emmanuel Macron",
)
