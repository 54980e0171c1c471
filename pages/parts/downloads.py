"""The files a chart can be taken away as: pictures, and the table that says the same."""

from collections.abc import Callable

import altair as alt
import pandas as pd
import streamlit as st

from analytics import export

Chart = alt.LayerChart | alt.Chart
PICTURES = {".png": "Image PNG", ".svg": "Image SVG"}


def offer(name: str, draw: Callable[[], Chart], table: pd.DataFrame, *, title: str, source: str) -> None:
    """Show the buttons that download a chart and its table; ``draw`` is called when a picture is asked for."""
    with st.container(horizontal=True):
        for suffix, label in PICTURES.items():
            st.download_button(
                label,
                lambda suffix=suffix: export.to_bytes(draw(), suffix, title=title, source=source),
                f"{name}{suffix}",
                on_click="ignore",
                key=f"{name}{suffix}",
                icon=":material/download:",
            )
        st.download_button(
            "Tableau CSV",
            table.to_csv(index=False).encode("utf-8-sig"),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
            key=f"{name}.csv",
            icon=":material/download:",
        )
