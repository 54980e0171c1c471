import pytest

from corpus.readers import read
from tests.corpus.readers.conservation import faults, lost_words
from tests.corpus.readers.reading_probes import called_after, told


def page(body: str, head: str = '<meta charset="utf-8"><title>Une page</title>') -> bytes:
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>".encode()


def test_headings_lists_quotations_and_title_are_read():
    reading = read(
        "a.html",
        page(
            "<h2>La visite</h2><p>Un   mot <b>gras</b>\n ici.</p>"
            "<ul><li>un<li>deux</ul><blockquote><p>Cité.</p></blockquote>"
        ),
    )
    assert [(b.kind, b.level) for b in reading.blocks] == [
        ("heading", 2),
        ("paragraph", None),
        ("list_item", None),
        ("list_item", None),
        ("quotation", None),
    ]
    assert told(reading) == ["La visite", "Un mot gras ici.", "un", "deux", "Cité."]
    assert (reading.title, reading.warnings) == ("Une page", ())


def test_scripts_styles_and_what_is_not_shown_stay_out():
    body = (
        "<script>var a = 'non';</script><style>p{}</style><template>non</template><p>Oui.</p><!-- non -->"
        '<p style="display:none">non</p><p hidden>non</p><noscript>non</noscript>'
    )
    reading = read("a.html", page(body))
    assert reading.text == "Oui."
    assert any("2 passage(s)" in warning for warning in reading.warnings)


def test_tables_are_rows_and_merged_cells_are_said_on_each():
    body = (
        "<table><caption>Sites</caption><tr><th>Site<th>Mois<th>Qui</tr>"
        '<tr><td rowspan="2">Nord<td>mars<td rowspan="3">Léa</tr><tr><td>avril</tr><tr><td colspan=2>fin</table>'
    )
    assert told(read("a.html", page(body))) == [
        "Sites",
        "Site | Mois | Qui",
        "Nord | mars | Léa",
        "Nord | avril | Léa",
        "fin | Léa",
    ]


def test_a_table_that_lays_the_page_out_is_read_as_text():
    body = "<table><tr><td><h1>Titre</h1><p>Un.</p><p>Deux.</p></td><td><table><tr><td>a<td>b</table></td></tr></table>"
    assert told(read("a.html", page(body))) == ["Titre", "Un.", "Deux.", "a | b"]


def test_notes_are_called_from_their_place_without_the_link_back():
    body = (
        '<p>Un fait<sup><a id="c1" href="#f1">1</a></sup>, un autre.</p>'
        '<ol><li id="f1"><p>La charte. <a href="#c1">↩</a></p></li></ol>'
    )
    reading = read("a.html", page(body))
    assert told(reading) == ["Un fait, un autre.", "La charte."]
    assert called_after(reading) == {"1": "Un fait"}


def test_a_link_to_a_part_of_the_page_is_not_a_note():
    body = '<p><a href="#p">1</a> Sommaire</p><div id="p"><h2>Partie</h2><p>Texte.</p></div>'
    reading = read("a.html", page(body))
    assert (reading.calls, told(reading)) == ((), ["1 Sommaire", "Partie", "Texte."])


def test_a_broken_line_goes_on_in_the_middle_of_a_sentence_only():
    body = "<p>Anne : bonjour.<br>Paul : on a attendu<br>le local.<br><br>Fin.</p>"
    assert told(read("a.html", page(body))) == ["Anne : bonjour.", "Paul : on a attendu le local.", "Fin."]


def test_preformatted_lines_stay_lines():
    assert told(read("a.html", page("<pre>un  deux\n  trois\n</pre>"))) == ["un  deux", "trois"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
        ('<meta charset="inconnu">', "utf-8"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="base64">', "utf-8"),
    ],
)
def test_accents_are_right_whatever_the_encoding(head, encoding):
    text = f"<!DOCTYPE html><html><head>{head}</head><body><p>L’été à l’hôpital : « cœur » 12 €.</p></body></html>"
    assert read("a.html", text.encode(encoding)).text == "L’été à l’hôpital : « cœur » 12 €."


def test_every_word_shown_is_read_once():
    words = [f"mot{chr(97 + n % 26)}{'x' * (n // 26)}" for n in range(200)]
    tags = ("p", "div", "li", "span", "td", "h3", "dd", "em", "section", "figcaption")
    body = "".join(f"<{tags[n % 10]}>{word} </{tags[n % 10]}> " for n, word in enumerate(words))
    reading = read("a.html", page(body))
    assert sorted(reading.text.split()) == sorted(words)
    assert not lost_words(" ".join(words), reading)
    assert faults("\n".join(told(reading)) + " " * 2000, reading) == []


def test_a_page_nested_without_end_is_read_and_told():
    reading = read("a.html", page("<div>" * 1000 + "fond" + "</div>" * 1000))
    assert reading.text == "fond"
    assert any("imbriquée" in warning for warning in reading.warnings)
