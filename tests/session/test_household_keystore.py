"""The keystore of the household: locked, absent, another one than before, chosen by the person."""

import asyncio
from pathlib import Path

import pytest

from desktop.foundation.errors import (
    KeystoreChangedError,
    KeystoreLockedError,
    KeystoreUnavailableError,
    PassphraseWrongError,
)
from desktop.foundation.secret import Secret
from desktop.session.snapshot import Headline, NextStep, Obstacle, SessionFact
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.secret_service import SecretService
from tests.parts.service import Service

REAL = "secret-service"
PASSPHRASE = Secret("correct horse battery staple")
LATER = 1e12
"""A wall time, for headlines that do not depend on it."""


class TestLocked:
    """A real Secret Service that is locked: said, waited for, never shown as signed out."""

    async def test_who_it_is_stays_on_show_and_unlocking_elsewhere_is_noticed_by_the_next_beat(
        self, home: Path, service: Service, secret_service: SecretService
    ) -> None:
        async with AtHome(home, REAL) as at:
            await at.connect(service)
            await at.sign_in(service)
        secret_service.lock()
        async with AtHome(home, REAL) as at:
            assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            assert at.shown.identifier == ADDRESS
            assert at.shown.next_step() is NextStep.UNLOCK_KEYSTORE
            assert await at.house.shown.access_token() is None
            assert isinstance(at.shown.problem, KeystoreLockedError)
            assert await at.house.beat() == 30
            secret_service.unlock()
            await at.house.beat()
            assert (at.shown.session, at.shown.obstacle) == (SessionFact.ACTIVE, Obstacle.NONE)

    async def test_what_was_proved_meanwhile_is_stored_once_it_is_open(
        self, home: Path, service: Service, secret_service: SecretService
    ) -> None:
        async with AtHome(home, REAL) as at:
            await at.connect(service)
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            secret_service.lock()
            await at.house.shown.submit_code(Secret(service.next_code(ADDRESS)))
            assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            assert at.shown.next_step() is NextStep.UNLOCK_KEYSTORE
            await at.house.beat()
            secret_service.unlock()
            assert secret_service.labels == []
            await at.house.beat()
            assert (at.shown.session, at.shown.identifier) == (SessionFact.ACTIVE, ADDRESS)
        async with AtHome(home, REAL) as again:
            assert again.shown.session is SessionFact.ACTIVE

    async def test_who_signed_out_meanwhile_is_not_signed_in_by_it(
        self, home: Path, service: Service, secret_service: SecretService
    ) -> None:
        async with AtHome(home, REAL) as at:
            await at.connect(service)
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            secret_service.lock()
            await at.house.shown.submit_code(Secret(service.next_code(ADDRESS)))
            await at.house.shown.sign_out()
            secret_service.unlock()
            await at.house.beat()
            assert at.shown.session is SessionFact.NONE
            assert secret_service.labels == []

    async def test_one_that_dies_and_comes_back_costs_nothing(
        self, home: Path, service: Service, secret_service: SecretService
    ) -> None:
        async with AtHome(home, REAL) as at:
            await at.connect(service)
            await at.sign_in(service)
            secret_service.kill()
            await at.house.shown.renew()
            assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            assert at.shown.identifier == ADDRESS
            secret_service.start()
            await at.house.beat()
            await at.house.shown.renew()
            assert at.shown.problem is None
            assert at.shown.renewals[-1].on_time == 1

    async def test_one_that_hangs_is_given_up_after_five_seconds_and_keeps_nobody_from_leaving(
        self, home: Path, service: Service, secret_service: SecretService
    ) -> None:
        at = AtHome(home, REAL)
        async with at:
            await at.connect(service)
            secret_service.pause()
            async with asyncio.timeout(8):
                await at.house.beat()
                await at.house.shown.renew()
            assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 1
        secret_service.resume()


class TestAbsent:
    """No keystore at all: the person chooses, once and in words."""

    async def test_it_is_said_and_memory_can_be_chosen(self, home: Path, service: Service) -> None:
        async with AtHome(home, "") as at:
            await at.connect(service)
            assert at.shown.obstacle is Obstacle.KEYSTORE_UNAVAILABLE
            assert at.shown.next_step() is NextStep.CHOOSE_KEYSTORE
            assert isinstance(at.shown.problem, KeystoreUnavailableError)
            await at.house.choose_keystore("memory", None)
            assert (at.shown.session, at.shown.obstacle) == (SessionFact.NONE, Obstacle.NONE)
            await at.sign_in(service)
            assert at.shown.kept_in == "memory"
        async with AtHome(home, "") as again:
            assert again.shown.session is SessionFact.NONE
            assert again.shown.identifier == ""

    async def test_a_vault_file_keeps_the_session_behind_its_passphrase(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home, "") as at:
            await at.connect(service)
            await at.house.choose_keystore("vault-file", PASSPHRASE)
            await at.sign_in(service)
            assert at.shown.kept_in == "vault file"
        async with AtHome(home, "") as again:
            assert again.overview.passphrase_needed
            assert again.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            assert again.shown.identifier == ADDRESS
            await again.house.open_vault(Secret("something else"))
            assert isinstance(again.overview.problem, PassphraseWrongError)
            assert again.overview.passphrase_needed
            await again.house.open_vault(PASSPHRASE)
            assert again.shown.session is SessionFact.ACTIVE
            assert not again.overview.passphrase_needed
            assert again.overview.problem is None


class TestChanged:
    """Another one than last time is an error that says so; nothing is moved silently."""

    @pytest.mark.usefixtures("secret_service")
    async def test_it_is_said_who_is_known_stays_on_show_and_the_one_of_now_can_be_chosen(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home, REAL) as at:
            await at.connect(service)
            await at.sign_in(service)
        async with AtHome(home) as at:
            assert at.overview.keystore_choice
            assert isinstance(at.overview.problem, KeystoreChangedError)
            assert at.shown.identifier == ADDRESS
            assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            await at.house.choose_keystore("here-now", None)
            assert not at.overview.keystore_choice
            assert at.shown.session is SessionFact.NONE
            assert at.shown.kept_in == "memory"
