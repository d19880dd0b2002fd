"""npm completion: a script for a shell's own completion, and the words that this script asks for (COMP_CWORD, COMP_LINE
and COMP_POINT are set then)."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import command_names
from runtime_py.npm.formats.collation import sorted_names
from runtime_py.npm.formats.manifest import text_of, texts_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.install.present_tree import present_tree
from runtime_py.npm.install.project import package_folders, read_manifest
from runtime_py.npm.names import ALIASES
from runtime_py.npm.options import OPTIONS
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

_SCRIPT = """###-begin-npm-completion-###
# Use it with: npm completion >> ~/.bashrc
if type complete > /dev/null 2>&1; then
  _npm_completion() {
    local ifs="$IFS"
    IFS=$'\\n'
    COMPREPLY=($(COMP_CWORD="$COMP_CWORD" COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" \\
      npm completion -- "${COMP_WORDS[@]}" 2> /dev/null))
    IFS="$ifs"
  }
  complete -o default -F _npm_completion npm
elif type compdef > /dev/null 2>&1; then
  _npm_completion() {
    compadd -- $(COMP_CWORD=$((CURRENT - 1)) COMP_LINE=$BUFFER COMP_POINT=0 \\
      npm completion -- "${words[@]}" 2> /dev/null)
  }
  compdef _npm_completion npm
fi
###-end-npm-completion-###"""
_PARTS: Map[str, list[str]] = Map(
    [
        ['access', ['get', 'grant', 'list', 'revoke', 'set']],
        ['audit', ['fix', 'signatures']],
        ['cache', ['add', 'clean', 'verify', 'ls', 'npx']],
        ['config', ['delete', 'edit', 'fix', 'get', 'list', 'ls', 'rm', 'set']],
        ['dist-tag', ['add', 'rm', 'ls']],
        ['org', ['set', 'rm', 'ls']],
        ['owner', ['add', 'rm', 'ls']],
        ['pkg', ['get', 'set', 'delete', 'fix']],
        ['profile', ['enable-2fa', 'disable-2fa', 'get', 'set']],
        ['team', ['create', 'destroy', 'add', 'rm', 'ls']],
        ['token', ['list', 'revoke', 'create']],
        ['version', ['major', 'minor', 'patch', 'premajor', 'preminor', 'prepatch', 'prerelease', 'from-git']],
    ]
)
_OF_INSTALLED = ['uninstall', 'update', 'explain', 'ls', 'outdated', 'rebuild', 'fund', 'link', 'query']
_OF_TOP = ['edit', 'explore']


async def run(session: Session) -> int:
    index = session.env.get('COMP_CWORD')
    line = session.env.get('COMP_LINE')
    point = session.env.get('COMP_POINT')
    if index is None or line is None or point is None:
        session.print(_SCRIPT)
        return 0
    words = [*session.words, *session.rest]
    at = int(index) if index.isdigit() else 0
    word = words[at] if at < len(words) else ''
    found = [each for each in _candidates(session, words[:at], word) if each.startswith(word)]
    if len(found) > 0:
        session.print('\n'.join(found))
    return 0


def _candidates(session: Session, before: list[str], word: str) -> list[str]:
    """`before`: the words up to the one that is completed, npm first."""
    plain = [each for each in before[1:] if not each.startswith('-')]
    if word.startswith('-') and '--' not in before:
        return ['--' + name for name in sorted(list(OPTIONS.keys()))] if word.startswith('--') else []
    if len(plain) == 0:
        return _commands(word)
    command = ALIASES.get(plain[0]) or plain[0]
    parts = _PARTS.get(command)
    if command == 'config' and len(plain) == 2 and plain[1] in ['get', 'set', 'delete', 'rm']:
        return sorted(list(OPTIONS.keys()))
    if parts is not None:
        return parts if len(plain) == 1 else []
    if command == 'run':
        return list(texts_of(read_manifest(session.disk, session.prefix), 'scripts').keys()) if len(plain) == 1 else []
    if command in _OF_INSTALLED:
        return _installed(session)
    if command in _OF_TOP and len(plain) == 1:
        return package_folders(session.disk, join(session.where, 'node_modules'))
    return command_names() if command == 'help' else []


def _commands(word: str) -> list[str]:
    """The one command that all matching names mean, or all names."""
    names = [*sorted(command_names()), *ALIASES.keys()]
    matching = [name for name in names if name.startswith(word)]
    meant: list[str] = []
    for name in matching:
        command = ALIASES.get(name) or name
        if command not in meant:
            meant.append(command)
    return meant if len(meant) == 1 else names


def _installed(session: Session) -> list[str]:
    names: list[str] = []
    for node in present_tree(session).inventory.values():
        if not node.is_root and node.name not in names and text_of(node.manifest, 'version') != '':
            names.append(node.name)
    return sorted_names(names)


COMMANDS: list[Any] = [['completion', run]]
