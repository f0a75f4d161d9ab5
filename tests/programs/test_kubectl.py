"""kubectl with README's kubeconfig, against README's backend behind TLS."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from tests.parts.child import PATIENCE, program
from tests.parts.service import Service
from tests.programs.backend import Backend, backend
from tests.programs.conftest import ADDRESS
from tests.programs.readme import file_shown

CLUSTER = """
apiVersion: v1
kind: Config
clusters:
- name: test
  cluster: {{server: "{url}", certificate-authority: "{authority}"}}
contexts:
- name: test
  context: {{cluster: test, user: maya}}
current-context: test
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """What answers as an API server, and the file by which kubectl finds it."""

    api: Backend
    kubeconfig: Path

    def ask(self, **variables: str) -> subprocess.CompletedProcess[str]:
        """Have kubectl fetch the root."""
        return subprocess.run(
            [program("kubectl"), "--kubeconfig", str(self.kubeconfig), "get", "--raw", "/"],
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            start_new_session=True,
        )

    def name_version(self, version: str) -> None:
        """Ask for another version of the answer than README does."""
        text = self.kubeconfig.read_text("utf-8")
        assert text.count("k8s.io/v1beta1") == 1
        self.kubeconfig.write_text(text.replace("k8s.io/v1beta1", f"k8s.io/{version}"), "utf-8")


@pytest.fixture
def cluster(signed_in: Service, tmp_path: Path) -> Iterator[Cluster]:
    """One that takes the tokens of the service."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    with backend(
        folder,
        service_url=signed_in.url,
        api_key_id=signed_in.api_key_id,
        options=("--ssl-certfile", str(folder / "server.pem")),
    ) as running:
        file = folder / "kubeconfig"
        about = CLUSTER.format(url=running.url, authority=folder / "ca.pem")
        file.write_text(file_shown("kubeconfig") + about, "utf-8")
        yield Cluster(running, file)


def versions() -> list[str]:
    """Of the answers that kubectl here reads: v1 since 1.22 (it changed its ways of saying so)."""
    said = subprocess.run(
        [program("kubectl"), "version", "--client", "--output", "json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    minor = json.loads(said.stdout)["clientVersion"]["minor"]
    return ["v1beta1", "v1"] if int(minor.rstrip("+")) >= 22 else ["v1beta1"]


def test_it_signs_in_by_the_kubeconfig_that_readme_shows(cluster: Cluster) -> None:
    ended = cluster.ask()
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["identifier"] == ADDRESS


def test_it_reads_the_answer_in_each_version_that_it_knows(cluster: Cluster) -> None:
    text = cluster.kubeconfig.read_text("utf-8")
    for version in versions():
        cluster.kubeconfig.write_text(text, "utf-8")
        if version != "v1beta1":
            cluster.name_version(version)
        ended = cluster.ask()
        assert ended.returncode == 0, ended.stderr


def test_it_passes_on_why_there_is_none(cluster: Cluster) -> None:
    subprocess.run(["cotter-authenticator", "sign-out"], check=True, timeout=PATIENCE)
    ended = cluster.ask()
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert "Nobody is signed in to “Work”. Sign in first." in ended.stderr
    assert "exit code 3" in ended.stderr
