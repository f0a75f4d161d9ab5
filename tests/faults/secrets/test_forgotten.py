"""Secrets are forgotten as soon as nobody needs them: nothing in the process refers to them."""

import asyncio
import gc
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeAlias

import pytest

from desktop.foundation.secret import Secret
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.service import Service

Digest: TypeAlias = bytes


def digest_of(text: str) -> Digest:
    """What a test may keep of a secret without keeping it alive itself."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def in_secrets() -> set[Digest]:
    """Every text that a ``Secret`` of this process holds."""
    gc.collect()
    return {digest_of(one.reveal()) for one in gc.get_objects() if isinstance(one, Secret)}


@pytest.fixture
async def person(home: Path) -> AsyncIterator[AtHome]:
    async with AtHome(home, "memory") as at_home:
        yield at_home


async def submit_next_code(person: AtHome, service: Service) -> Digest:
    """Type the code; what is kept of it."""
    code = service.next_code(ADDRESS)
    await person.house.shown.submit_code(Secret(code))
    return digest_of(code)


async def settled() -> None:
    """Let what has ended be taken down."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_a_code_is_forgotten_once_it_was_used(person: AtHome, service: Service) -> None:
    await person.connect(service)
    await person.house.shown.send_code(ADDRESS, "", "EMAIL")
    code = await submit_next_code(person, service)
    await settled()
    assert code not in in_secrets()


async def test_signing_in_leaves_the_tokens_and_the_fresh_proof_alone(
    person: AtHome, service: Service
) -> None:
    before = in_secrets()
    await person.connect(service)
    await person.sign_in(service)
    await settled()
    # Access, id and refresh token, and the proof that lasts ten minutes: no code, no verifier.
    assert len(in_secrets() - before) == 4


async def test_a_renewal_leaves_nothing_of_the_tokens_before(
    person: AtHome, service: Service
) -> None:
    await person.connect(service)
    await person.sign_in(service)
    before = in_secrets()
    await person.house.shown.renew()
    await settled()
    assert len(before - in_secrets()) == 3


async def test_nothing_is_left_after_signing_out(person: AtHome, service: Service) -> None:
    before = in_secrets()
    await person.connect(service)
    await person.sign_in(service)
    made = in_secrets() - before
    assert made
    await person.house.shown.sign_out()
    await person.until(lambda shown: not shown.identifier, "the end of the session")
    await settled()
    assert made & in_secrets() == set()


async def test_a_passphrase_is_forgotten_with_the_first_record(
    home: Path, service: Service
) -> None:
    passphrase = f"{os.urandom(8).hex()}"
    kept = digest_of(passphrase)
    async with AtHome(home, "vault-file") as person:
        await person.house.open_vault(Secret(passphrase))
        await person.connect(service)
        await person.sign_in(service)
        await settled()
        assert kept not in in_secrets()
