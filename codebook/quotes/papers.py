"""The documents of a reading: those that pass its filters, in the order they are read, with what is said of each."""

from dataclasses import dataclass

from codebook.quotes.filters import SURELY_FALLS, Condition
from corpus import dated
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS


@dataclass(frozen=True)
class Paper:
    """A document with a text: its current version, and whether its date may fall outside the period asked for."""

    id: str
    title: str
    kind: str
    date: str
    version: str
    sites: tuple[str, ...]
    possible: bool

    @property
    def kind_label(self) -> str:
        """The kind in French."""
        return DOCUMENT_KINDS.get(self.kind, self.kind)

    @property
    def date_shown(self) -> str:
        """The date as a person reads it, or « sans date »."""
        return dated.shown({"date_text": self.date}, "date") or "sans date"


def papers(study: Study, condition: Condition, period: str) -> list[Paper]:
    """Return the documents a condition keeps, by date then title, undated ones last; sites are their labels by name."""
    sites: dict[str, list[str]] = {}
    for row in study.rows("SELECT s.document, t.label FROM document_site s JOIN site t ON t.id = s.site"):
        sites.setdefault(row["document"], []).append(row["label"])
    surely = SURELY_FALLS if period.strip() else "1"
    rows = study.rows(
        f"SELECT d.id, d.title, d.kind, d.date_text, d.date_first, d.date_last, d.version, NOT ({surely}) AS possible"
        f" FROM document d WHERE {condition.sql}",
        **condition.params,
    )
    rows.sort(key=lambda row: (dated.order(row, "date"), name_key(row["title"]), row["id"]))
    return [
        Paper(
            row["id"],
            row["title"],
            row["kind"],
            row["date_text"] or "",
            row["version"],
            tuple(sorted(sites.get(row["id"], ()), key=name_key)),
            bool(row["possible"]),
        )
        for row in rows
    ]
