"""No kind of secret is left out: each place that makes one is named here, with what looks at it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from desktop.service.master_key import Purpose
from tests.parts.child import CHECKOUT

DESKTOP = CHECKOUT / "desktop"
LIFE = "faults/secrets/test_canaries.py"

MADE_IN_THE_APP = {
    "client/attempt.py SignInAttempt.begin": LIFE,
    "client/device_key.py DeviceKey.seed": LIFE,
    "client/fields.py Fields.token": LIFE,
    "client/loopback_redirect.py outcome_of": "session/test_signing_in_at_the_service.py",
    "commands/code_entry.py _read_code": LIFE,
    "commands/open_keystore.py _ask": "commands/test_vault_file.py",
    "session/asking.py AskAnotherDevice.ask": "session/test_asking_and_deciding.py",
    "session/device_record.py parse_devices": LIFE,
    "session/record.py _parse_token": LIFE,
    "session/stored.py _parse_revocations": LIFE,
    "ui/clipboard.py ConcealedClipboard.take_back": "faults/secrets/test_clipboard.py",
    "ui/pages/code.py CodePage._submit": "ui/test_code_page.py",
    "ui/pages/keystore_choice.py KeystoreChoicePage._choose_vault": "ui/test_first_steps.py",
    "ui/pages/unlock_vault.py UnlockVaultPage._open": "ui/test_first_steps.py",
}
"""Each function that wraps a text in ``Secret``, and the test whose watch looks for its texts."""

KEPT_BY_THE_SERVICE = {
    Purpose.API_SECRET: LIFE,
    Purpose.SESSION: "service/test_at_rest.py",
    Purpose.CODE: LIFE,
    Purpose.LINK: "service/test_at_rest.py",
    Purpose.LINK_CODE: "service/test_magic_links.py",
    Purpose.BROWSER: "service/test_at_rest.py",
    Purpose.BROWSER_KEY: "service/test_page_safety.py",
    Purpose.FORM: "service/test_page_safety.py",
    Purpose.AUTHORIZATION_CODE: LIFE,
    Purpose.REFRESH_TOKEN: LIFE,
    Purpose.SUCCESSOR: LIFE,
    Purpose.ATTEMPT: LIFE,
    Purpose.FRESH_PROOF: LIFE,
    Purpose.LIMIT: "service/test_limits.py",
    Purpose.UNKNOWN_USER: "service/test_identifiers.py",
    Purpose.WRAP: "service/test_at_rest.py",
}
"""Each thing that the service keeps under a key of its own."""


def _makers(tree: ast.AST, name: str = "") -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _makers(node, f"{name}.{node.name}".lstrip("."))
        else:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Secret":
                yield name
            yield from _makers(node, name)


def _found() -> set[str]:
    return {
        f"{file.relative_to(DESKTOP)} {maker}"
        for file in DESKTOP.rglob("*.py")
        for maker in _makers(ast.parse(file.read_text("utf-8")))
    }


def test_every_place_that_makes_a_secret_is_looked_at() -> None:
    assert _found() == set(MADE_IN_THE_APP)


def test_everything_that_the_service_keeps_a_key_for_is_looked_at() -> None:
    assert set(KEPT_BY_THE_SERVICE) == set(Purpose)


def test_what_looks_at_them_is_there() -> None:
    named = {*MADE_IN_THE_APP.values(), *KEPT_BY_THE_SERVICE.values()}
    assert {name for name in named if not Path(CHECKOUT / "tests" / name).is_file()} == set()
