"""How the words behind the program's name are read."""

import pytest

from desktop.wish import Wish, read_wish

LINK = "cotter-authenticator://add?service=https://login.example.com&api-key-id=1"


def test_without_words_the_window_is_opened() -> None:
    assert read_wish([]) == Wish()


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        (["--hidden"], Wish(hidden=True)),
        (["--demo"], Wish(demo=True)),
        ([LINK], Wish(link=LINK)),
        ([LINK.upper()], Wish(link=LINK.upper())),
    ],
)
def test_words_say_how_it_is_to_start(words: list[str], wish: Wish) -> None:
    assert read_wish(words) == wish


@pytest.mark.parametrize(
    "words", [[LINK, "--demo"], ["--hidden", LINK], [LINK, LINK], ["https://login.example.com"]]
)
def test_a_link_brings_no_options_along(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_wish(words)
    assert ended.value.code == 2
    assert "unrecognized arguments" in capsys.readouterr().err
