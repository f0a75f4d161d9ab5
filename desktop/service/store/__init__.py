"""The service's state: one SQLite file, one module a concept, no SQL anywhere else.

Secrets never reach it in clear: codes, tokens, proofs and API secrets come as keyed hashes and
private keys come wrapped (cotter-api 13.8).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.service.store.audit import AuditRows
from desktop.service.store.authorization_codes import AuthorizationCodeRows
from desktop.service.store.challenges import ChallengeRows
from desktop.service.store.database import Database
from desktop.service.store.devices import DeviceRows
from desktop.service.store.event_challenges import EventChallengeRows
from desktop.service.store.events import EventRows
from desktop.service.store.fresh_proofs import FreshProofRows
from desktop.service.store.identities import IdentityRows
from desktop.service.store.occurrences import OccurrenceRows
from desktop.service.store.offers import OfferRows
from desktop.service.store.projects import ProjectRows
from desktop.service.store.proof_ids import ProofIdRows
from desktop.service.store.refresh_families import RefreshFamilyRows
from desktop.service.store.replays import ReplayRows
from desktop.service.store.signing_keys import SigningKeyRows
from desktop.service.store.users import UserRows


class Store:
    """Everything the service remembers.

    Changes of one request belong in one ``transaction()``; with no ``await`` inside it, requests
    never see each other half done.
    """

    def __init__(self, path: Path) -> None:
        """Open the file at ``path``, making it (0600) and bringing its tables up to date.

        Raises:
            DatabaseError: it can't be opened, is no database, or is from a newer version.
        """
        self._database = database = Database(path)
        self.projects = ProjectRows(database)
        self.users = UserRows(database)
        self.identities = IdentityRows(database)
        self.challenges = ChallengeRows(database)
        self.authorization_codes = AuthorizationCodeRows(database)
        self.refresh_families = RefreshFamilyRows(database)
        self.fresh_proofs = FreshProofRows(database)
        self.events = EventRows(database)
        self.event_challenges = EventChallengeRows(database)
        self.occurrences = OccurrenceRows(database)
        self.signing_keys = SigningKeyRows(database)
        self.audit = AuditRows(database)
        self.devices = DeviceRows(database)
        self.offers = OfferRows(database)
        self.replays = ReplayRows(database)
        self.proof_ids = ProofIdRows(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside."""
        with self._database.transaction():
            yield

    def data_version(self) -> int:
        """A number that changes when another process has written to the file."""
        return self._database.data_version()

    def prune(self, now: float) -> Iterator[None]:
        """Forget what no rule can ask for any more, one short step at a time.

        ``now`` in Unix seconds. Between two steps others can be answered.
        """
        for forget in (
            self.challenges.prune,
            self.authorization_codes.prune,
            self.fresh_proofs.prune,
            self.events.prune,
            self.event_challenges.prune,
            self.occurrences.prune,
            self.refresh_families.prune,
            self.audit.prune,
            self.offers.prune,
            self.replays.prune,
            self.proof_ids.prune,
        ):
            while True:
                with self.transaction():
                    forgotten = forget(now)
                yield
                if not forgotten:
                    break

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it."""
        self._database.close()
