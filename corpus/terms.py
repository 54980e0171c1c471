"""The closed lists of the field, from the key kept in the study to the French words shown."""

DOCUMENT_KINDS = {
    "visit_minutes": "Compte-rendu de visite",
    "steering_note": "Note de COPIL",
    "project_note": "Note de comité de projet",
    "meeting_minutes": "Compte-rendu de réunion",
    "interview": "Entretien",
    "logbook": "Carnet",
    "mail": "Courriel",
    "report": "Rapport",
    "sheet": "Fiche",
    "other": "Autre document",
}
DOCUMENT_STATES = {"todo": "à faire", "drafted": "rédigé", "sent": "diffusé", "not_done": "non fait"}

EVENT_KINDS = {
    "visit": "Visite sur site",
    "steering_committee": "COPIL",
    "project_committee": "Comité de projet",
    "lead_team": "Équipe des porteurs",
    "bilateral": "Bilatérale",
    "club": "Club",
    "community_of_practice": "Communauté de pratique",
    "training": "Formation",
    "companionship": "Compagnonnage",
    "working_group": "Groupe de travail",
    "case_review": "Revue de dossiers",
    "workshop": "Atelier",
    "report": "Rapport",
    "sheet": "Fiche pratique",
    "mail": "Courriel, téléphone",
    "informal": "Temps informel",
    "evaluation": "Évaluation",
    "territory_meeting": "Réunion de territoire",
}
OUTSIDE_KINDS = {
    "staff_arrival": "Arrivée d’une personne",
    "staff_departure": "Départ d’une personne",
    "health_crisis": "Crise sanitaire",
    "rule_change": "Changement de règle",
    "local_change": "Changement local",
}
ALL_EVENT_KINDS = EVENT_KINDS | OUTSIDE_KINDS
EVENT_STATES = {"planned": "prévu", "held": "tenu", "moved": "reporté", "cancelled": "annulé"}
FORMATS = {"in_person": "en présence", "remote": "à distance", "hybrid": "mixte"}
ORIGINS = {"planned": "prévu au calendrier", "emergent": "apparu en route"}

FIGURES = {"facilitator": "Facilitateur", "trainer": "Formateur", "third_party": "Tiers"}

MODULES = {
    "training": "Formation",
    "companionship": "Compagnonnage",
    "delegation": "Délégation",
    "monitoring": "Télésurveillance",
    "titration": "Titration",
    "unscheduled": "Consultations non programmées",
    "home_hospitalisation": "HAD-diurétiques",
    "geriatrics": "Gériatrie",
    "coordination": "Coordination",
    "organisation": "Organisation",
}
MILESTONE_STATES = {
    "planned": "prévu",
    "under_way": "en cours",
    "reached": "atteint",
    "stalled": "à l’arrêt",
    "given_up": "abandonné",
}

PROFESSIONS = {
    "physician": "Cardiologues, médecins",
    "nurse": "Infirmières, infirmiers",
    "manager": "Cadres de santé",
    "direction": "Direction",
    "project": "Équipe projet",
    "support": "Équipe support",
    "funder": "Tutelles, financeurs",
    "health": "Autres métiers du soin",
    "guest": "Autres personnes",
}
PRESENCES = {"present": "présents", "excused": "excusés", "absent": "absents"}
MINIMUM = ("physician", "nurse", "manager")

MINUTES_OF = {
    "visit": "visit_minutes",
    "steering_committee": "steering_note",
    "project_committee": "project_note",
    "case_review": "meeting_minutes",
    "lead_team": "meeting_minutes",
    "working_group": "meeting_minutes",
    "territory_meeting": "meeting_minutes",
}
"""Kinds of event that call for minutes, and the kind of document these are."""
NOT_MINUTES = ("interview", "logbook", "mail", "sheet")
"""Kinds of document that speak of an event without being its minutes."""
MINUTE_STATES = {"missing": "sans compte-rendu"} | DOCUMENT_STATES
POSITIONS = {"leading": "animation", "co_leading": "co-animation", "advising": "observation et conseil"}
