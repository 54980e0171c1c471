"""The errors of interpretation, each one French sentence."""

from corpus.errors import FilRougeError


class CodebookError(FilRougeError):
    """A code, a coding or a codebook file cannot be used as asked."""


class LinkError(FilRougeError):
    """An argument between events and milestones cannot be written as asked."""
