"""A session as one line of the keystore: whole, or refused without a word of what it holds."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.foundation.moment import LATEST
from desktop.foundation.secret import Secret
from desktop.session.expiry import ClockMark
from desktop.session.record import SessionRecord, Tokens, encode_record, parse_record

MARK = ClockMark(offset=-86400.5, wall=1.6e9, boot=1000.25, boot_id="boot-1")
TIMES = some.floats(0, LATEST)


def tokens(name: str = "first", expires_at: float = 1.6e9) -> Tokens:
    return Tokens(
        access_token=Secret(f"{name} access token"),
        id_token=Secret(f"{name} identity token"),
        refresh_token=Secret(f"{name} refresh token"),
        issued_at=1.5e9,
        expires_at=expires_at,
    )


RECORD = SessionRecord(
    generation=7, user_id="u", identifier="hello@example.com", identifier_type="EMAIL",
    way_in="OTP", channel="SMS", signed_in_at=1.5e9, renewed_at=1.55e9, mark=MARK, tokens=tokens(),
)  # fmt: skip


@given(
    text=some.text(max_size=40),
    generation=some.integers(0, 2**40),
    moment=TIMES,
    attempt=some.text(max_size=22),
    answered=some.booleans(),
)
def test_what_was_written_is_read_again_from_one_line_of_ascii(
    text: str, generation: int, moment: float, attempt: str, answered: bool
) -> None:
    record = replace(
        RECORD,
        generation=generation,
        identifier="".join(filter(str.isprintable, text)),
        signed_in_at=moment,
        tokens=tokens(f"é\n{text}", moment),
        attempt_id=attempt,
        answer=tokens("second") if answered else None,
    )
    line = encode_record(record)
    assert line.isascii()
    assert line.isprintable()
    assert parse_record(line) == record


def changed(**fields: object) -> str:
    return json.dumps({**json.loads(encode_record(RECORD)), **fields})


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        changed(format="1"),
        changed(mark=[1, 2, 3]),
        changed(tokens=["a", "b", "c", 1]),
        changed(tokens=["a", "b", 3, 1, 1]),
        changed(tokens=["a", "b", "c", "1", 1]),
        changed(answer="token"),
        changed(generation="many"),
        changed(signed_in_at=None),
        changed(signed_in_at=float("nan")),
        changed(renewed_at=10**400),
        changed(mark=[float("inf"), 0, 0, "boot"]),
        changed(tokens=["a", "b", "c", 1, 1e30]),
        changed(tokens=["a", "b", "c", 1, float("nan")]),
        changed(identifier="half \ud800"),
        changed(identifier="\u202emoc.elpmaxe"),
        changed(user_id=["u"]),
        changed(tokens=["a", "b", "half \ud800", 1, 1]),
        encode_record(RECORD).replace('"user_id"', '"user"'),
    ],
)
def test_anything_else_is_damaged_and_nothing_of_it_is_repeated(line: str) -> None:
    with pytest.raises(RecordDamagedError) as refused:
        parse_record(line)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_one_of_a_newer_version_says_so() -> None:
    with pytest.raises(RecordNewerError):
        parse_record(changed(format=2, tokens="in another way"))


class TestPhases:
    """Settled, about to renew, answered: each step counts on and loses nothing too early."""

    def test_an_intent_keeps_the_session(self) -> None:
        record = RECORD.with_intent("attempt")
        assert (record.generation, record.attempt_id) == (8, "attempt")
        assert record.tokens == RECORD.tokens

    def test_an_answer_stands_beside_the_session_until_it_is_verified(self) -> None:
        record = RECORD.with_intent("attempt").with_answer(tokens("second"))
        assert (record.generation, record.mark) == (9, MARK)
        assert record.tokens == RECORD.tokens
        assert record.attempt_id == "attempt"

    def test_settled_it_takes_the_place_of_the_session(self) -> None:
        answered = RECORD.with_intent("attempt").with_answer(tokens("second"))
        record = answered.settled(tokens("second"), MARK)
        assert record == replace(RECORD, generation=10, renewed_at=1.5e9, tokens=tokens("second"))

    def test_distrusted_its_refresh_token_alone_is_kept(self) -> None:
        answered = RECORD.with_intent("attempt").with_answer(tokens("second"))
        record = answered.distrusted(repeats=False)
        assert record.tokens.access_token == RECORD.tokens.access_token
        assert record.tokens.refresh_token == tokens("second").refresh_token
        assert (record.attempt_id, record.answer) == ("", None)
        assert RECORD.distrusted(repeats=False) == RECORD

    def test_distrusted_where_the_service_repeats_it_the_attempt_goes_on(self) -> None:
        before = RECORD.with_intent("attempt")
        record = before.with_answer(tokens("second")).distrusted(repeats=True)
        assert record == replace(before, generation=record.generation)
