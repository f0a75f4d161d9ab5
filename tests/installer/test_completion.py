"""Completions in real shells: every command and option, and names of profiles as mere words."""

import os
import subprocess
from pathlib import Path

import pytest

from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, ProfileBook, save_profiles
from desktop.installer.completion import for_bash, for_fish, for_zsh
from desktop.installer.grammar import Command, read_grammar
from tests.parts.child import CHECKOUT, FROM_SOURCE, PATIENCE

NAME = "cotter-authenticator"
EVIL = "x $(touch ran) `touch ran`"
"""A name that others may choose, in an invitation; “ran” is there once a shell obeyed it."""


@pytest.fixture(scope="module")
def program() -> Command:
    return read_grammar()


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The program on the path, with three profiles whose names are odd."""
    tools = tmp_path / "bin"
    tools.mkdir()
    command = tools / NAME
    command.write_text(f'#!/bin/sh\nexec {" ".join(FROM_SOURCE)} "$@"\n', "utf-8")
    command.chmod(0o755)
    environment = {
        "PATH": f"{tools}:/usr/bin:/bin",
        "PYTHONPATH": str(CHECKOUT),
        "HOME": str(tmp_path),
        "COTTER_AUTHENTICATOR_HOME": str(tmp_path / "home"),
        "COTTER_AUTHENTICATOR_KEYSTORE": "memory",
        "LANG": "C.UTF-8",
    }
    book = ProfileBook()
    for number, name in enumerate(("Work", "Zwölf Söhne", EVIL)):
        profile = Profile(
            id=f"profile-{number}",
            name=name,
            service_url="https://sign-in.example.com",
            api_key_id="11111111-2222-4333-8444-555555555555",
            issuer="https://sign-in.example.com",
            identity_key="",
            compatibility="strict",
        )
        book = book.with_added(profile)
    (tmp_path / "home").mkdir(mode=0o700)
    save_profiles(Paths.from_environment(environment).profiles_file, book)
    return environment


def bash(script: str, file: Path, environment: dict[str, str], cwd: Path) -> list[str]:
    """What the function offers for the words that ``script`` completes."""
    said = subprocess.run(
        ["bash", "--norc", "-c", f'source "{file}" 2>/dev/null\n{script}'],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert said.stderr == ""
    return said.stdout.splitlines()


def offered(words: list[str], file: Path, environment: dict[str, str], cwd: Path) -> list[str]:
    listed = " ".join(f"'{word}'" for word in words)
    # compopt is for a shell that somebody types in.
    script = (
        f"compopt() {{ :; }}\nCOMP_WORDS=({NAME} {listed})\nCOMP_CWORD={len(words)}\n"
        '_cotter_authenticator\nprintf "%s\\n" "${COMPREPLY[@]}"'
    )
    return bash(script, file, environment, cwd)


def test_bash_offers_every_command_part_and_option(program: Command, tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_text(for_bash(program), "utf-8")
    cases: list[tuple[list[str], set[str]]] = [
        ([""], {one.name for one in program.parts}),
        (["-"], {word.names[-1] for word in program.options()}),
    ]
    for command in program.parts:
        cases.append(([command.name, "--"], {word.names[-1] for word in command.options()}))
        if command.parts:
            cases.append(([command.name, ""], {part.name for part in command.parts}))
        for part in command.parts:
            options = {word.names[-1] for word in part.options()}
            cases.append(([command.name, part.name, "--"], options))
    assert len(cases) > 20
    for words, expected in cases:
        got = set(offered(words, file, dict(os.environ), tmp_path))
        assert {one for one in expected if one.startswith(words[-1])} <= got, words


def test_bash_offers_the_names_of_all_profiles_each_as_one_word(
    program: Command, surroundings: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / NAME
    file.write_text(for_bash(program), "utf-8")
    found = offered(["token", "--profile", ""], file, surroundings, tmp_path)
    read_back = bash(f"printf '%s\\n' {' '.join(found)}", file, surroundings, tmp_path)
    assert read_back == ["Work", "Zwölf Söhne", EVIL]
    found = offered(["token", "--profile", "Zw"], file, surroundings, tmp_path)
    assert len(found) == 1
    assert not (tmp_path / "ran").exists()


def test_fish_offers_commands_options_and_names_of_profiles(
    program: Command, surroundings: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "ours.fish"
    file.write_text(for_fish(program), "utf-8")

    def complete(line: str) -> list[str]:
        said = subprocess.run(
            ["fish", "--no-config", "-c", f"source {file}; complete -C '{line}'"],
            env=surroundings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
        assert said.stderr == ""
        return [one.partition("\t")[0] for one in said.stdout.splitlines()]

    assert {one.name for one in program.parts} <= set(complete(f"{NAME} "))
    for command in program.parts:
        options = {word.names[-1] for word in command.options()} - {"--help"}
        assert options <= set(complete(f"{NAME} {command.name} --")), command.name
    names = complete(f"{NAME} token --profile ")
    assert len(names) == 3
    assert names[0] == "Work"
    assert not (tmp_path / "ran").exists()


def test_zsh_takes_the_function_and_names_of_profiles_stay_words(
    program: Command, surroundings: dict[str, str], tmp_path: Path
) -> None:
    text = for_zsh(program)
    file = tmp_path / f"_{NAME}"
    file.write_text(text, "utf-8")
    subprocess.run(["zsh", "-f", "-n", str(file)], check=True, timeout=PATIENCE)
    for command in program.parts:
        assert f"'{command.name}:" in text
        for word in command.options():
            assert f"'{word.names[-1]}[" in text
    # The function of the names alone, with a stand-in for what hands them to zsh.
    function = text[text.index("_cotter_profiles()") : text.index("local -a commands")]
    script = f'compadd() {{ print -rl -- "${{(P)2[@]}}"; }}\n{function}\n_cotter_profiles'
    said = subprocess.run(
        ["zsh", "-f", "-c", script],
        env=surroundings,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert said.stdout.splitlines() == ["Work", "Zwölf Söhne", EVIL]
    assert not (tmp_path / "ran").exists()
