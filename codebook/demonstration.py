"""The demonstration study, built from the files of ``codebook/demo`` through the same doors as any other study.

It is wholly fictitious and says so. Identities are derived from the keys of the files, so that two builds hold the
same records.
"""

from pathlib import Path
from typing import Any

import yaml

from codebook import assignments, codes, codings, evidence, grids, links, passages, progress
from codebook.errors import CodebookError
from codebook.schema import FLOORS
from codebook.suggesting import rules
from corpus import documents, events, keys, members, milestones, sites, versions
from corpus.ids import derived_id
from corpus.readers import read
from corpus.study import Study, StudyFile

FOLDER = Path(__file__).parent / "demo"


def build(path: Path) -> dict[str, int]:
    """Make the demonstration study at ``path`` and return how many records of each kind it holds.

    :raises StudyError: a file stands there already.
    """
    told = _yaml("study.yaml")
    founder = next(member for member in told["members"] if member["role"] == "lead")
    with StudyFile.create(
        path,
        title=told["title"],
        member=founder["name"],
        member_id=_id("member", founder["key"]),
        study_id=_id("study"),
        description=told["description"],
        fictitious=bool(told["fictitious"]),
        floors=FLOORS,
    ) as file:
        try:
            return _fill(file, told)
        except BaseException:
            file.close()
            for left in (path, keys.path_of(path)):
                left.unlink(missing_ok=True)
            raise


def _yaml(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def _id(*names: str) -> str:
    return derived_id("demo", *names)


def _fill(file: StudyFile, told: dict[str, Any]) -> dict[str, int]:
    lead = next(member["key"] for member in told["members"] if member["role"] == "lead")
    study = file.acting_as(_id("member", lead))
    with study.change("Construire l’étude de démonstration"):
        for member in told["members"]:
            if member["key"] != lead:
                members.add(study, member["name"], member["role"], member_id=_id("member", member["key"]))
        codes.install(study, grids.framework())
        rules.start(study)
        _sites_and_chronology(study, told)
        for paper in told["documents"]:
            _document(study, paper)
    asked = _yaml("assignments.yaml")
    _assignments(study, asked)
    coded = _yaml("codings.yaml")
    for coder in dict.fromkeys(one["coder"] for one in coded):
        _codings(file.acting_as(_id("member", coder)), [one for one in coded if one["coder"] == coder])
    for one in asked:
        _advance(file.acting_as(_id("member", one["coder"])), one)
    with study.change("Poser les liens de la démonstration"):
        for link in told["links"]:
            _link(study, link)
    for link in told["links"]:
        for step in link.get("history") or []:
            if step["status"] != "proposed":
                judge = file.acting_as(_id("member", step["by"]))
                links.set_status(
                    judge, _id("link", link["key"]), step["status"], step.get("reason") or "", at=_noon(step)
                )
    return _counts(study)


def _sites_and_chronology(study: Study, told: dict[str, Any]) -> None:
    for site in told["sites"]:
        sites.add(
            study,
            site["label"],
            group=site.get("group", ""),
            notes=site.get("notes", ""),
            site_id=_id("site", site["key"]),
        )
    for event in told["events"]:
        events.save(
            study,
            event_id=_id("event", event["key"]),
            sites=[_id("site", key) for key in event.get("sites") or []],
            figures=[
                events.HeldFigure(f["figure"], f.get("bearer") or "", bool(f.get("leading")))
                for f in event.get("figures") or []
            ],
            planned=event.get("planned") or "",
            held=event.get("held") or "",
            description=event.get("description") or "",
            **{name: event.get(name) for name in ("kind", "label", "state", "format", "duration_minutes")},
            origin=event.get("origin") or "planned",
            level=event.get("level") or "team",
        )
    for step in told["milestones"]:
        milestones.save(
            study,
            milestone_id=_id("milestone", step["key"]),
            site=_id("site", step["sites"][0]) if step.get("sites") else None,
            planned=step.get("planned") or "",
            reached=step.get("reached") or "",
            anchor=_id("event", step["anchor"]) if step.get("anchor") else None,
            description=step.get("description") or "",
            **{name: step[name] for name in ("module", "label", "state")},
            level=step.get("level") or "team",
        )


def _document(study: Study, paper: dict[str, Any]) -> None:
    known: dict[str, Any] = {
        "document_id": _id("document", paper["key"]),
        "kind": paper["kind"],
        "title": paper["title"],
        "date": paper.get("date") or "",
        "sites": [_id("site", key) for key in paper.get("sites") or []],
        "state": paper["state"],
        "level": paper.get("level") or "team",
        "event": _id("event", paper["event"]) if paper.get("event") else None,
        "author": _id("member", paper["author"]) if paper.get("author") else None,
    }
    if not paper.get("file"):
        documents.register(study, **known)
        return
    source = FOLDER / paper["file"]
    data = source.read_bytes()
    documents.add(study, read(source.name, data), source_name=source.name, source=data, **known)


def _assignments(study: Study, asked: list[dict[str, Any]]) -> None:
    with study.change("Répartir les documents de la démonstration"):
        for one in asked:
            assignments.assign(
                study, [_id("document", one["document"])], [_id("member", one["coder"])], blind=one["blind"]
            )


def _advance(study: Study, one: dict[str, Any]) -> None:
    """Mark what a coder has read of a document, and have her say where she is."""
    document = _id("document", one["document"])
    if one.get("read") == "all":
        progress.mark_all(study, document)
    elif one.get("read"):
        progress.mark_up_to(study, document, find(study, document, one["read"])[1])
    if one.get("finished"):
        assignments.finish(study, document)
    if one.get("resumed"):
        assignments.resume(study, document)


def _codings(study: Study, coded: list[dict[str, Any]]) -> None:
    known = {key: code.id for key, code in codes.by_key(study).items()}
    with study.change("Coder les documents de la démonstration"):
        for one in coded:
            document = _id("document", one["document"])
            start, end = find(study, document, one["quote"])
            codings.apply(
                study,
                document,
                start,
                end,
                [known[key] for key in one["codes"]],
                text=one["quote"],
                comment=one.get("comment") or "",
                dominant=bool(one.get("dominant")),
                facets={
                    name: one.get(name) for name in "certainty bearer addressee voice status visibility moment".split()
                },
            )


def find(study: Study, document: str, quote: str) -> tuple[int, int]:
    """Return where a quote stands in a document.

    :raises CodebookError: it is not there once and only once.
    """
    found = documents.get(study, document)
    text = versions.text(study, found.version or "")
    if text.count(quote) != 1:
        raise CodebookError(f"« {quote[:60]} » n’est pas une fois et une seule dans « {found.title} ».")
    start = text.index(quote)
    return start, start + len(quote)


def _link(study: Study, told: dict[str, Any]) -> None:
    history = told.get("history") or []
    link = links.save(
        study,
        at=_noon(history[0]) if history else None,
        link_id=_id("link", told["key"]),
        events=[_id("event", key) for key in told["events"]],
        milestones=[_id("milestone", key) for key in told["milestones"]],
        relation=told["relation"],
        statement=told["statement"],
        mechanism=told.get("mechanism") or "",
        figures=told.get("figures") or [],
    )
    for piece in told.get("evidence") or []:
        document = _id("document", piece["document"])
        start, end = find(study, document, piece["quote"])
        passage = passages.place(study, document, start, end, piece["quote"])
        evidence.add(
            study, link, passage, side=piece["side"], strength=piece["strength"], comment=piece.get("comment") or ""
        )
    evidence.set_alternatives(
        study,
        link,
        [(x["text"], _id("event", x["event"]) if x.get("event") else None) for x in told.get("alternatives") or []],
    )


def _noon(step: dict[str, Any]) -> str:
    return f"{step['at']}T12:00:00+00:00"


def _counts(study: Study) -> dict[str, int]:
    tables = "site document event milestone link code coding passage assignment".split()
    return {table: int(study.value(f"SELECT count(*) FROM {table}")) for table in tables}
