"""The closed lists of interpretation, from the key kept in the study to the French words shown."""

CERTAINTIES = {"sure": "sûr", "likely": "probable", "doubtful": "douteux"}
BEARERS = {
    "lead": "cheffe de projet",
    "scientific_lead": "porteur scientifique",
    "manager": "cadre",
    "steering_committee": "COPIL",
    "project_committee": "comité de projet",
    "community": "communauté de pratique",
    "governance": "gouvernance",
    "peer": "pair",
    "patient": "patient, proche",
}
ADDRESSEES = {
    "team": "équipe",
    "individual": "une personne",
    "profession": "un groupe métier",
    "management": "direction, hiérarchie",
    "self": "soi-même",
    "institution": "institution, tutelle",
}
VOICES = {
    "author": "la personne qui écrit",
    "actor": "un acteur, directement",
    "reported": "un acteur, rapporté",
    "collective": "une voix collective",
    "cited": "un texte cité",
}
STATUSES = {"fact": "fait", "hypothesis": "hypothèse", "feeling": "ressenti"}
VISIBILITIES = {"visible": "visible", "invisible": "invisible"}
MOMENTS = {"before": "avant", "during": "pendant", "after": "après", "informal": "hors séance"}

FACETS = {
    "certainty": ("Certitude", CERTAINTIES),
    "bearer": ("Porteur de la figure", BEARERS),
    "addressee": ("Destinataire", ADDRESSEES),
    "voice": ("Voix", VOICES),
    "status": ("Statut", STATUSES),
    "visibility": ("Visibilité de l’acte", VISIBILITIES),
    "moment": ("Moment", MOMENTS),
}

RELATIONS = {
    "prepares": "prépare",
    "facilitates": "facilite",
    "unblocks": "débloque",
    "accompanies": "accompagne",
    "hinders": "freine",
    "no_effect": "est sans effet sur",
    "unexpected": "a un effet inattendu sur",
}
LINK_STATUSES = {
    "proposed": "posée",
    "supported": "étayée",
    "confirmed": "confirmée",
    "contradicted": "contredite",
    "open": "non tranchée",
}
GROUNDS = {"supported": "for", "confirmed": "for", "contradicted": "against"}  # the side a status rests on
SIDES = {"for": "pour", "against": "contre"}
STRENGTHS = {
    "straw": "indice",
    "hoop": "cerceau",
    "smoking_gun": "preuve",
    "doubly_decisive": "doublement décisif",
}
STRENGTH_HELP = {
    "straw": "rend l’affirmation un peu plus ou un peu moins vraisemblable, sans plus",
    "hoop": "l’affirmation doit y passer : absent, il l’affaiblit beaucoup ; présent, il ne suffit pas",
    "smoking_gun": "présent, il appuie fortement ; absent, il ne dément pas",
    "doubly_decisive": "présent il confirme, absent il dément",
}
