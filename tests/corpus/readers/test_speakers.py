from tests.corpus.readers.reading_probes import read_text, words

INTERVIEW = """Entretien du 12 mars 2022

Enquêteur : Comment se passe la délégation ?
[Ispic1] : Au début c'était dur.
Et puis le cadre est arrivé.
Enquêteur : Et la formation ?
[Ispic1] : Sept jours.
Objet : rien à signaler
"""


def speakers(reading):
    return [(words(reading, block)[:12], block.speaker) for block in reading.blocks]


def test_labels_that_come_back_name_the_speaker_and_stay_in_the_text():
    assert speakers(read_text(INTERVIEW)) == [
        ("Entretien du", None),
        ("Enquêteur : ", "Enquêteur"),
        ("[Ispic1] : A", "Ispic1"),
        ("Et puis le c", "Ispic1"),
        ("Enquêteur : ", "Enquêteur"),
        ("[Ispic1] : S", "Ispic1"),
        ("Objet : rien", None),
    ]


def test_fields_of_a_mail_are_not_speakers():
    mail = "De : Anne\nÀ : Paul\nObjet : visite\n\nBonjour.\n\nDe : Paul\nÀ : Anne\nObjet : visite\n\nMerci.\n"
    assert {speaker for _, speaker in speakers(read_text(mail))} == {None}


def test_a_label_seen_once_is_not_a_speaker():
    assert {speaker for _, speaker in speakers(read_text("Anne : bonjour.\n\nLe reste du texte.\n"))} == {None}


def test_a_turn_ends_a_wrapped_paragraph():
    text = (
        "Anne : nous avons attendu le local pendant des mois et des mois, sans\n"
        "que personne ne réponde vraiment à nos demandes répétées, et puis un\n"
        "jour il est arrivé comme par magie au bout du couloir du deuxième\n"
        "Paul : oui, et sans téléphone, sans ordinateur, sans même une chaise\n"
        "pour s'asseoir ou pour faire asseoir les malades qui venaient voir\n"
        "Anne : exactement.\n"
    )
    assert [speaker for _, speaker in speakers(read_text(text))][0] == "Anne"
    assert words(read_text(text), read_text(text).blocks[-1]) == "Anne : exactement."


def test_prose_between_rare_labels_has_no_speaker():
    text = "Anne : un mot.\n\n" + "Une phrase du compte rendu.\n\n" * 6 + "Anne : un autre mot.\n\nUne fin.\n"
    assert [speaker for _, speaker in speakers(read_text(text))].count("Anne") == 2
