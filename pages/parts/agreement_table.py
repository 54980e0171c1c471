"""The numbers of agreement, code by code, with what they rest on and what they do not say."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from analytics.french import count
from codebook.agreement import measuring, reading, table, words
from codebook.agreement.marking import CHARACTER, UNITS
from codebook.agreement.measuring import Agreement, Measure, Row
from codebook.agreement.reading import Finished
from codebook.codes import Code
from corpus.study import Study
from pages.parts import agreement_pair, notice
from pages.parts.plain import plain

GRID, LOWEST, MOST = "ordre de la grille", "alpha le plus bas d’abord", "code le plus employé d’abord"
PLURALS = {"character": "signes", "sentence": "phrases", "paragraph": "paragraphes"}
HEIGHT = 330
Write = Callable[[float | None], str]


def show(study: Study, done: Finished, tree: Mapping[str, Code]) -> None:
    """Ask what to measure, measure it, show the table, then the card of one code."""
    people, unit, wanted, draws, seed = _asked(done, tree)
    if len(people) < 2:
        st.info("Choisissez au moins deux personnes à comparer.")
        return
    with notice.attempt():
        read = reading.read(study, unit=unit, coders=people)
        found = measuring.measure(read, codes=wanted or None, bootstrap=draws, seed=seed)
        _measured(found)
        rows = [found.overall, *_sorted(found, tree)]
        picked = _table(found, rows, tree)
        _card(found, rows[picked], tree)
        _files(found, tree)


def _asked(done: Finished, tree: Mapping[str, Code]) -> tuple[list[str], str, list[str], int, int]:
    who, what, which = st.columns([1.3, 1.3, 1.6], vertical_alignment="bottom")
    people = who.multiselect(
        "Personnes",
        list(done.names),
        default=list(done.names),
        format_func=lambda coder: plain(done.names[coder]),
        key="agreement-coders",
        placeholder="Choisir",
    )
    unit = what.segmented_control(
        "Unité comparée",
        list(UNITS),
        default=CHARACTER,
        format_func=lambda key: UNITS[key].capitalize(),
        key="agreement-unit",
        required=True,
        help="Une phrase ou un paragraphe est codé dès qu’un codage le touche.",
    )
    wanted = which.multiselect(
        "Codes",
        [code.id for code in tree.values() if code.applicable],
        format_func=lambda code: plain(tree[code].label),
        key="agreement-codes",
        placeholder="tous ceux qui ont servi",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Ranger par", [GRID, LOWEST, MOST], key="agreement-order", width=250)
        drawn = st.toggle(
            "Intervalles",
            key="agreement-bootstrap",
            help="De combien les nombres bougent si l’on tire d’autres documents : du 2,5ᵉ au 97,5ᵉ centile de "
            f"{measuring.DRAWS} tirages de documents, avec remise.",
        )
        seed = st.number_input(
            "Graine", 0, 2**32 - 1, measuring.SEED, key="agreement-seed", disabled=not drawn, width=140,
            help="Le même nombre redonne les mêmes tirages.",
        )  # fmt: skip
    return people, unit, wanted, measuring.DRAWS if drawn else 0, int(seed)


def _measured(found: Agreement) -> None:
    """Say on what everything below was measured."""
    read = found.readings
    named = ", ".join(name for _, name in read.coders)
    drawn = f" · {found.bootstrap} tirages, graine {found.seed}" if found.bootstrap else ""
    grid = f" · version de la grille : {table.grid_versions(found)}" if read.grid_versions else ""
    st.caption(
        plain(
            f"{count(len(read.papers), 'document')} finis par au moins deux de : {named} · unité : {UNITS[read.unit]}"
            f"{drawn}{grid}"
        )
    )


def _sorted(found: Agreement, tree: Mapping[str, Code]) -> list[Row]:
    order = st.session_state.get("agreement-order", GRID)
    rows = table.in_order(found, tree)
    if order == LOWEST:
        rows.sort(key=lambda row: (row.alpha.value is None, row.alpha.value or 0))
    if order == MOST:
        rows.sort(key=lambda row: -sum(row.coded))
    return rows


def _table(found: Agreement, rows: list[Row], tree: Mapping[str, Code]) -> int:
    """Show the table and return the number of the row chosen, the first by default."""
    shown = pd.DataFrame([_line(found, row, tree) for row in rows])
    key = f"agreement-table-{hash(tuple(row.code for row in rows))}"
    chosen = st.dataframe(
        shown,
        hide_index=True,
        height=min(HEIGHT, 40 + 35 * len(rows)),
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Code": st.column_config.TextColumn(width="large", pinned=True)},
        alt="Accord par code ; le détail de la ligne choisie est écrit au-dessous",
    )
    picked = chosen["selection"]["rows"]
    return picked[0] if picked and picked[0] < len(rows) else 0


def _line(found: Agreement, row: Row, tree: Mapping[str, Code]) -> dict[str, str]:
    names = [name for _, name in found.readings.coders]
    line = {"Code": tree[row.code].label if row.code in tree else table.ALL}
    for name, coded in zip(names, row.coded, strict=True):
        line[f"Codé par {name}"] = _number(coded)
    line["Part codée"] = _share(row.prevalence)
    line["Accord"] = _share(row.percent.value)
    for one, two in found.pairs:
        name = "Kappa" if len(found.pairs) == 1 else f"Kappa {names[one]} – {names[two]}"
        line[name] = table.french(row.kappas[one, two].value)
    line["Alpha"] = table.french(row.alpha.value)
    if found.bootstrap:
        line["Intervalle de l’alpha"] = _interval(row.alpha)
    line["Alpha des bornes"] = table.french(row.unitizing.value)
    return line


def _interval(measure: Measure, write: Write = table.french) -> str:
    if measure.low is None or measure.high is None:
        return ""
    return f"{write(measure.low)} à {write(measure.high)}"


def _share(value: float | None) -> str:
    """Write a share in percent, never a nought for what is only small."""
    if value is None:
        return words.UNDEFINED
    if 0 < value < 0.0005:
        return "< 0,1 %"
    return f"{100 * value:.1f} %".replace(".", ",")


def _number(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _card(found: Agreement, row: Row, tree: Mapping[str, Code]) -> None:
    """Show what the numbers of one code rest on, what has no value and why, and what to beware of."""
    read = found.readings
    names = [name for _, name in read.coders]
    with st.container(border=True, gap="small"):
        label = tree[row.code].label if row.code in tree else table.ALL
        st.markdown(f"**{plain(label)}**")
        if row.code is None:
            st.caption(words.WHAT["overall"])
            _together(found)
        left, right = st.columns([1, 1.2])
        with left:
            _values(found, row, names)
            for (one, two), counts in sorted(row.tables.items()):
                _square(names[one], names[two], counts, PLURALS[read.unit])
        with right:
            for sentence in _undefined(row, names):
                st.markdown(f":material/block: {plain(sentence)}")
            for sentence in words.of_row(row, found):
                st.markdown(f":material/info: {sentence}")
            for sentence in found.notes if row.code is None else ():
                st.markdown(f":material/info: {plain(sentence)}")
        if row.code is not None:
            st.button(
                "Voir ses désaccords dans le texte",
                icon=":material/difference:",
                key="agreement-to-text",
                on_click=agreement_pair.look_at,
                args=(row.code, [paper.id for paper in read.papers], [coder for coder, _ in read.coders]),
            )
    with st.expander("Ce que dit chaque nombre", icon=":material/help:"):
        for name, key in _MEANINGS.items():
            st.markdown(f"**{name}** — {words.WHAT[key]}")
        if len(names) > 2:
            st.markdown("Le kappa compare deux personnes : il y en a un par paire, et l’alpha les compare toutes.")


_MEANINGS = {
    "Accord": "percent",
    "Kappa": "kappa",
    "Alpha": "alpha",
    "Alpha des bornes": "unitizing",
    "Mêmes codes": "valuing",
    "Marqué ou non": "together",
    table.ALL: "overall",
}


def _together(found: Agreement) -> None:
    valuing, together = (table.french(measure.value) for measure in (found.valuing, found.together))
    why = f" ({found.valuing.why})" if found.valuing.why else ""
    cover = f", sur {_share(found.coverage)} du texte que les deux ont marqué" if found.coverage else ""
    st.markdown(
        f"Mêmes codes là où les deux ont marqué : **{valuing}**{plain(why)}{cover} · "
        f"Marqué ou non, tous codes confondus : **{together}**"
    )


def _values(found: Agreement, row: Row, names: list[str]) -> None:
    """Show the coefficients of a row with their intervals."""
    pairs = {f"Kappa {names[one]} – {names[two]}": kappa for (one, two), kappa in sorted(row.kappas.items())}
    measures = {**pairs, "Alpha": row.alpha, "Alpha des bornes": row.unitizing}
    rows = [("Accord", _share(row.percent.value), _interval(row.percent, _share))]
    rows += [(name, table.french(measure.value), _interval(measure)) for name, measure in measures.items()]
    shown = pd.DataFrame(rows, columns=["Coefficient", "Valeur", "Intervalle"])
    st.table(shown if found.bootstrap else shown.drop(columns="Intervalle"), hide_index=True)


def _square(one: str, two: str, counts: tuple[int, int, int, int], units: str) -> None:
    """Show the four counts of a pair: coded by both, by one, by neither."""
    neither, second, first, both = map(_number, counts)
    frame = pd.DataFrame(
        {f"{two} : codé": [both, second], f"{two} : non codé": [first, neither]},
        index=[f"{one} : codé", f"{one} : non codé"],
    )
    st.caption(plain(f"En {units}"))
    st.table(frame)


def _undefined(row: Row, names: list[str]) -> list[str]:
    measures = {"Accord": row.percent, "Alpha": row.alpha, "Alpha des bornes": row.unitizing}
    for (one, two), kappa in sorted(row.kappas.items()):
        measures[f"Kappa {names[one]} – {names[two]}"] = kappa
    said = [f"{name} {words.UNDEFINED} : {m.why}." for name, m in measures.items() if m.value is None]
    said += [f"{name} sans intervalle : {m.why_no_interval}." for name, m in measures.items() if m.why_no_interval]
    return said


def _files(found: Agreement, tree: Mapping[str, Code]) -> None:
    st.download_button(
        "Tableau CSV",
        table.frame(found, tree).to_csv(index=False).encode("utf-8-sig"),
        "accord.csv",
        "text/csv",
        on_click="ignore",
        key="agreement-csv",
        icon=":material/download:",
    )
