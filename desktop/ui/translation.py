"""The language of everything that is shown, and how it writes dates and times.

A language is one file, ``resources/translations/CODE.ts``, which ``make translations`` keeps in
step with the texts and compiles to the ``.qm`` beside it. The texts themselves are English; the
English file only holds how they count. What Qt says by itself (the menu of a field, a file dialog)
comes in Qt’s own file of the language.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from desktop.foundation.resources import resource

SOURCE: Final = "en"
"""The language that the texts are written in."""

OF_TRAVELLERS: Final = "en-GB"
"""English with 24 hours."""


class Translation:
    """What the application speaks. Its windows hear of a change by ``QEvent.LanguageChange``."""

    def __init__(self, system: QLocale | None = None) -> None:
        """Speak English that can’t count, until :meth:`use`; ``system`` is for tests."""
        self._system = system or QLocale.system()
        self._language = ""
        self._worn: list[QTranslator] = []

    @property
    def language(self) -> str:
        """The code of what is spoken."""
        return self._language

    def use(self, chosen: str) -> bool:
        """Speak the ``chosen`` language, the system’s for an empty code; whether that is another.

        Raises:
            FileNotFoundError: this installation is not whole.
        """
        folder = resource("translations")
        language = language_for(chosen, self._system.uiLanguages(), offered(folder))
        if language == self._language:
            return False
        self._language = language
        formats = formats_for(language, self._system)
        QLocale.setDefault(formats)
        worn, self._worn = self._worn, []
        for one in worn:
            QGuiApplication.removeTranslator(one)
        self._wear(folder / f"{language}.qm")
        if language != SOURCE:
            ours = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._wear(Path(ours) / f"qtbase_{language}.qm")
        QGuiApplication.setLayoutDirection(QLocale(language).textDirection())
        return True

    def _wear(self, file: Path) -> None:
        translator = QTranslator()
        # Qt has no file of its own for some languages: then it speaks English where we can’t.
        if translator.load(str(file)):
            QGuiApplication.installTranslator(translator)
            self._worn.append(translator)


def language_for(chosen: str, wanted: Sequence[str], offered: Collection[str]) -> str:
    """The language to speak.

    ========================== ====================================================
    chosen                     spoken
    ========================== ====================================================
    one that is offered        that one
    nothing, or one that went  the first of the system’s languages that is offered
    the same, none is offered  English
    ========================== ====================================================

    ``wanted`` is as Qt gives it: ``de-AT``, ``de``, ``en-GB``, best first.
    """
    if chosen in offered:
        return chosen
    for one in wanted:
        language = one.replace("_", "-").split("-")[0]
        if language in offered:
            return language
    return SOURCE


def formats_for(language: str, system: QLocale) -> QLocale:
    """How dates and times are written in a language.

    =================================== ====================================================
    the system                          formats
    =================================== ====================================================
    speaks the language                 the system’s
    speaks none (``C``), to be English  the system’s
    speaks another                      the language’s, as written in the system’s country
    counts 24 hours, those do not       English with 24 hours
    =================================== ====================================================
    """
    spoken = QLocale(language)
    is_plain = system.language() is QLocale.Language.C and language == SOURCE
    if is_plain or system.language() is spoken.language():
        return system
    formats = QLocale(spoken.language(), system.territory())
    if language == SOURCE and _counts_to_twelve(formats) and not _counts_to_twelve(system):
        return QLocale(OF_TRAVELLERS)
    return formats


def offered(folder: Path) -> tuple[str, ...]:
    """The codes of the languages there are."""
    return tuple(sorted(file.stem for file in folder.glob("*.qm")))


def languages() -> tuple[tuple[str, str], ...]:
    """Code and own name of each language, by their names: ``("de", "Deutsch")``."""
    folder = resource("translations")
    named = [(code, own_name(folder / f"{code}.qm")) for code in offered(folder)]
    return tuple(sorted(named, key=lambda one: one[1].casefold()))


def language_of_system() -> str:
    """The own name of the language that is spoken where none is chosen."""
    folder = resource("translations")
    code = language_for("", QLocale.system().uiLanguages(), offered(folder))
    return own_name(folder / f"{code}.qm")


def own_name(file: Path) -> str:
    """What a language calls itself: the translation of “English” in its file."""
    translator = QTranslator()
    translator.load(str(file))
    # What the language of the texts calls itself; each file says here what its own does.
    return translator.translate("language", "English") or "English"


def _counts_to_twelve(formats: QLocale) -> bool:
    return "a" in formats.timeFormat(QLocale.FormatType.ShortFormat).casefold()
