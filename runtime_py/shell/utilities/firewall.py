"""firewall: which hosts programs connect to, what was learned of it, and what is allowed. The firewall is the kernel's
(kernel/firewall_desk.py); here its state is shown and changed."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import error_text, pad_right
from runtime_py.security.audit_query import plain
from runtime_py.security.firewall import (
    ANYONE,
    ENFORCING,
    LEARNING,
    PACKAGE,
    PROGRAM,
    PROPOSING,
    Firewall,
    FirewallRule,
)
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error

_HELP = """Usage: firewall [list]             show the mode, the rules, and what was observed
  or:  firewall learn              allow everything and learn from it
  or:  firewall propose            as learn, and propose a rule for each new connection
  or:  firewall accept             make rules of all proposals
  or:  firewall enforce | lock     deny what no rule allows; lock makes rules of the proposals first
  or:  firewall allow HOST[:PORT]  [--program NAME | --package NAME]
  or:  firewall deny HOST[:PORT]   [--program NAME | --package NAME]
  or:  firewall remove HOST[:PORT] [--program NAME | --package NAME]
  or:  firewall forget             forget what was observed
HOST may be '*' or begin with '*.'. Commands of the shell's own, such as curl, belong to the program sh.
"""
_CHANGES = ['allow', 'deny', 'remove']
_BY_USER = 'the user said so'


async def main(context: Context) -> int:
    options = parse_options(context.args, '', ['program=', 'package=', 'help'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.has('help'):
        await context.write(_HELP)
        return 0
    words = options.operands
    verb = words[0] if len(words) > 0 else 'list'
    expected = 2 if verb in _CHANGES else 1
    if len(words) > expected:
        return await usage_error(context, f"extra operand '{words[expected]}'")
    if len(words) < expected and verb in _CHANGES:
        return await usage_error(context, f'{verb} what host?')
    if verb not in _CHANGES and (options.has('program') or options.has('package')):
        return await usage_error(context, f'{verb} is about everyone')
    try:
        return await _run(context, verb, words, options)
    except Exception as error:
        await context.error(error_text(error))
        return 1


async def _run(context: Context, verb: str, words: list[str], options: Options) -> int:
    if verb == 'list':
        return await _list(context)
    if verb == 'learn' or verb == 'propose' or verb == 'enforce':
        await _ask(context, 'mode', [LEARNING if verb == 'learn' else PROPOSING if verb == 'propose' else ENFORCING])
        return 0
    if verb == 'lock':
        await _accept(context)
        await _ask(context, 'mode', [ENFORCING])
        return 0
    if verb == 'accept':
        await _accept(context)
        return 0
    if verb == 'forget':
        await _ask(context, 'forget', [])
        return 0
    if verb in _CHANGES:
        if options.has('program') and options.has('package'):
            return await usage_error(context, 'a rule is about a program or a package')
        field = PROGRAM if options.has('program') else PACKAGE if options.has('package') else ANYONE
        name = options.value(field) if field != ANYONE else ''
        await _ask(context, verb, [field, name, words[1], *([_BY_USER] if verb != 'remove' else [])])
        return 0
    return await usage_error(context, f"unknown command '{verb}'")


async def _accept(context: Context) -> None:
    count = await _ask(context, 'accept', [])
    await context.write(f'{count} rules from observations\n')


async def _list(context: Context) -> int:
    firewall = Firewall()
    if not firewall.load(await _ask(context, 'list', [])):
        await context.error('the firewall could not be read')
        return 1
    await context.write(f'mode: {firewall.mode}\n')
    for rule in firewall.rules():
        await context.write(f'{_row(rule.effect, rule)}\n')
    for rule in firewall.proposals():
        await context.write(f'{_row("proposed", rule)}\n')
    return 0


def _row(state: str, rule: FirewallRule) -> str:
    words = [
        pad_right(state, 9, ' '),
        pad_right(plain(rule.host), 30, ' '),
        pad_right(plain(rule.actor.text()), 24, ' '),
    ]
    return f'{" ".join(words)} {plain(rule.why)}'


async def _ask(context: Context, op: str, args: list[str]) -> Any:
    return await context.system.ask_kernel('firewall', op, args)
