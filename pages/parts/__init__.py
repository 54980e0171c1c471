"""What several pages share: the guard, the addresses, the notices, the study at hand, the marked text."""
