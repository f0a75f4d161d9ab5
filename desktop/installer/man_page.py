"""The man page: what the parsers say of each command, between texts that are written by hand."""

from desktop.installer.grammar import Command, Word

PLACE = "@COMMANDS@"
"""Where in the text by hand the commands go."""


def fill_in_commands(page: str, program: Command) -> str:
    """``page`` (man(7)) with every option and command of ``program`` at :data:`PLACE`."""
    lines = [".SH OPTIONS"]
    for word in program.options():
        lines += _entry(word)
    lines.append(".SH COMMANDS")
    for command in program.parts:
        lines += [f".SS {_plain(command.name)}", _sentence(command.help)]
        for word in command.words:
            lines += _entry(word)
        for part in command.parts:
            lines += [".TP", f".B {_plain(command.name)} {_plain(part.name)}{_positionals(part)}"]
            lines.append(_sentence(part.help))
            own = [word for word in part.options() if "--help" not in word.names]
            if own:
                lines.append(".RS")
                for word in own:
                    lines += _entry(word)
                lines.append(".RE")
    return page.replace(PLACE, "\n".join(lines))


def _entry(word: Word) -> list[str]:
    if not word.names:
        return [".TP", rf".I {_plain(word.value)}", _sentence(word.help or "see above")]
    if "--help" in word.names:
        return []
    names = ", ".join(rf"\fB{_plain(name)}\fR" for name in word.names)
    value = rf" \fI{_plain(word.value)}\fR" if word.value else ""
    return [".TP", f"{names}{value}", _sentence(word.help or "see above")]


def _positionals(part: Command) -> str:
    return "".join(rf" \fI{_plain(word.value)}\fR" for word in part.positionals())


def _sentence(text: str) -> str:
    plain = _plain(text)
    if plain[:1] in {".", "'"}:
        plain = rf"\&{plain}"
    return plain if plain.endswith((".", "?")) else f"{plain}."


def _plain(text: str) -> str:
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    for mark, name in (("“", r"\(lq"), ("”", r"\(rq"), ("’", r"\(cq"), ("…", "...")):
        escaped = escaped.replace(mark, name)
    return escaped
