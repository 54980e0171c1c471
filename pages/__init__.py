"""What people meet: the only code that imports Streamlit.

``index.py`` is the front door, all else stands in folders.
"""
