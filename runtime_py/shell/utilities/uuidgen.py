"""uuidgen: a random UUID (RFC 9562, version 4), or one derived from a name (-m, -s with -n and -N; versions 3 and
5)."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, concat, encode
from runtime_py.platform.digest import md5, sha1
from runtime_py.platform.regexp import compile as compile_regexp
from runtime_py.platform.uuid import SIZE, random_uuid, uuid_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error

_LONG_NAMES = ['random', 'md5', 'sha1', 'namespace=', 'name=']
_NAMESPACES = [
    ['@dns', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
    ['@url', '6ba7b811-9dad-11d1-80b4-00c04fd430c8'],
    ['@oid', '6ba7b812-9dad-11d1-80b4-00c04fd430c8'],
    ['@x500', '6ba7b814-9dad-11d1-80b4-00c04fd430c8'],
]
_FORM = compile_regexp('^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$', '')


async def main(context: Context) -> int:
    options = parse_options(context.args, 'rmsn:N:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.any(['m', 'md5', 's', 'sha1']):
        return await _named(context, options)
    await context.write(random_uuid() + '\n')
    return 0


async def _named(context: Context, options: Options) -> int:
    space = options.value('n', options.value('namespace'))
    for alias, uuid in _NAMESPACES:
        space = uuid if space == alias else space
    if _FORM.exec(space, 0) is None or not options.any(['N', 'name']):
        return await usage_error(
            context, '--namespace and --name arguments are required, the first a UUID or @dns, @url, @oid, @x500'
        )
    digits = space.replace('-', '')
    octets = alloc(SIZE)
    for k in range(SIZE):
        octets[k] = int(digits[2 * k : 2 * k + 2], 16)
    data = concat([octets, encode(options.value('N', options.value('name')))])
    by_md5 = options.any(['m', 'md5'])
    await context.write(uuid_text((md5(data) if by_md5 else sha1(data))[0:SIZE], 3 if by_md5 else 5) + '\n')
    return 0
