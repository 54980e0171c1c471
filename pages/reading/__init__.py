"""Pages of reading: the timeline and the tables of figures."""
