"""Rows of Settings about newer versions: whether they are looked for, and the one that is out."""

from typing import Final

from desktop.session.update_facts import NewerVersion, UpdateFacts
from desktop.ui.pages.setting_row import SettingRow
from desktop.ui.times import long_day, moment
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.switch import Switch
from desktop.ui.words import sentence_of

LONGEST_HOST: Final = 44


def _short(host: str) -> str:
    """A host that a narrow window has room for; its end says whose it is."""
    half = LONGEST_HOST // 2
    return host if len(host) <= LONGEST_HOST else f"{host[: half - 1]}…{host[-half:]}"


class LookRow(SettingRow):
    """The switch, who is asked, and what came of it."""

    def __init__(self, switch: Switch) -> None:
        """Say nothing until it is drawn; ``switch`` has the row's name."""
        super().__init__(switch.accessibleName(), switch, " ")
        self._title = switch.accessibleName()

    def draw(self, facts: UpdateFacts | None, now: float) -> None:
        """Say what is known."""
        if facts is not None:
            self.say(self._title, self._detail_of(facts, now))

    def _detail_of(self, facts: UpdateFacts, now: float) -> str:
        if facts.problem is not None:
            return sentence_of(facts.problem).happened.replace(
                facts.source_host, _short(facts.source_host)
            )
        if facts.looked_at is not None and facts.newer is None:
            when = moment(facts.looked_at, now)
            return self.tr("{when}, {host} knew none. It is asked once a day.").format(
                when=when[:1].upper() + when[1:], host=_short(facts.source_host)
            )
        return self.tr(
            "Asks {host} once a day. Nothing about you is sent, and nothing installs by itself."
        ).format(host=_short(facts.source_host))


class NewerRow(SettingRow):
    """The version that is out, and the way to its page."""

    def __init__(self) -> None:
        """Say nothing until it is drawn."""
        self.button = Button(self.tr("See what’s new"))
        super().__init__("", self.button, " ", wide=True)

    def draw(self, newer: NewerVersion | None) -> None:
        """Say which it is, and whose page the browser will open."""
        if newer is None:
            return
        self.say(
            self.tr("Version {version} is out").format(version=newer.version),
            self.tr("Since {day}. Opens {host} in the browser.").format(
                day=long_day(newer.released), host=_short(newer.page_host)
            ),
        )
