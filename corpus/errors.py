"""The sentences a person reads when something cannot be done.

Keeps the family of exceptions raised below ``pages/``. Each message is one French sentence that says what happened
and what to do next; the technical cause is chained, never shown.
"""


class FilRougeError(Exception):
    """Base of every error that carries a sentence for the person."""


class StudyError(FilRougeError):
    """The study file, or a record in it, cannot be used as asked."""


class ReaderError(FilRougeError):
    """A received file cannot be turned into a reading text."""


class DateError(FilRougeError):
    """A date is not written in one of the accepted EDTF forms."""


class AccessError(FilRougeError):
    """The person at work may not read or write this."""
