"""Identities: every record has a GUID, so that two files can be merged and an exchange keeps who is who."""

import uuid


def new_id() -> str:
    """Return a fresh GUID, 36 characters, lower case."""
    return str(uuid.uuid4())


def derived_id(*names: str) -> str:
    """Return the GUID that always belongs to these names (RFC 4122 version 5), for records built from files."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "fil-rouge:" + "/".join(names)))


def is_id(text: str) -> bool:
    """Say whether a text is written like a GUID."""
    try:
        return str(uuid.UUID(text)) == text
    except (ValueError, AttributeError, TypeError):
        return False
