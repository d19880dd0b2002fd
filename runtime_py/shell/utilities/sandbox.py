"""sandbox: runs a command with fewer rights than the shell has: it reads the system, writes /tmp and reaches nobody,
but for what the options grant. With --confined, and under the profile strict, it shares no memory with the machine.

The command is always a process of its own, since a policy belongs to a process. Must not know how a policy is
enforced."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.security.objects import OWN
from runtime_py.security.patterns import Places
from runtime_py.security.profiles import PROFILES, STRICT
from runtime_py.security.reading import BadPolicy, Confinement, Document, read_document
from runtime_py.security.writing import write_confinement
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.program_request import program_request
from runtime_py.shell.support.report import usage_error

_TROUBLE = 125
_LONG_NAMES = ['read=', 'write=', 'net=', 'listen=', 'env=', 'profile=', 'policy=', 'confined']


async def main(context: Context) -> int:
    options = parse_options(context.args, '', _LONG_NAMES, False)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand', _TROUBLE)
    try:
        document = _document(context, options)
    except BadPolicy as problem:
        return await usage_error(context, problem.text, _TROUBLE)
    places = Places(context.env.get('HOME') or '', context.cwd)
    confinement = Confinement([]).narrowed(document, places)
    return await _run(context, options.operands, write_confinement(confinement))


def _document(context: Context, options: Options) -> Document:
    """Raises BadPolicy."""
    if options.any(['policy']):
        content = context.system.read_file(context.path(options.value('policy')))
        if isinstance(content, int):
            raise BadPolicy('', f'{options.value("policy")}: {strerror(-content)}')
        document = read_document(decode(content), options.value('policy'))
        document.confined = document.confined or options.any(['confined'])
        return document
    profile = options.value('profile', STRICT)
    if profile not in PROFILES:
        raise BadPolicy('profile', f'must be one of {", ".join(PROFILES)}')
    rules: list[Map[str, Any]] = []
    for value in options.all_values('read'):
        rules.append(_rule(['read'], 'path', _place(context, value)))
    for value in options.all_values('write'):
        rules.append(_rule(['read', 'write'], 'path', _place(context, value)))
    for value in options.all_values('net'):
        rules.append(_rule(['connect', 'fetch'], 'host', value))
    for value in options.all_values('listen'):
        rules.append(_rule(['listen'], 'host', f'{OWN}:{value}'))
    for value in options.all_values('env'):
        rules.append(_rule(['environment'], 'name', value))
    confined = options.any(['confined'])
    return read_document(stringify(Map([['profile', profile], ['rules', rules], ['confined', confined]])), 'sandbox')


def _place(context: Context, value: str) -> str:
    """A path as rules have it, with its links resolved, as those of what is asked are."""
    full = context.path(value)
    found = context.system.realpath(full)
    real = found if isinstance(found, str) else full
    if '*' in real:
        raise BadPolicy('', f"'{real}' would be a pattern")
    return real


def _rule(actions: list[str], kind: str, value: str) -> Map[str, Any]:
    return Map([['effect', 'allow'], ['action', actions], [kind, value]])


async def _run(context: Context, command: list[str], policy: str) -> int:
    request = program_request(context, command)
    request.policy = policy
    await context.flush()
    return await context.run_process(request)
