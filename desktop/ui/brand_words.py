"""The sentences of the errors about a brand (see ``words``)."""

from typing import Final

from desktop.ui.sentence import QT_TRANSLATE_NOOP, Sentence

_WITHOUT: Final = QT_TRANSLATE_NOOP("errors", "The app works as it would without it.")
_ADMINISTRATOR: Final = QT_TRANSLATE_NOOP(
    "errors", "Whoever looks after this computer can mend it."
)

BRAND_SENTENCES: Final = {
    "BrandError": Sentence(
        QT_TRANSLATE_NOOP("errors", "A brand file can’t be used."), _WITHOUT, _ADMINISTRATOR
    ),
    "BrandInvalidError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The brand file {file} can’t be used: {field}: {reason}."),
        _WITHOUT,
        _ADMINISTRATOR,
    ),
    "BrandNotOwnedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The brand file {file} can’t be used: {path} {reason}."),
        _WITHOUT,
        QT_TRANSLATE_NOOP(
            "errors",
            "It counts once it, and every folder above it, belongs to the administrator and only"
            " the administrator can write there.",
        ),
    ),
    "BrandUnreadableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The brand file {file} can’t be read: {reason}."),
        _WITHOUT,
        _ADMINISTRATOR,
    ),
    "SetByBrandError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{name} has set up which services this app is for."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Ask {name} if you need another one."),
    ),
}
