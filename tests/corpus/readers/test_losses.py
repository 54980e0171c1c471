import pytest

from corpus.readers.losses import losses
from tests.corpus.readers.reading_probes import read_text, told


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Elle dit « oui et s’en va.", "guillemets"),
        ("Le d\ufffdbut.", "perdu"),
        ("L’Ã©quipe a Ã©crit.", "abîmés"),
        ("On entend [inaudible] puis rien.", "inaudible"),
        ("La suite [… texte manquant] reprend.", "texte manquant"),
    ],
)
def test_what_a_text_has_lost_is_told_and_never_mended(text, word):
    (sentence,) = losses(text)
    assert word in sentence
    assert sentence.endswith(".")
    assert read_text(text).text == text


@pytest.mark.parametrize(
    "text", ["« Oui », dit-elle.", "NATION ÂGÉE À « SÃO PAULO »", "Elle a coupé (à regret) le lien."]
)
def test_a_sound_text_gives_no_warning(text):
    assert losses(text) == []


def test_a_label_at_the_head_of_tabbed_rows_is_said_on_each_but_titles_are_not():
    text = "Site\tMois\tQui\n\tpremier\tx\nNord\tmars\tLéa\n\tavril\tPaul\n\tmai\tAnne\nSud\tjuin\tLéa\n"
    assert told(read_text(text)) == [
        "Site\tMois\tQui",
        "\tpremier\tx",
        "Nord\tmars\tLéa",
        "Nord\tavril\tPaul",
        "Nord\tmai\tAnne",
        "Sud\tjuin\tLéa",
    ]
