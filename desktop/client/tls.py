"""The one TLS context of the program: the system's trust store, TLS 1.2 or newer."""

import ssl
from pathlib import Path


def make_tls_context(certificate_file: str = "") -> ssl.SSLContext:
    """A context that trusts what the system trusts, and the CA certificates of a PEM file.

    Only where the system has no trust store is the one of certifi used, which comes with httpx.

    Raises:
        OSError: the file can't be read, or holds no certificate.
    """
    context = ssl.create_default_context()
    if not _has_trust_store(context):
        import httpx

        context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Python obeys SSLKEYLOGFILE, which would write the keys of every connection to a file.
    context.keylog_filename = None  # type: ignore[assignment]  # typeshed leaves out None
    if certificate_file:
        context.load_verify_locations(cafile=certificate_file)
    return context


def _has_trust_store(context: ssl.SSLContext) -> bool:
    if context.cert_store_stats()["x509_ca"]:
        return True
    # A folder of certificates is read only when one of them is needed.
    folder = ssl.get_default_verify_paths().capath
    return bool(folder) and any(Path(folder).iterdir())
