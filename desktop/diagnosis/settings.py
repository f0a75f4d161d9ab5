"""The settings and what they name."""

from desktop.client.tls import make_tls_context
from desktop.diagnosis.finding import Check, Finding, Outcome, failure, fine, warning
from desktop.foundation.brand_file import load_brand
from desktop.foundation.branded import effective_settings
from desktop.foundation.paths import Paths
from desktop.foundation.settings import Notice


def examine_settings(paths: Paths) -> list[Finding]:
    """Whether they can be read and changed, and the certificates they name with them."""
    brand = load_brand(paths.brands)
    if brand.problem is not None:
        return [warning(Check.SETTINGS, Outcome.BRAND_REFUSED, str(brand.problem))]
    aside = paths.settings_file.with_name(paths.settings_file.name + ".broken")
    loaded = effective_settings(paths, brand)
    if loaded.notice is Notice.NEWER_READ_ONLY:
        text = (
            "They were written by a newer version and are used, but not changed."
            " Update this program."
        )
        return [warning(Check.SETTINGS, Outcome.SETTINGS_NEWER, text)]
    # Another command may have moved it: it is said until somebody has looked and deleted it.
    if aside.exists():
        text = f"A broken file was kept as {aside}. Take from it what you need and delete it."
        return [warning(Check.SETTINGS, Outcome.SETTINGS_BROKEN, text)]
    file = loaded.settings.certificate_file
    try:
        make_tls_context(file)
    except OSError:
        text = f"The certificates in {file} can't be read. Name a PEM file as certificate_file."
        return [failure(Check.SETTINGS, Outcome.CERTIFICATES_UNREADABLE, text, 1)]
    return [fine(Check.SETTINGS, "They can be read.")]
