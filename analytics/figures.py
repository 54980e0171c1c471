"""Counts of codings against the three figures and against sites.

Keeps the counting of passages that overlap a figure and of codings by site, with their
denominators. Leaves the drawing to `heatmaps`, the counting of what the committee may see to
`codebook`, and all statistics of agreement elsewhere.

Frames of codings have one row for each coding and site of its document: id, code, code_label,
figure (key of the figure the code belongs to, or None), branch, document, site, site_label, coder,
start, end. Offsets count code points, end excluded.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics import palette
from analytics.french import count, name_order, present

NO_SITE = "Sans site"
PASSAGE = ["document", "start", "end"]
CODE = ["branch", "code", "code_label"]


@dataclass(frozen=True)
class Denominators:
    """Over how much a table of codings counts."""

    codings: int
    documents: int
    coders: int

    def source(self, filters: str = "") -> str:
        """Return the source line: « Source : 120 codages, 9 documents, 2 codeurs. »."""
        line = "Source : " + ", ".join(
            (
                count(self.codings, "codage"),
                count(self.documents, "document"),
                count(self.coders, "codeur"),
            )
        )
        return f"{line}. Filtre : {filters}." if filters else f"{line}."


def denominators(codings: pd.DataFrame) -> Denominators:
    """Return the numbers of distinct codings, documents and coders of a frame."""
    return Denominators(*(int(codings[column].nunique()) for column in ("id", "document", "coder")))


def by_code(codings: pd.DataFrame) -> pd.DataFrame:
    """Answer: in how many passages does each code meet each figure?

    A passage is a distinct stretch (document, start, end) carrying the code. It meets a figure when
    it shares at least one character, in the same document, with a passage carrying any code of that
    figure, whoever coded either. Stretches that only touch do not meet. A code of a figure meets
    that figure by nature: its cell is missing rather than counted.

    Returns one row for each code that meets at least one figure, ordered by branch then label:
    branch, code, code_label, passages and documents (distinct, carrying the code), then for each
    figure its key (passages that meet it) and `<key>_documents`.
    """
    passages = codings.drop_duplicates([*PASSAGE, "code"])
    met = {key: _meets(passages, codings[codings["figure"] == key]) for key in palette.FIGURES}
    marked = passages.assign(**met)
    groups = marked.groupby("code", sort=False)
    table = groups[["branch", "code_label", "figure"]].first()
    table = table.assign(passages=groups.size(), documents=groups["document"].nunique())
    for key in palette.FIGURES:
        meeting = marked[marked[key]].groupby("code")
        own = table["figure"] == key
        counts = {key: meeting.size(), f"{key}_documents": meeting["document"].nunique()}
        for column, values in counts.items():
            whole = values.reindex(table.index).fillna(0).astype("Int64")
            table[column] = whole.mask(own)
    met_some = table[list(palette.FIGURES)].fillna(0).sum(axis=1) > 0
    return _ordered(table[met_some].reset_index().drop(columns="figure"))


def by_site(codings: pd.DataFrame) -> pd.DataFrame:
    """Answer: how often, and in how many documents of each site, does each code occur?

    Returns one row for each code and site, codes ordered by branch then label, sites by name and «
    Sans site » last (never by value): branch, code, code_label, site, site_label, codings
    (distinct), documents (distinct, with the code) and of_documents (distinct documents of the site
    with any coding). A document of several sites counts in each.
    """
    located = codings.assign(site_label=codings["site_label"].where(codings["site"].notna(), NO_SITE))
    located = located.assign(site=located["site"].where(located["site"].notna(), ""))
    sites = located.groupby(["site", "site_label"], sort=False)["document"].nunique()
    sites = sites.rename("of_documents").reset_index()
    codes = located.groupby("code", sort=False)[["branch", "code_label"]].first().reset_index()
    cells = located.groupby(["code", "site"], sort=False)
    counts = pd.DataFrame({"codings": cells["id"].nunique(), "documents": cells["document"].nunique()}).reset_index()
    whole = codes.merge(sites, how="cross").merge(counts, how="left", on=["code", "site"])
    whole[["codings", "documents"]] = whole[["codings", "documents"]].fillna(0).astype(int)
    columns = [*CODE, "site", "site_label", "codings", "documents", "of_documents"]
    ordered = _ordered(whole, [site_order(label) for label in whole["site_label"]])
    return ordered[columns]


def by_code_table(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the frame of `by_code` with French columns and cells « passages (documents) », or empty."""
    table = counts[["branch", "code_label", "passages", "documents"]]
    table = table.set_axis(["Branche", "Code", "Passages", "Documents"], axis=1)
    for key, sign in palette.FIGURES.items():
        pairs = zip(counts[key], counts[f"{key}_documents"], strict=True)
        table[sign.label.capitalize()] = [f"{n} ({d})" if present(n) and n else "" for n, d in pairs]
    return table


def by_site_table(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the frame of `by_site` as codes × sites, with cells « codages · n/N documents », or empty."""
    cells = [
        f"{n} · {d}/{of}" if n else ""
        for n, d, of in counts[["codings", "documents", "of_documents"]].itertuples(index=False)
    ]
    keys = counts[CODE].drop_duplicates()
    sites = counts[["site", "site_label"]].drop_duplicates()
    wide = counts.assign(cell=cells).pivot(index="code", columns="site", values="cell")
    wide = wide.loc[keys["code"], sites["site"]].reset_index(drop=True)
    wide = wide.set_axis(list(sites["site_label"]), axis=1)
    names = keys[["branch", "code_label"]].reset_index(drop=True)
    return pd.concat([names.set_axis(["Branche", "Code"], axis=1), wide], axis=1)


def _meets(passages: pd.DataFrame, held: pd.DataFrame) -> np.ndarray:
    """Tell which passages share a character with one of the stretches of a figure, all documents swept at once."""
    documents = pd.Index(pd.unique(passages["document"]))
    length = int(passages["end"].max()) + 1 if len(passages) else 1
    starts, ends = _union(*_positions(held, documents, length))
    first, last = _positions(passages, documents, length)
    nearest = np.searchsorted(ends, first, side="right")
    # The stretch found is the first to end after the passage starts; past the last one, nothing can
    # meet.
    begins = np.append(starts, np.iinfo(np.int64).max)[nearest]
    return (begins < last) & (first < last)


def _positions(frame: pd.DataFrame, documents: pd.Index, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return starts and ends on one line where documents follow each other without touching."""
    shift = documents.get_indexer(pd.Index(frame["document"])).astype(np.int64) * length
    return shift + frame["start"].to_numpy(np.int64), shift + frame["end"].to_numpy(np.int64)


def _union(starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Merge stretches that overlap or touch into disjoint ones, in order."""
    starts, ends = starts[starts < ends], ends[starts < ends]
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    fresh = np.ones(len(starts), dtype=bool)
    fresh[1:] = starts[1:] > reach[:-1]
    return starts[fresh], np.append(reach[:-1][fresh[1:]], reach[-1:])


def site_order(label: object) -> tuple[Any, ...]:
    """Return a key that orders sites by name, with what has no site last."""
    return (label == NO_SITE, name_order(label))


def _ordered(table: pd.DataFrame, then: list[tuple[Any, ...]] | None = None) -> pd.DataFrame:
    """Order rows by branch, then label of code, then the keys given."""
    branches = ["" if not present(b) else str(b) for b in table["branch"]]
    labels = zip(map(name_order, branches), map(name_order, table["code_label"]), table["code"], strict=True)
    keys = list(zip(labels, then or [()] * len(table), strict=True))
    order = sorted(range(len(table)), key=keys.__getitem__)
    return table.iloc[order].reset_index(drop=True)
