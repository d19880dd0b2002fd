"""xdg-open FILE|URL: asks the page around the machine to show it. What happens then is up to the page."""

from __future__ import annotations

from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import full
from runtime_py.shell.support.report import usage_error

_HELP = 'Usage: xdg-open { FILE | URL }\n'
# xdg-utils' exit codes
SYNTAX = 1
NO_FILE = 2
FAILED = 4
_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789+.-'


async def main(context: Context) -> int:
    options = parse_options(context.args, '', ['help'])
    if options.problem != '':
        return await usage_error(context, options.problem, SYNTAX)
    if options.has('help'):
        await context.write(_HELP)
        return 0
    if len(options.operands) != 1 or options.operands[0] == '':
        return await usage_error(context, 'name one file or URL', SYNTAX)
    target = options.operands[0]
    if not is_url(target):
        if not context.system.exists(context.path(target)):
            await context.error(f"file '{target}' does not exist")
            return NO_FILE
        target = full(context.cwd, target)
    try:
        await context.system.ask_kernel('xdg-open', target)
    except Exception as error:
        await context.error(error_text(error))
        return FAILED
    return 0


def is_url(text: str) -> bool:
    """A scheme followed by something."""
    colon = text.find(':')
    scheme = text[: max(colon, 0)].lower()
    return (
        len(scheme) > 1
        and scheme[0].isalpha()
        and colon < len(text) - 1
        and all([letter in _LETTERS for letter in scheme])
    )
