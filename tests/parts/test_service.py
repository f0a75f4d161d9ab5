"""Our service as the tests start it."""

import os
from pathlib import Path

from tests.parts.service import Service, serve


def test_it_ends_by_itself_when_its_input_is_closed(service: Service) -> None:
    service.stop()
    assert service.process.returncode == 0


def test_started_again_it_is_the_same_service(tmp_path: Path) -> None:
    with serve(tmp_path, os.environ) as first:
        port = first.url.rpartition(":")[2]
    with serve(tmp_path, os.environ, "--port", port, secret_key=first.api_secret_key) as second:
        assert second.url == first.url
        assert second.api_key_id == first.api_key_id
        assert second.outbox == first.outbox
