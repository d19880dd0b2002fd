"""pnpm and yarn as far as packages call them by themselves: their words in npm's terms. What they write is npm's.

rolldown and napi-rs fetch their WebAssembly build by `pnpm i NAME@VERSION`; templates say `yarn dev`."""
from __future__ import annotations

from runtime_py.platform.maps import Map

CLIENTS = ['pnpm', 'pnpx', 'yarn', 'yarnpkg']

_WORDS: Map[str, str] = Map([
    ['add', 'install'], ['i', 'install'], ['install', 'install'], ['remove', 'uninstall'], ['rm', 'uninstall'], ['uninstall', 'uninstall'],
    ['un', 'uninstall'], ['dlx', 'exec'], ['exec', 'exec'], ['create', 'init'], ['init', 'init'], ['run', 'run'], ['test', 'test'], ['start', 'start'],
    ['why', 'ls'], ['list', 'ls'], ['ls', 'ls'], ['view', 'view'], ['info', 'view'], ['update', 'update'], ['up', 'update'], ['upgrade', 'update'],
    ['config', 'config'], ['root', 'root']])
_FLAGS: Map[str, list[str]] = Map([
    ['--dev', ['--save-dev']], ['--prod', ['--omit=dev']], ['--production', ['--omit=dev']], ['--exact', ['--save-exact']],
    ['--silent', ['--loglevel', 'silent']], ['--frozen-lockfile', []], ['--no-frozen-lockfile', []], ['--immutable', []],
    ['--shamefully-hoist', []], ['--ignore-workspace', []], ['--reporter=silent', []], ['-w', []], ['-W', []]])


def translate(client: str, words: list[str]) -> list[str]:
    """The words for npm. An unknown word is a script, as with both."""
    if client == 'pnpx':
        return ['exec', '--yes', '--', *words]
    command = ''
    out: list[str] = []
    for i in range(len(words)):
        word = words[i]
        if command == '' and not word.startswith('-'):
            command = _WORDS.get(word) or 'run'
            rest = words[i + 1:] if _WORDS.has(word) else words[i:]
            if command == 'exec' or command == 'run':
                return [command, *out, *(['--yes', '--'] if word == 'dlx' else []), *_separated(command, rest)]
            out.insert(0, command)
        else:
            out.extend(_FLAGS.get(word) or ([] if _FLAGS.has(word) else [word]))
    if command == '' and len([word for word in words if word in ['-v', '--version', '-h', '--help']]) == 0:
        out.insert(0, 'install')
    return out


def _separated(command: str, words: list[str]) -> list[str]:
    """A script's options need no `--` there."""
    if command != 'run' or len(words) < 2 or words[1] == '--':
        return words
    return [words[0], '--', *words[1:]]
