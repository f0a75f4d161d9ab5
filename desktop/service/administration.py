"""What the people who run a service do to its database: keys, users, audit."""

import json
import re
from collections.abc import Iterator, Mapping

from desktop.service.audit import AuditEvent, AuditRecord
from desktop.service.clock import Clock
from desktop.service.errors import OptionsError
from desktop.service.master_key import MasterKey
from desktop.service.projects import Compatibility, Project
from desktop.service.randomness import RandomBytes
from desktop.service.redirect_urls import is_allowed_url_entry
from desktop.service.registration import NewProject, create_project
from desktop.service.signing_keys import SigningKeys
from desktop.service.store import Store
from desktop.service.timestamps import rfc3339
from desktop.service.wire import Json

MAX_NAME_CHARACTERS = 80

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?")


def add_project(
    store: Store,
    master_key: MasterKey,
    *,
    name: str,
    compatibility: Compatibility,
    allowed_urls: tuple[str, ...],
    allowed_origins: tuple[str, ...],
    now: float,
    random_bytes: RandomBytes,
) -> NewProject:
    """Make one more project.

    Raises:
        OptionsError: the name, a URL or an origin can't be one.
    """
    if not name.isprintable() or not 0 < len(name) <= MAX_NAME_CHARACTERS:
        raise OptionsError(f"A project's name has 1 to {MAX_NAME_CHARACTERS} printable characters.")
    for url in allowed_urls:
        if not is_allowed_url_entry(url):
            raise OptionsError(
                f"{url} is not scheme://host; loopback is allowed without being named."
            )
    for origin in allowed_origins:
        if not _ORIGIN.fullmatch(origin):
            raise OptionsError(f"{origin} is not an origin such as https://app.example.com.")
    with store.transaction():
        return create_project(
            store,
            master_key,
            name=name,
            compatibility=compatibility,
            allowed_urls=allowed_urls,
            allowed_origins=allowed_origins,
            now=now,
            random_bytes=random_bytes,
        )


def rotate_keys(
    store: Store,
    master_key: MasterKey,
    clock: Clock,
    random_bytes: RandomBytes,
    *,
    stolen: bool = False,
) -> None:
    """Make new signing keys; a running service takes them up with its next token.

    What ``stolen`` keys have signed counts no more.

    Raises:
        MasterKeyError: the master key is not the one of this store.
    """
    SigningKeys(store, master_key, clock, random_bytes).rotate(stolen=stolen)
    store.audit.add(AuditRecord(at=clock(), event=AuditEvent.KEYS_ROTATED, detail={}))


def invited_project(store: Store, api_key_id: str) -> Project:
    """The project that people are to be invited to: the named one, or the only one.

    Raises:
        OptionsError: there is none, or there are several and none is named.
    """
    if api_key_id:
        named = store.projects.find(api_key_id)
        if named is None:
            raise OptionsError(f"There is no project {api_key_id}.")
        return named
    projects = store.projects.all()
    if not projects:
        raise OptionsError("There is no project yet. Make one with “service create-key NAME”.")
    if len(projects) > 1:
        names = ", ".join(f"{one.id} ({one.name})" for one in projects)
        raise OptionsError(f"There are several projects; name one with --api-key: {names}.")
    return projects[0]


def identity_key(
    store: Store, master_key: MasterKey, clock: Clock, random_bytes: RandomBytes
) -> str:
    """The public key that this service is known by (cotter-api 13.1), base64.

    Raises:
        MasterKeyError: the master key is not the one of this store.
    """
    return SigningKeys(store, master_key, clock, random_bytes).identity_key().public


def set_disabled(store: Store, user_id: str, *, disabled: bool, now: float) -> None:
    """Let a user in no more, or again. Their sessions can't be renewed meanwhile.

    Raises:
        OptionsError: there is no such user.
    """
    with store.transaction():
        user = store.users.get(user_id)
        if user is None:
            raise OptionsError(f"There is no user {user_id}. Nothing was changed.")
        store.users.set_disabled(user_id, now if disabled else None, now)
        event = AuditEvent.USER_DISABLED if disabled else AuditEvent.USER_ENABLED
        store.audit.add(
            AuditRecord(at=now, event=event, project_id=user.project_id, user_id=user_id, detail={})
        )


def describe_projects(store: Store, *, as_json: bool) -> Iterator[str]:
    """One line a project."""
    for project in store.projects.all():
        yield _line(
            {
                "api_key_id": project.id,
                "name": project.name,
                "compatibility": project.compatibility,
                "allowed_urls": list(project.allowed_urls),
                "allowed_origins": list(project.allowed_origins),
                "created_at": rfc3339(project.created_at),
            },
            as_json=as_json,
        )


def describe_users(store: Store, *, as_json: bool) -> Iterator[str]:
    """One line a user."""
    for user in store.users.all():
        yield _line(
            {
                "id": user.id,
                "project": user.project_id,
                "identifier": user.identifier,
                "created_at": rfc3339(user.created_at),
                "proved": user.proved_at is not None,
                "disabled": user.disabled_at is not None,
            },
            as_json=as_json,
        )


def describe_audit(store: Store, *, as_json: bool) -> Iterator[str]:
    """One line an event, the oldest first."""
    for record in store.audit.each():
        yield _line(
            {
                "at": rfc3339(record.at),
                "event": record.event,
                "project": record.project_id,
                "user": record.user_id,
                **record.detail,
            },
            as_json=as_json,
        )


def _line(fields: Mapping[str, Json], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(fields)
    first, *rest = fields.items()
    words = [str(first[1])]
    words += [_word(name, value) for name, value in rest if value not in (None, [])]
    return "  ".join(words)


def _word(name: str, value: Json) -> str:
    return str(value) if name == "event" else f"{name}={json.dumps(value, ensure_ascii=False)}"
