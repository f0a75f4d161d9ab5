"""README's lines for curl and for a shell."""

import json
import subprocess

from tests.parts.child import PATIENCE, program
from tests.parts.service import Service
from tests.programs.backend import Backend
from tests.programs.conftest import ADDRESS
from tests.programs.readme import line_shown, number_of_blocks

EXAMPLE = "https://api.example.com/"


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program("sh"), "-c", script],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        start_new_session=True,
    )


def curl_line(url: str) -> str:
    line = line_shown("| curl")
    assert line.count(EXAMPLE) == 1
    return line.replace("curl --fail", f"{program('curl')} --silent --show-error --fail").replace(
        EXAMPLE, url
    )


def test_readme_shows_nothing_that_is_not_run() -> None:
    assert number_of_blocks() == len({"curl", "shell", "kubeconfig", "client.py", "backend.py"})


def test_curl_calls_the_backend_as_whoever_is_signed_in(api: Backend) -> None:
    ended = run(curl_line(api.url))
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["identifier"] == ADDRESS


def test_curl_gets_no_header_where_nobody_is_signed_in(api: Backend, signed_in: Service) -> None:
    assert run("cotter-authenticator sign-out").returncode == 0
    ended = run(curl_line(api.url))
    assert ended.returncode == 22  # curl: the answer was an error
    assert ended.stdout == ""
    assert "Nobody is signed in to “Work”. Sign in first." in ended.stderr
    assert "401" in ended.stderr


def test_a_shell_hands_it_to_what_it_starts(signed_in: Service) -> None:
    ended = run(
        f"set -eu\n{line_shown('eval')}\n"
        "sh -c 'printf %s \"$COTTER_ACCESS_TOKEN\"' | cksum\n"
        'printf %s "$(cotter-authenticator token)" | cksum\n'
        'echo "${line-gone}"'
    )
    assert ended.returncode == 0, ended.stderr
    told, printed, line = ended.stdout.splitlines()
    assert told == printed
    assert int(told.split()[1]) > 300
    assert line == "gone"


def test_a_shell_is_told_where_there_is_none(signed_in: Service) -> None:
    assert run("cotter-authenticator sign-out").returncode == 0
    ended = run(f'{line_shown("eval")} || echo "ended with $?"')
    assert ended.stdout == "ended with 3\n"
    assert "Nobody is signed in to “Work”." in ended.stderr
