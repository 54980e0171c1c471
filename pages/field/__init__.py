"""Pages of the field: library, import, document, sites, chronology."""
