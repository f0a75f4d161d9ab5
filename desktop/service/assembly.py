"""The parts of one running service, put together."""

from contextlib import suppress
from dataclasses import dataclass

from desktop.service.audit import AuditEvent, AuditRecord
from desktop.service.clock import Clock
from desktop.service.courier import Courier, Delivery
from desktop.service.errors import StoreUnavailableError
from desktop.service.master_key import MasterKey
from desktop.service.messages import Message
from desktop.service.open_connections import ALTOGETHER
from desktop.service.projects import Project
from desktop.service.randomness import RandomBytes
from desktop.service.settings import ServiceSettings
from desktop.service.signing_keys import SigningKeys
from desktop.service.store import Store
from desktop.service.waiting import Waiting
from desktop.service.wire import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What flows and routes work with. Time and randomness come from here and nowhere else."""

    settings: ServiceSettings
    store: Store
    master_key: MasterKey
    keys: SigningKeys
    courier: Courier
    waiting: Waiting
    clock: Clock
    random_bytes: RandomBytes

    def note(
        self,
        event: AuditEvent,
        project: Project | None = None,
        user_id: str | None = None,
        **detail: Json,
    ) -> None:
        """Write one event to the audit, in the transaction under way if there is one."""
        self.store.audit.add(
            AuditRecord(
                at=self.clock(),
                event=event,
                project_id=None if project is None else project.id,
                user_id=user_id,
                detail=detail,
            )
        )


def assemble(
    *,
    settings: ServiceSettings,
    store: Store,
    master_key: MasterKey,
    delivery: Delivery,
    clock: Clock,
    random_bytes: RandomBytes,
    connections: int = ALTOGETHER,
) -> Service:
    """Put a service together that can have so many ``connections``.

    Raises:
        MasterKeyError: the master key is not the one of this store.
    """

    def note_failure(message: Message) -> None:
        record = AuditRecord(
            at=clock(), event=AuditEvent.MESSAGE_FAILED, detail={"channel": message.channel}
        )
        # The store has said that it takes nothing; the messages go on.
        with suppress(StoreUnavailableError):
            store.audit.add(record)

    return Service(
        settings=settings,
        store=store,
        master_key=master_key,
        keys=SigningKeys(store, master_key, clock, random_bytes),
        courier=Courier(delivery, clock, note_failure),
        waiting=Waiting(random_bytes, connections),
        clock=clock,
        random_bytes=random_bytes,
    )
