"""Completion for bash, zsh and fish: commands, options, what may follow, names of profiles."""

from desktop.installer.grammar import Command, Word

PROGRAM = "cotter-authenticator"
PROFILES = f"{PROGRAM} profile list 2>/dev/null"
NAMES = r"sed -n 's/^[* ] \(.*\)  [^ ]*  [^ ]*$/\1/p'"
"""Of the lines that the command above prints: all but the mark, the address and the mode."""


BASH = r"""# bash completion of cotter-authenticator
_cotter_authenticator() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local command="" part="" one
  for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$one" in
      -*) ;;
      *) if [ -z "$command" ]; then command=$one; elif [ -z "$part" ]; then part=$one; fi ;;
    esac
  done
  case "$before" in
    --profile)
      # Not by compgen -W: it runs what it finds in a name, and others choose names.
      local name quoted
      COMPREPLY=()
      while IFS= read -r name; do
        printf -v quoted %q "$name"
        if [[ $name == "$word"* || $quoted == "$word"* ]]; then COMPREPLY+=("$quoted"); fi
      done < <(@PROFILES@)
      return ;;
@CHOICES@
    @FILES@)
      compopt -o filenames; COMPREPLY=($(compgen -f -- "$word"))
      return ;;
  esac
  case "$command $part" in
@COMMANDS@
  esac
}
complete -F _cotter_authenticator cotter-authenticator
"""


def for_bash(program: Command) -> str:
    """A function for bash-completion, which finds it by its file's name."""
    choices = [
        f"    {name}) COMPREPLY=($(compgen -W '{' '.join(word.choices)}' -- \"$word\")); return ;;"
        for name, word in _unique(program)
        if word.choices
    ]
    commands = []
    for command in program.parts:
        names = tuple(part.name for part in command.parts)
        commands += [
            *(
                _bash_case(rf"{command.name}\ {part.name}", part.words, ())
                for part in command.parts
            ),
            _bash_case(rf"{command.name}\ *", command.words, names),
        ]
    names = tuple(command.name for command in program.parts)
    commands.append(_bash_case("*", program.words, names))
    values = {
        "PROFILES": f"{PROFILES} | {NAMES}",
        "CHOICES": "\n".join(choices),
        "FILES": "|".join(name for name, word in _unique(program) if word.is_file),
        "COMMANDS": "\n".join(commands),
    }
    text = BASH
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _bash_case(pattern: str, words: tuple[Word, ...], names: tuple[str, ...]) -> str:
    options = [word.names[-1] for word in words if word.names]
    offered = " ".join((*names, *(c for w in words if not w.names for c in w.choices), *options))
    takes_file = any(word.is_file for word in words if not word.names)
    files = ' COMPREPLY+=($(compgen -f -- "$word")); compopt -o filenames;' if takes_file else ""
    return f"    {pattern}) COMPREPLY=($(compgen -W '{offered}' -- \"$word\"));{files} ;;"


def for_zsh(program: Command) -> str:
    """A function for zsh's completion system."""
    lines = [
        f"#compdef {PROGRAM}",
        "_cotter_profiles() {",
        "  local -a names",
        f'  names=(${{(f)"$({PROFILES} | {NAMES})"}})',
        "  compadd -a names",
        "}",
        "local -a commands",
        "commands=(",
        *(f"  {_quoted(f'{one.name}:{one.help}')}" for one in program.parts),
        ")",
        "local state line context",
        "_arguments -C \\",
        *(f"  {_zsh_option(word)} \\" for word in program.options()),
        "  '1: :->command' '*:: :->rest' && return",
        'case "$state" in',
        "  command) _describe -t commands command commands ;;",
        "  rest)",
        '    case "$line[1]" in',
    ]
    for command in program.parts:
        lines += [f"      {command.name})", *_zsh_command(command, "        "), "        ;;"]
    return "\n".join([*lines, "    esac ;;", "esac", ""])


def _zsh_command(command: Command, indent: str) -> list[str]:
    if not command.parts:
        return [f"{indent}_arguments {' '.join(map(_zsh_word, command.words))}"]
    described = " ".join(_quoted(f"{one.name}:{one.help}") for one in command.parts)
    lines = [
        f"{indent}local -a parts; parts=({described})",
        f"{indent}if (( CURRENT == 2 )); then _describe -t parts part parts; else",
        f"{indent}  case $words[2] in",
    ]
    for part in command.parts:
        words = " ".join(map(_zsh_word, part.words))
        lines.append(
            f"{indent}    {part.name}) shift words; (( CURRENT-- )); _arguments {words} ;;"
        )
    return [*lines, f"{indent}  esac", f"{indent}fi"]


def _zsh_word(word: Word) -> str:
    return _zsh_option(word) if word.names else _quoted(f":{word.value}:{_zsh_action(word)}")


def _zsh_option(word: Word) -> str:
    text = word.help.replace("[", "(").replace("]", ")").replace(":", " ")
    follows = f":{word.value.replace(':', ' ')}:{_zsh_action(word)}" if word.value else ""
    return " ".join(_quoted(f"{name}[{text}]{follows}") for name in word.names)


def _zsh_action(word: Word) -> str:
    if word.choices:
        return f"({' '.join(word.choices)})"
    if "--profile" in word.names:
        return "_cotter_profiles"
    return "_files" if word.is_file else " "


def for_fish(program: Command) -> str:
    """Completions for fish."""
    top = "__fish_use_subcommand"
    lines = [f"complete -c {PROGRAM} -f"]
    lines += [_fish_option(word, top) for word in program.options()]
    for command in program.parts:
        lines.append(f"complete -c {PROGRAM} -n {top} -a {command.name} -d {_quoted(command.help)}")
        seen = f"__fish_seen_subcommand_from {command.name}"
        lines += [_fish_word(word, seen) for word in command.words]
        names = " ".join(part.name for part in command.parts)
        for part in command.parts:
            first = f"{seen}; and not __fish_seen_subcommand_from {names}"
            lines.append(
                f"complete -c {PROGRAM} -n {_quoted(first)} -a {part.name} -d {_quoted(part.help)}"
            )
            second = f"{seen}; and __fish_seen_subcommand_from {part.name}"
            lines += [_fish_word(word, second) for word in part.words]
    return "\n".join([*filter(None, lines), ""])


def _fish_word(word: Word, condition: str) -> str:
    if word.names:
        return _fish_option(word, condition)
    if word.is_file:
        return f"complete -c {PROGRAM} -n {_quoted(condition)} -F"
    if word.choices:
        return f"complete -c {PROGRAM} -n {_quoted(condition)} -a {_quoted(' '.join(word.choices))}"
    return ""


def _fish_option(word: Word, condition: str) -> str:
    names = "".join(
        f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in word.names
    )
    follows = " -r" if word.value else ""
    if word.choices:
        follows = f" -x -a {_quoted(' '.join(word.choices))}"
    elif "--profile" in word.names:
        follows = f' -x -a "({_fish_names()})"'
    elif word.value and not word.is_file:
        follows = " -x"
    elif word.is_file:
        follows = " -r -F"
    return f"complete -c {PROGRAM} -n {_quoted(condition)}{names}{follows} -d {_quoted(word.help)}"


def _fish_names() -> str:
    # It stands between double quotes there.
    return f"{PROFILES} | {NAMES}".replace("$", r"\$")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "’") + "'"


def _unique(program: Command) -> list[tuple[str, Word]]:
    found: dict[str, Word] = {}
    commands = [*program.parts, *(part for one in program.parts for part in one.parts)]
    for command in [program, *commands]:
        for word in command.options():
            for name in word.names:
                if word.choices or word.is_file:
                    found.setdefault(name, word)
    return sorted(found.items())
