"""What a brand makes of the user's own files: settings that it sets, and its profile on the list.

The user's files stay the user's: a locked setting keeps its own value in them, and comes back with
it when the lock goes; the brand's profile is written to the list once and stays there, with its
session, when the brand goes.
"""

from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from desktop.foundation.brand_file import LoadedBrand, load_brand
from desktop.foundation.errors import AuthenticatorError, FileUnwritableError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import (
    LONGEST_NAME,
    Profile,
    ProfileBook,
    change_profiles,
    load_profiles,
)
from desktop.foundation.settings import LoadedSettings, load_settings

if TYPE_CHECKING:
    from desktop.foundation.brand import Brand, BrandService


def effective_settings(paths: Paths, loaded: LoadedBrand | None = None) -> LoadedSettings:
    """The user's settings, with what the brand sets; never fails."""
    brand = (loaded or load_brand(paths.brands)).brand
    if brand is None:
        return load_settings(paths.settings_file)
    own = load_settings(paths.settings_file, brand.settings)
    values = {name: getattr(brand.settings, name) for name in brand.locked}
    return replace(
        own,
        settings=replace(own.settings, **values),
        locked=brand.locked,
        locked_by=brand.name,
    )


def known_profiles(paths: Paths, loaded: LoadedBrand | None = None) -> ProfileBook:
    """The list of profiles, with the brand's on it.

    Where the list can't be written the brand's profile is on what is given all the same.

    Raises:
        ProfilesDamagedError: the list can't be read.
    """
    book = load_profiles(paths.profiles_file)
    brand = (loaded or load_brand(paths.brands)).brand
    if brand is None or brand.service is None:
        return book
    service = brand.service
    if with_brand(book, brand, service) == book:
        return book
    try:
        return change_profiles(paths.profiles_file, lambda now: with_brand(now, brand, service))
    except FileUnwritableError:
        return with_brand(book, brand, service)


def with_brand(book: ProfileBook, brand: "Brand", service: "BrandService") -> ProfileBook:
    """``book`` with the brand's profile as the brand has it.

    ================================= =========================================================
    the list                          outcome
    ================================= =========================================================
    has no profile of it              one is added; it is used where none was, or where the brand
                                      allows no other service
    has one, as the brand says        the same list
    has one that differs              what the brand says counts: the name, the ways in, the key
    has another of its name           the brand's is called by the service's host besides, and by
                                      a number where that is taken too
    ================================= =========================================================
    """
    known = next((one for one in book.profiles if one.id == service.profile_id), None)
    others = {one.name for one in book.profiles if one.id != service.profile_id}
    made = profile_of_brand(brand, service, last_identifier=known.last_identifier if known else "")
    made = replace(made, name=_free_name(made, others))
    if known is None:
        added = book.with_added(made)
        return added if service.other_services else added.with_active(made.id)
    profiles = tuple(made if one.id == made.id else one for one in book.profiles)
    return replace(book, profiles=profiles)


def _free_name(profile: Profile, taken: set[str]) -> str:
    if profile.name not in taken:
        return profile.name
    # A host can be longer than a name, and a list with a longer name could not be read again.
    called = f"{profile.name} ({profile.host})"[:LONGEST_NAME]
    numbered = (f"{called[: LONGEST_NAME - 4]} {number}" for number in count(2))
    return next(one for one in chain((called,), numbered) if one not in taken)


def profile_of_brand(brand: "Brand", service: "BrandService", *, last_identifier: str) -> Profile:
    """The profile, made without asking the service: its identity key is the brand's."""
    from desktop.foundation.brand import BROWSER, CHANNELS, TRUSTED_DEVICE

    ways = ("OTP", "TRUSTED_DEVICE") if TRUSTED_DEVICE in service.ways_in else ("OTP",)
    return Profile(
        id=service.profile_id,
        name=service.profile,
        service_url=service.url,
        api_key_id=service.api_key_id,
        issuer=service.issuer,
        identity_key=service.identity_key,
        compatibility="strict",
        service_name=brand.name,
        ways=ways,
        channels=tuple(CHANNELS[one] for one in service.ways_in if one in CHANNELS),
        code_digits=service.code_digits,
        in_browser=BROWSER in service.ways_in,
        last_identifier=last_identifier,
    )


def refuse_other_services(paths: Paths) -> None:
    """Stop what would add a service where the brand allows none besides its own.

    Raises:
        SetByBrandError: it allows none.
    """
    brand = load_brand(paths.brands).brand
    if brand is not None and brand.service is not None and not brand.service.other_services:
        raise _set_by(brand)


def refuse_removal(paths: Paths, profile_id: str) -> None:
    """Stop what would remove the brand's own profile: it would be back at the next start.

    Raises:
        SetByBrandError: it is the brand's.
    """
    brand = load_brand(paths.brands).brand
    if brand is not None and brand.service is not None and brand.service.profile_id == profile_id:
        raise _set_by(brand)


def _set_by(brand: "Brand") -> AuthenticatorError:
    from desktop.foundation.brand_errors import SetByBrandError

    return SetByBrandError(name=brand.name)
