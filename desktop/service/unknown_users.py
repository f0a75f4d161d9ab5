"""Ids for identifiers that nobody has here (cotter-api 13.6, 13.7).

Whoever asks in the name of an identifier gets a user id whether there is such a user or not, and
the same one each time: otherwise two questions would tell which identifiers are known.
"""

import uuid

from desktop.service.identifiers import canonical_form
from desktop.service.master_key import MasterKey, Purpose
from desktop.service.projects import Project


def made_up_user_id(master_key: MasterKey, project: Project, name: str) -> str:
    """A version 4 UUID that only this service can tell from a real user's id."""
    digest = master_key.mac(Purpose.UNKNOWN_USER, project.id, canonical_form(name))
    return str(uuid.UUID(bytes=digest[:16], version=4))
