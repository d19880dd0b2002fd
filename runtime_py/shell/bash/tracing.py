"""What `set -x` prints: each command behind PS4, whose first character is repeated for each `eval`, sourced file, trap and
substitution around it; to the descriptor of BASH_XTRACEFD, if there is one."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import repeat
from runtime_py.shell.bash.assignments import decoded
from runtime_py.shell.bash.quoting import shell_quoted, traced, traced_assignment
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.shell.prompt import prompt_shown

_SHOWN_AGAIN = ['export', 'readonly']  # which show each assignment a second time


async def trace_lines(interpreter: Any, lines: list[str], io: Io) -> None:
    """Without effect unless the option xtrace is on."""
    state = interpreter.state
    if len(lines) == 0 or not state.has_option('xtrace'):
        return
    state.options.set('xtrace', False)  # of what PS4 runs
    try:
        lead: str = await prompt_shown(interpreter, state.get('PS4') or '+ ', io)
    finally:
        state.options.set('xtrace', True)
    lead = repeat(lead[:1], interpreter.nesting) + lead
    data = to_bytes(''.join([lead + line + '\n' for line in lines]))
    own = count(state.get('BASH_XTRACEFD') or '')
    fd = io.get(2 if own is None else own)
    if fd >= 0:
        await interpreter.system.write_async(fd, data, 0, len(data))


async def trace_command(interpreter: Any, values: Map[str, str], argv: list[str], io: Io) -> None:
    """Each assignment before a command has a line of its own; so has a list that `declare` gets."""
    lines = [traced_assignment(f'{name}={value}') for name, value in values.entries()]
    words: list[str] = []
    after: list[str] = []
    for word in argv:
        entries = decoded(word)
        if entries is None:
            words.append(traced(word))
            if argv[0] in _SHOWN_AGAIN and '=' in word and not word.startswith('-'):
                after.append(traced_assignment(word))
            continue
        items = [('' if e.key is None else f'[{shell_quoted(e.key)}]=') + shell_quoted(e.value) for e in entries]
        name = word[: word.find('\0')]
        lines.append(f'{name}({" ".join(items)})')
        words.append(name.removesuffix('=').removesuffix('+'))
    await trace_lines(interpreter, [*lines, ' '.join(words), *after], io)
