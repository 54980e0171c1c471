import pytest

from corpus.errors import ReaderError
from corpus.readers import read
from tests.corpus.readers.conservation import faults
from tests.corpus.readers.reading_probes import told
from tests.corpus.readers.sample_files import mail_of

BODY = "Bonjour Paul,\n\nLa visite est jeudi.\n\n> Quand est la visite ?\n\nBien à toi"


def test_the_head_comes_first_in_french_then_the_body():
    message = mail_of(
        BODY, Date="Tue, 09 Mar 2021 10:05:00 +0100", Cc="Odile <o@exemple.fr>", Subject="Réunion d’équipe"
    )
    reading = read("a.eml", message.as_bytes())
    assert told(reading) == [
        "De : Léa <lea@exemple.fr>",
        "À : paul@exemple.fr",
        "Copie à : Odile <o@exemple.fr>",
        "Date : 9 mars 2021 à 10 h 05",
        "Objet : Réunion d’équipe",
        "Bonjour Paul,",
        "La visite est jeudi.",
        "Quand est la visite ?",
        "Bien à toi",
    ]
    assert told(reading, "quotation") == ["Quand est la visite ?"]
    assert (reading.title, reading.warnings) == ("Réunion d’équipe", ())
    assert {block.speaker for block in reading.blocks} == {None}
    assert faults("\n".join(told(reading)) + " " * 60, reading) == []


def test_what_is_attached_is_told_by_name():
    message = mail_of(BODY)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="compte rendu été.pdf")
    message.add_attachment("non", filename="note.txt")
    reading = read("a.eml", message.as_bytes())
    assert "Pièces jointes non reprises dans le texte : compte rendu été.pdf, note.txt." in reading.warnings
    assert "non" not in told(reading)


def test_of_two_versions_of_a_text_the_plain_one_is_read():
    message = mail_of("En clair.")
    message.add_alternative("<p>En page.</p>", subtype="html")
    assert told(read("a.eml", message.as_bytes()))[-1] == "En clair."


def test_an_empty_plain_version_leaves_its_place_to_the_page():
    message = mail_of(" \n")
    message.add_alternative(
        "<html><body><p>En <b>page</b>.</p><table><tr><td>a<td>b</table></body></html>", subtype="html"
    )
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    reading = read("a.eml", message.as_bytes())
    assert told(reading)[-2:] == ["En page.", "a | b"]


def test_a_page_followed_by_the_line_of_a_mailing_list_is_read_with_it():
    data = (
        b"From: a@b.fr\nTo: c@d.fr\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
        b"--B\nContent-Type: text/html; charset=utf-8\n\n<p>Le corps.</p>\n"
        b"--B\nContent-Type: text/plain; charset=utf-8\n\nListe de diffusion\n--B--\n"
    )
    assert told(read("a.eml", data))[-2:] == ["Le corps.", "Liste de diffusion"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "inconnu"])
def test_the_body_is_read_in_its_encoding(charset):
    encoded = "Été à l'hôpital.".encode("utf-8" if charset == "inconnu" else charset)
    head = f"From: a@b.fr\nTo: c@d.fr\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n".encode()
    data = head + b"Content-Transfer-Encoding: 8bit\n\n" + encoded
    assert told(read("a.eml", data))[-1] == "Été à l'hôpital."


def test_a_message_copied_by_hand_is_plain_text():
    assert read("a.txt", "De : Anne\nÀ : Paul\nObjet : visite\n\nBonjour.\n".encode()).text.startswith("De : Anne")


def test_an_encrypted_message_says_so():
    data = b"From: a@b.fr\nTo: c@d.fr\nMIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=B\n\n--B--\n"
    with pytest.raises(ReaderError, match="chiffré"):
        read("a.eml", data)


@pytest.mark.parametrize(
    "head",
    [
        b"Date: pas une date\n",
        b"Date: Tue, 99 Mar 2021 10:05:00 +0100\n",
        b"To: =?utf-8?q?=ZZ?= <@@@>, ;;;\n",
        b"Subject: =?inconnu?b?!!!?=\n",
        b"From: \xff\xfe <a@b>\n",
        b"Content-Type: multipart/mixed\n",
        b"Content-Type: text/plain; charset*=utf-8''%ff; name*0*=x'\n",
        b"Content-Disposition: attachment; filename*0=\n",
    ],
)
def test_malformed_heads_do_not_stop_the_reading(head):
    data = b"From: a@b.fr\nSubject: Visite\nMessage-ID: <1>\n" + head + b"\nBonjour.\n"
    assert "Visite" in read("a.eml", data).text
