"""A secret is seen by whoever asks for it by name, and by nobody else."""

import copy
import json
import logging
import pickle
import traceback
from dataclasses import dataclass

import pytest

from desktop.foundation.secret import Secret

TEXT = "correct horse battery staple"


@dataclass(frozen=True, slots=True)
class Holder:
    """Something that has one."""

    secret: Secret


@pytest.mark.parametrize(
    "shown",
    [
        str,
        repr,
        lambda secret: f"{secret} {secret!r} {secret!s:>40}",
        lambda secret: f"{[secret]} { {'a': secret} } {(secret,)}",
        lambda secret: str(Holder(secret)),
        lambda secret: "%s %r" % (secret, secret),  # noqa: UP031 - one of the ways
        lambda secret: str(ValueError(secret)),
        lambda secret: str(vars(type(secret))),
    ],
)
def test_it_prints_as_an_ellipsis_everywhere(shown: object) -> None:
    assert callable(shown)
    assert TEXT not in shown(Secret(TEXT))


def test_a_traceback_with_it_as_a_local_does_not_show_it() -> None:
    secret = Secret(TEXT)
    try:
        raise ValueError(secret)
    except ValueError as error:
        summary = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert TEXT not in "".join(summary.format()).replace(f"TEXT = '{TEXT}'", "")


def test_a_log_record_does_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("test").info("got %s and %r", Secret(TEXT), Secret(TEXT))
    assert "…" in caplog.text
    assert TEXT not in caplog.text


@pytest.mark.parametrize(
    "carry_off", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps, hash, vars]
)
def test_it_can_be_carried_nowhere(carry_off: object) -> None:
    assert callable(carry_off)
    with pytest.raises(TypeError):
        carry_off(Secret(TEXT))


def test_equal_texts_are_equal_secrets_and_no_text_is() -> None:
    assert Secret(TEXT) == Secret(TEXT)
    assert Secret(TEXT) != Secret(TEXT + "!")
    assert Secret("ü") != Secret("u")
    assert Secret(TEXT) != TEXT
