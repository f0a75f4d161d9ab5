"""A claim of the access token as it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Plain name, value as a person reads it, the claim's own name, and the whole value."""

    name: str
    value: str
    mark: str
    whole: str
