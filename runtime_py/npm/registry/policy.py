"""Policy on sources and install scripts: the options allow-git, allow-file, allow-directory and allow-remote, and the
allowScripts field of package.json. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.config import Config
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import identity, map_of, texts_of
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import DIRECTORY, FILE, RANGE, REMOTE, VERSION, Spec, parse_argument
from runtime_py.npm.formats.version import valid
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map

INSTALL_EVENTS = ['preinstall', 'install', 'postinstall']


def check_source(config: Config, spec: Spec, is_root: bool) -> None:
    """`is_root`: the project or one of its workspaces asks for it. Raises EALLOWFILE and the like."""
    if spec.type == FILE:
        _check(config.text('allow-file'), 'file', is_root, spec)
    elif spec.type == DIRECTORY:
        _check(config.text('allow-directory'), 'directory', is_root, spec)
    elif spec.type == REMOTE:
        kind = 'git' if is_git(spec.raw) else 'remote'
        _check(config.text('allow-git') if kind == 'git' else config.text('allow-remote'), kind, is_root, spec)


def is_git(text: str) -> bool:
    return text.startswith('git') or text.endswith('.git') or text.startswith('github:')


def _check(allowed: str, kind: str, is_root: bool, spec: Spec) -> None:
    if allowed == 'all' or (allowed == 'root' and is_root):
        return
    which = ' non-root' if allowed == 'root' else ''
    raise NpmError(
        'EALLOW' + kind.upper(),
        f'Fetching{which} packages of type "{kind}" have been disabled\nRefusing to fetch "{spec.text()}"',
    )


class ScriptPolicy:
    """By package: True, its scripts may run; False, they may not; missing: undecided."""

    def __init__(self, rules: Map[str, Any], is_strict: bool, allows_all: bool) -> None:
        self.rules = rules
        self.is_strict = is_strict
        self.allows_all = allows_all

    def verdict(self, node: Node) -> bool | None:
        if node.in_bundle():
            return None
        found: bool | None = None
        for key, value in self.rules.entries():
            if not _is_meant(node, key):
                continue
            if value is False:
                return False
            if value is True:
                found = True
        return found

    def may_run(self, node: Node) -> bool:
        return self.allows_all or self.verdict(node) is not False

    def check(self, nodes: list[Node], scripts_of: Any) -> None:
        """With strict-allow-scripts, undecided packages are an error: ESTRICTALLOWSCRIPTS."""
        unknown = [node for node in nodes if self.verdict(node) is None]
        if not self.is_strict or self.allows_all or len(unknown) == 0:
            return
        lines: list[str] = []
        for node in unknown:
            scripts = texts_of(scripts_of(node), 'scripts')
            events = [f'{event}: {scripts.get(event)}' for event in INSTALL_EVENTS if scripts.has(event)]
            lines.append(f'  {identity(node.manifest)} ({"; ".join(events)})')
        raise NpmError(
            'ESTRICTALLOWSCRIPTS',
            f'--strict-allow-scripts: {len(unknown)} package(s) have install scripts not covered by allowScripts:\n'
            + '\n'.join(lines)
            + '\nAllow them in the "allowScripts" field of package.json (`npm approve-scripts`), or bypass this check with `--dangerously-allow-all-scripts`.',
        )


def script_policy(config: Config, project: Map[str, Any], in_project: bool) -> ScriptPolicy:
    """`in_project`: neither a global install nor npx. Raises EALLOWSCRIPTS."""
    given = [
        name
        for layer in config.layers
        if layer.name in ['cli', 'env']
        for name in _names(layer.values.get('allow-scripts'))
    ]
    if len(given) > 0 and in_project:
        raise NpmError(
            'EALLOWSCRIPTS',
            '--allow-scripts is not allowed in project-scoped installs. Add the entries to the "allowScripts" field in package.json, '
            'or to .npmrc, instead.',
        )
    rules: Map[str, Any] = Map()
    field = map_of(project, 'allowScripts') if in_project else Map()
    names = given if len(given) > 0 else config.values('allow-scripts')
    if field.size > 0:
        rules = field
    else:
        for name in names:
            rules.set(name, True)
    return ScriptPolicy(rules, config.flag('strict-allow-scripts'), config.flag('dangerously-allow-all-scripts'))


def _names(values: list[str] | None) -> list[str]:
    return [part.strip() for value in values or [] for part in value.split(',') if part.strip() != '']


def key_names(node: Node, key: str) -> bool:
    """Whether an entry is about this package, whatever versions it means."""
    return _spec_about(node, key) is not None


def _spec_about(node: Node, key: str) -> Spec | None:
    """What an entry asks for, if it is about this package."""
    try:
        spec = parse_argument(key, node.root.base, node.home)
    except NpmError:
        return None
    if spec.type == FILE or spec.type == DIRECTORY:
        is_about = node.resolved == 'file:' + spec.fetch
    elif spec.type == REMOTE:
        is_about = node.resolved == spec.fetch
    else:
        is_about = node.resolved.startswith('http') and spec.name == node.package_name
    return spec if is_about else None


def _is_meant(node: Node, key: str) -> bool:
    """Whether an entry matches: by name, by exact version, or by several versions (`a@1.0.0 || 1.1.0`); ranges and tags
    aren't supported here."""
    spec = _spec_about(node, key)
    if spec is None:
        return False
    if spec.type == FILE or spec.type == DIRECTORY or spec.type == REMOTE:
        return True
    if spec.type == VERSION:
        return node.version == spec.fetch
    if spec.type != RANGE:
        return False
    exact = [part.strip() for part in spec.fetch.split('||')]
    return spec.fetch == '*' or (
        len([part for part in exact if valid(part) is None]) == 0 and satisfies(node.version, spec.fetch, True)
    )
