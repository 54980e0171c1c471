"""The codings as rows to count, with what is known of their codes and documents."""

import pandas as pd

from codebook import assignments, codes, codings
from corpus import documents, sites
from corpus.study import Study

COLUMNS = (
    "id code code_key code_label figure branch document title kind date_first date_last site site_label "
    "coder coder_name dominant start end"
).split()


def frame(study: Study) -> pd.DataFrame:
    """Return one row per readable coding × site of its document; the site is None when the document has none.

    Columns: id, code, code_key, code_label, figure (of the code, or None), branch (label of the top code), document,
    title, kind, date_first, date_last (timestamps), site, site_label, coder, coder_name, dominant, start, end (code
    points).
    """
    tree = codes.by_id(study)
    papers = {document.id: document for document in documents.everything(study)}
    labels = sites.labels(study)
    rows = []
    for coding in codings.everything(study):
        code, paper = tree[coding.code], papers[coding.document]
        common = {
            "id": coding.id,
            "code": code.id,
            "code_key": code.key,
            "code_label": code.label,
            "figure": code.figure,
            "branch": code.path[0] if code.path else code.label,
            "document": paper.id,
            "title": paper.title,
            "kind": paper.kind,
            "date_first": paper.date_first,
            "date_last": paper.date_last,
            "coder": coding.coder,
            "coder_name": coding.coder_name,
            "dominant": coding.dominant,
            "start": coding.start,
            "end": coding.end,
        }
        rows += [
            common | {"site": site, "site_label": labels.get(site) if site else None} for site in paper.sites or (None,)
        ]
    counted = pd.DataFrame(rows, columns=COLUMNS)
    for column in ("figure", "site", "site_label"):
        counted[column] = counted[column].astype(object).where(counted[column].notna(), None)
    for column in ("date_first", "date_last"):
        counted[column] = pd.to_datetime(counted[column])
    return counted


def per_code(study: Study) -> dict[str, tuple[int, int]]:
    """Return, by code, how many placed codings this member may read and how many of them are hers."""
    rows = study.rows(
        "SELECT k.code, count(*) AS read, sum(k.coder = :reader) AS mine FROM coding k"
        " JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document"
        " JOIN anchor a ON a.passage = p.id AND a.version = d.version"
        f" WHERE {study.readable('d')} AND {study.readable('k', 'coder')} AND {assignments.unblinded()}"
        " GROUP BY k.code"
    )
    return {row["code"]: (row["read"], row["mine"]) for row in rows}


def per_version(study: Study) -> dict[int | None, int]:
    """Return how many codings this member may read were made under each version of the codebook, by number or None."""
    rows = study.rows(
        "SELECT k.codebook_version AS number, count(*) AS read FROM coding k"
        " JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document"
        f" WHERE {study.readable('d')} AND {study.readable('k', 'coder')} AND {assignments.unblinded()} GROUP BY 1"
    )
    return {row["number"]: row["read"] for row in rows}
