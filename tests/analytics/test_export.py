"""Charts written as files."""

import json
import re

import pytest

from analytics import export, timeline
from corpus.errors import FilRougeError
from tests.analytics.frames import events, links, milestones


@pytest.fixture(scope="module")
def chart():
    return timeline.chart(events({}), milestones({}), links({}))


@pytest.mark.parametrize(
    ("suffix", "opening"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".html", b"<!DOCTYPE html>")]
)
def test_each_form_begins_as_it_should(chart, suffix, opening):
    assert export.to_bytes(chart, suffix, title="Titre").lstrip().startswith(opening)


def test_json_is_a_specification_with_title_and_source(chart):
    spec = json.loads(export.to_bytes(chart, ".json", title="Titre", source="Source : ici."))
    assert spec["title"]["text"] == "Titre"
    assert spec["title"]["subtitle"] == ["Source : ici."]
    assert spec["config"]["background"] == "#ffffff"
    assert "currentColor" not in json.dumps(spec)


def test_svg_is_in_french(chart):
    drawing = export.to_bytes(chart, ".svg").decode()
    assert "juil." in drawing and "Ambroise" in drawing


def test_page_asks_nothing_of_the_network(chart):
    page = export.to_bytes(chart, ".html").decode()
    assert re.search(r"<(script|link)[^>]+(src|href)=", page) is None


def test_an_unknown_form_is_refused_with_what_to_do():
    with pytest.raises(FilRougeError, match="finit par"):
        export.form("frise.docx")
