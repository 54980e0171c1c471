"""The field: what was recorded. Owns the study file."""
