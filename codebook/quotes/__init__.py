"""Verbatims: the passages of a code, or of codes joined together, read across documents.

``query`` reads a formula, ``stretches`` holds its algebra, ``filters`` what narrows it, ``reading`` finds and pages,
``surroundings`` adds who speaks and the neighbourhood, ``recoding`` changes a chosen set, ``exporting`` writes files.
"""
