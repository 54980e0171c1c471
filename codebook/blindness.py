"""Coding without seeing what the others coded: the one rule, as SQL conditions that queries carry.

A reader who codes a document blind does not see the others' codings of it, nor what they note of it or of them, until
she says she has finished; whoever leads the study is not above it. Who is blind where stands in
``codebook.assignments``; what was open to a blind coder all the same, in ``codebook.sealing``. A piece of evidence is
an argument its author made public: its passage and words are read by all, but the coding it may lean on is a coding
like any other.
"""

_BLIND = "SELECT blindly.document FROM assignment blindly WHERE blindly.coder = :reader"
_BLIND += " AND blindly.blind = 1 AND blindly.state <> 'finished'"


def unblinded(coding: str = "k", document: str = "p.document", coder: str = "coder") -> str:
    """Return the SQL condition that hides others' codings from a reader who codes the document blind.

    :param coding: alias of the table of codings, or of another one that says who wrote in its column ``coder``.
    :param document: the expression of the GUID of the document; NULL is none. The query must bind ``:reader``.
    """
    return f"({coding}.{coder} = :reader OR {document} IS NULL OR {document} NOT IN ({_BLIND}))"


def _of_passage(passage: str) -> str:
    return f"(SELECT hidden.document FROM passage hidden WHERE hidden.id = {passage})"


def _of_coding(coding: str) -> str:
    return f"(SELECT h.document FROM passage h JOIN coding hk ON hk.passage = h.id WHERE hk.id = {coding})"


_OLD = "json_extract(coalesce(r.after, r.before), '$.{}')"
# The passage of a coding that is gone may be gone too: the history still tells of which document it was.
_OLD_DOCUMENT = (
    "(SELECT json_extract(coalesce(q.after, q.before), '$.document') FROM change_row q"
    f" WHERE q.tbl = 'passage' AND q.row = {_OLD.format('passage')} LIMIT 1)"
)

SEALS = {
    "coding": unblinded("{row}", _of_passage("{row}.passage")),
    "memo": unblinded("{row}", f"coalesce({{row}}.document, {_of_coding('{row}.coding')})", "author"),
    "settlement": unblinded("{row}", "{row}.document", "author"),
    # The labels of changes name codes: one that touched what another coded in such a document is not told. A change of
    # the codebook itself says nothing of where codes were given.
    "change": (
        f"({{row}}.author = :reader OR NOT EXISTS ({_BLIND})"
        " OR EXISTS (SELECT 1 FROM change_row r WHERE r.change = {row}.id AND r.tbl = 'code')"
        " OR NOT EXISTS (SELECT 1 FROM change_row r WHERE r.change = {row}.id AND ("
        f"r.tbl IN ('coding', 'code_example') AND {_OLD.format('coder')} <> :reader AND {_OLD_DOCUMENT} IN ({_BLIND})"
        f" OR r.tbl = 'suggestion_verdict' AND {_OLD.format('author')} <> :reader AND"
        f" (SELECT h.document FROM document_version h WHERE h.id = {_OLD.format('version')}) IN ({_BLIND})"
        f" OR r.tbl = 'memo' AND {_OLD.format('author')} <> :reader AND"
        f" coalesce({_OLD.format('document')}, {_of_coding(_OLD.format('coding'))}) IN ({_BLIND})"
        f" OR r.tbl = 'settlement' AND {_OLD.format('document')} IN ({_BLIND}))))"
    ),
}
