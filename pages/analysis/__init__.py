"""Pages of analysis: the links."""
