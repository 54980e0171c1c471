"""Names put out of a document: proposed by the program, decided one by one by a person, kept in the keys of the study.

The program never replaces a name by itself: what it finds is a proposal, and it misses some.
"""
