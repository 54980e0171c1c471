"""Pages of the study itself: home, studies, members, history, help."""
