"""The guide, as it stands in ``docs``."""

import re
from pathlib import Path

import streamlit as st

from pages.parts import guard

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"

with guard.study():
    # Pictures of the guide are for reading outside the program: the address of a file means nothing here.
    st.markdown(re.sub(r"!\[[^\]]*\]\([^)]*\)\n?", "", GUIDE.read_text(encoding="utf-8")))
