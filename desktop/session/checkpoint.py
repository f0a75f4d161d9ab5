"""The numbered steps at which a process may be killed, for tests to stop there.

Each procedure calls ``checkpoint(step)`` right after the step is done. In production that is
:func:`pass_by`; there is no switch for anything else.
"""

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """Every point between two effects, in the order they happen."""

    RENEWAL_LOCKED = "renewal 1: lock taken"
    RENEWAL_READ = "renewal 2: record read"
    RENEWAL_INTENT = "renewal 3: intent written"
    RENEWAL_ANSWERED = "renewal 4: service answered"
    RENEWAL_STORED = "renewal 5: answer stored, unverified"
    RENEWAL_READ_BACK = "renewal 6: answer read back"
    RENEWAL_VERIFIED = "renewal 7: answer verified"
    RENEWAL_SETTLED = "renewal 8: answer settled"
    RENEWAL_ANNOUNCED = "renewal 9: generation advanced"
    ADOPTION_LOCKED = "first store 1: lock taken"
    ADOPTION_STORED = "first store 2: record written"
    ADOPTION_READ_BACK = "first store 3: record read back"
    ADOPTION_ANNOUNCED = "first store 4: generation advanced"
    ADOPTION_NOTED = "first store 5: earlier session noted for revocation"
    ADOPTION_CLEARED = "first store 6: earlier session taken out of the record"
    SIGN_OUT_LOCKED = "sign-out 1: lock taken"
    SIGN_OUT_NOTED = "sign-out 2: revocation noted"
    SIGN_OUT_DELETED = "sign-out 3: session deleted"
    SIGN_OUT_ANNOUNCED = "sign-out 4: generation advanced"
    SIGN_OUT_TOLD = "sign-out 5: service told"
    SIGN_OUT_FORGOTTEN = "sign-out 6: note deleted"
    ENDING_NOTED = "ending 1: reason noted"
    ENDING_DELETED = "ending 2: session deleted"
    ENDING_ANNOUNCED = "ending 3: generation advanced"
    ENROLMENT_LOCKED = "enrolment 1: lock taken"
    ENROLMENT_STORED = "enrolment 2: key stored"
    ENROLMENT_TOLD = "enrolment 3: service told"
    ENROLMENT_SETTLED = "enrolment 4: key marked as enrolled"
    ENROLMENT_ANNOUNCED = "enrolment 5: generation advanced"
    MIGRATION_LOCKED = "migration 1: locks of all profiles taken, records read"
    MIGRATION_NOTED = "migration 2: what the other keystore gets noted as a copy"
    MIGRATION_COPIED = "migration 3: records written there"
    MIGRATION_READ_BACK = "migration 4: records read back"
    MIGRATION_SWITCHED = "migration 5: the other one used from now on"
    MIGRATION_DELETED = "migration 6: records deleted in the one of before"
    MIGRATION_SETTLED = "migration 7: no copy noted any more"
    MIGRATION_ANNOUNCED = "migration 8: generations advanced"


Checkpoint = Callable[[Step], None]


def pass_by(step: Step) -> None:
    """Go on."""
