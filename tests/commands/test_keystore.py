"""``keystore``: moving everything between the system's keystore and a vault file, at a terminal."""

import json

from tests.commands.terminal import Terminal
from tests.commands.typist import at_a_terminal
from tests.guards.secrets import SecretWatch
from tests.parts.secret_service import SecretService

PASSPHRASE = "correct horse battery"
OPEN_IT = "Passphrase of the vault file: "


def test_everything_moves_there_and_back_and_nobody_signs_in_again(
    trusted: Terminal, secret_service: SecretService, secret_watch: SecretWatch
) -> None:
    secret_watch.plant(PASSPHRASE)
    assert trusted.run("keystore", "show").output == "Kept in       Secret Service\n"
    with at_a_terminal(trusted.folder, "keystore", "move", "vault-file") as typist:
        for prompt in ("New passphrase", "The same again"):
            typist.wait_for(prompt)
            typist.type(PASSPHRASE)
        answer = typist.end()
        assert (answer.code, answer.output) == (0, "")
        assert "Moved from Secret Service to vault file." in answer.errors
    assert secret_service.labels == []
    answer = trusted.run("keystore", "show", "--json")
    assert json.loads(answer.output) == {"kind": "vault-file", "copies": []}
    with at_a_terminal(trusted.folder, "token", "--min-valid", "7200") as typist:
        typist.wait_for(OPEN_IT)
        typist.type(PASSPHRASE)
        assert typist.end().code == 0
    with at_a_terminal(trusted.folder, "keystore", "move", "platform") as typist:
        typist.wait_for(OPEN_IT)
        typist.type(PASSPHRASE)
        assert "Moved from vault file to Secret Service." in typist.end().errors
    assert trusted.run("token", "--min-valid", "7200").code == 0
    assert "This computer trusted" in trusted.run("status").output


def test_where_it_is_already_and_where_the_environment_says_otherwise_nothing_moves(
    signed_in: Terminal, secret_service: SecretService
) -> None:
    answer = signed_in.run("keystore", "move", "platform")
    assert answer.code == 0
    assert "Your sessions are kept in Secret Service already." in answer.errors
    named = {"COTTER_AUTHENTICATOR_KEYSTORE": "secret-service"}
    answer = signed_in.run("keystore", "move", "vault-file", **named)
    assert answer.code == 4
    assert "COTTER_AUTHENTICATOR_KEYSTORE names another one than vault file" in answer.errors
    assert len(secret_service.labels) == 1
