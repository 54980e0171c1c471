"""The interpretation: codes, codings, links and their evidence."""
