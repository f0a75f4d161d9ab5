"""A program written against PyPI's cotter 0.0.7, which knows nothing of ours (cotter-api 12.2).

``client.py URL API_KEY_ID IDENTIFIER FILE`` signs in through the hosted page with the code from
standard input, keeps the tokens in FILE, lets them expire, renews, and presents a used refresh
token. Its last line on standard output is what it saw, as JSON.
"""

import json
import socket
import sys
import threading
import time

import cotter
from cotter import errors, tokenhandler, validate
from hosted_page import sign_in
from jose.exceptions import ExpiredSignatureError


def main() -> None:
    """Play the whole life of a session."""
    url, api_key_id, identifier, file = sys.argv[1:]
    cotter.constants.CotterBackendURL = f"{url}/api/v0"
    cotter.constants.CotterJSURL = url
    cotter.constants.CotterJWKSURL = f"{url}/api/v0/token/jwks"

    identity = sign_in_in_browser(api_key_id, identifier)
    first = identity["oauth_token"]
    seen = {
        "identifier": identity["identifier"]["identifier"],
        "user": identity["user"]["identifier"],
        "access": validate.validate_access_token(first["access_token"], api_key_id),
        "id": validate.validate_id_token(first["id_token"], api_key_id),
    }

    tokenhandler.store_token_to_file(first, file)
    wait_until_expired(first["access_token"], api_key_id)
    second = tokenhandler.get_token_from_file(file, api_key_id)
    seen["renewed"] = validate.validate_access_token(second["access_token"], api_key_id)
    seen["rotated"] = second["refresh_token"] != first["refresh_token"]
    with open(file) as kept:  # noqa: PTH123 - this is how users of the package write it
        seen["kept"] = json.load(kept) == second

    third = tokenhandler.refresh_token(second | {"access_token": "spoilt"}, api_key_id)
    seen["refused"] = [is_refused(first, api_key_id), is_refused(third, api_key_id)]
    print(json.dumps(seen))


def sign_in_in_browser(api_key_id: str, identifier: str) -> dict:
    """Call the package's sign-in with a browser that uses the page by itself."""
    visits = []
    listening = threading.Event()

    class RedirectServer(cotter.ClientRedirectServer):
        def server_activate(self) -> None:
            super().server_activate()
            listening.set()

    def read_code() -> str:
        # The package opens its port only after it has opened the browser.
        listening.wait()
        return input()

    def browse(url: str) -> None:
        visit = threading.Thread(target=sign_in, args=(url, identifier, read_code))
        visit.start()
        visits.append(visit)

    cotter.ClientRedirectServer = RedirectServer
    cotter.webbrowser.open = browse
    identity = cotter.login_with_email_otp(api_key_id, free_port())
    for visit in visits:
        visit.join()
    return identity


def wait_until_expired(access_token: str, api_key_id: str) -> None:
    """Wait for what the package calls expired."""
    while True:
        try:
            validate.validate_access_token(access_token, api_key_id)
        except ExpiredSignatureError:
            return
        time.sleep(0.1)


def is_refused(tokens: dict, api_key_id: str) -> bool:
    """Whether the service refuses to renew these."""
    try:
        tokenhandler.refresh_token(tokens | {"access_token": "spoilt"}, api_key_id)
    except errors.RefreshTokenFailedError:
        return True
    return False


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
