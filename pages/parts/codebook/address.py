"""Which code the page shows: the address says it, so that it can be shared."""

import streamlit as st


def shown() -> str | None:
    """Return the GUID of the code the address names, if any."""
    return st.query_params.get("code")


def show(code: str | None) -> None:
    """Put a code in the address, or none."""
    st.query_params.clear()
    if code:
        st.query_params["code"] = code
