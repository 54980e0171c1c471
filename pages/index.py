"""The front door: which study, who is working, then the page that was asked for. No page is reached without it."""

import streamlit as st

from corpus.errors import FilRougeError
from pages.parts import entrance, french, front_memory, guard, menu

st.set_page_config(page_title="Fil rouge", page_icon=entrance.ICON, layout="wide")
french.speak()
st.html(entrance.DENSITY)

role = None
if guard.is_in():
    try:
        role = entrance.role_at_work()
    except FilRougeError as error:
        guard.leave()
        st.error(str(error))

page = st.navigation(menu.pages(role), position="hidden" if role is None else "top")
if role is None:
    front_memory.recall()
    entrance.ask()
else:
    front_memory.keep()
    entrance.banner()
    page.run()
