"""Making projects and users: what each begins with (cotter-api 0.2, 4.2)."""

from dataclasses import dataclass

from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent, AuditRecord
from desktop.service.identifiers import canonical_form
from desktop.service.master_key import MasterKey, Purpose
from desktop.service.projects import Compatibility, Project
from desktop.service.randomness import RandomBytes, new_secret, new_uuid
from desktop.service.store import Store
from desktop.service.users import User


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project just made, with the one sight of its secret."""

    project: Project
    api_secret_key: str

    def __repr__(self) -> str:
        return f"NewProject({self.project.id})"


def create_project(
    store: Store,
    master_key: MasterKey,
    *,
    name: str,
    compatibility: Compatibility,
    allowed_urls: tuple[str, ...] = (),
    allowed_origins: tuple[str, ...] = (),
    now: float,
    random_bytes: RandomBytes,
) -> NewProject:
    """Make a project in the transaction under way; of its secret a keyed hash is kept."""
    secret = new_secret(random_bytes)
    project = Project(
        id=new_uuid(random_bytes),
        name=name,
        secret_mac=master_key.mac(Purpose.API_SECRET, secret),
        compatibility=compatibility,
        allowed_urls=allowed_urls,
        allowed_origins=allowed_origins,
        created_at=now,
    )
    store.projects.add(project)
    store.audit.add(
        AuditRecord(at=now, event=AuditEvent.PROJECT_CREATED, project_id=project.id, detail={})
    )
    return NewProject(project, secret)


def create_user(
    service: Service,
    project: Project,
    *,
    identifier: str | None,
    client_user_id: str = "",
) -> User:
    """Make a user inside the transaction under way; identifier and id must be free."""
    now = service.clock()
    user_id = new_uuid(service.random_bytes)
    user = User(
        id=user_id,
        project_id=project.id,
        client_user_id=client_user_id or user_id,
        identifier=None if identifier is None else _written(identifier),
        created_at=now,
        updated_at=now,
        proved_at=None,
        disabled_at=None,
    )
    service.store.users.add(user)
    service.note(AuditEvent.USER_CREATED, project, user.id)
    return user


def _written(identifier: str) -> str:
    # One spelling in every answer and token, whatever the case it was typed in.
    return canonical_form(identifier)
