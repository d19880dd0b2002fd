"""npm approve-scripts and npm deny-scripts: which packages may run install scripts, in the field allowScripts of
package.json (registry/policy.py reads it)."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_of
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import write_json
from runtime_py.npm.formats.lockfile import Lockfile, load_tree
from runtime_py.npm.formats.manifest import map_of, texts_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import RANGE, VERSION, parse_argument
from runtime_py.npm.install.project import Project, read_installed, read_manifest
from runtime_py.npm.registry.policy import INSTALL_EVENTS, key_names, script_policy
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree import Node
from runtime_py.npm.tree.workspace_tree import refresh_tops
from runtime_py.platform.maps import Map

APPROVE = 'approve-scripts'


async def run(session: Session) -> int:
    command = session.command
    config = session.config
    if session.is_global:
        raise NpmError('EGLOBAL', f'`npm {command}` does not work for global installs')
    pending = config.flag('allow-scripts-pending')
    everything = config.flag('all')
    if pending and (len(session.words) > 0 or everything):
        raise _usage(command, '`--allow-scripts-pending` cannot be combined with positional arguments or `--all`.')
    if not pending and not everything and len(session.words) == 0:
        raise _usage(command, '')
    if pending and command != APPROVE:
        raise _usage(command, '`npm deny-scripts --allow-scripts-pending` is not supported.')
    project = Project(session.disk, session.prefix)
    root = _tree(session, project)
    if not pending and not everything:
        _write(session, project, _named(session, root))
        return 0
    unknown = _unreviewed(session, project, root)
    if pending:
        _list(session, unknown)
    elif len(unknown) == 0:
        _say_none(session)
    else:
        _write(session, project, unknown)
    return 0


def _usage(command: str, problem: str) -> NpmError:
    return NpmError('EUSAGE', (problem + '\n\n' if problem != '' else '') + usage_of(command))


def _tree(session: Session, project: Project) -> Node:
    root = project.make_root(session.home)
    load_tree(Lockfile(read_installed(session.disk, session.prefix), 3), root)
    refresh_tops(root, session.source)
    return root


def _packages(root: Node) -> list[Node]:
    """The installed packages that may have a rule, by location: no workspaces, no links, no bundled ones."""
    found = [
        node for node in root.inventory.values() if not node.is_root and not node.is_workspace and not node.is_link
    ]
    found = [node for node in found if node.fs_parent is None and not node.in_bundle()]
    return sorted(found, key=lambda node: node.path())


def _scripts(session: Session, node: Node) -> Map[str, str]:
    """Those that an installation would run, by event."""
    scripts = texts_of(read_manifest(session.disk, node.path()), 'scripts')
    found: Map[str, str] = Map()
    for event in INSTALL_EVENTS:
        text = scripts.get(event) or ''
        if text == '' and event == 'install' and not scripts.has('preinstall'):
            text = 'node-gyp rebuild' if session.disk.exists(join(node.path(), 'binding.gyp')) else ''
        if text != '':
            found.set(event, text)
    return found


def _unreviewed(session: Session, project: Project, root: Node) -> list[Node]:
    if session.config.flag('dangerously-allow-all-scripts'):
        return []
    policy = script_policy(session.config, project.manifest, True)
    return [node for node in _packages(root) if policy.verdict(node) is None and _scripts(session, node).size > 0]


def _named(session: Session, root: Node) -> list[Node]:
    """The packages that the arguments name, all installed versions of each or those of a range. Raises ENOMATCH."""
    found: list[Node] = []
    unmatched: list[str] = []
    for word in session.words:
        name, wanted = _name_and_range(session, word)
        nodes = [node for node in _packages(root) if node.package_name == name]
        if wanted != '':
            nodes = [node for node in nodes if satisfies(node.version, wanted, True)]
        if len(nodes) == 0:
            unmatched.append(word)
        found.extend([node for node in nodes if node not in found])
    if len(unmatched) > 0:
        raise NpmError('ENOMATCH', f'No installed packages match: {", ".join(unmatched)}')
    return found


def _name_and_range(session: Session, word: str) -> list[str]:
    try:
        spec = parse_argument(word, session.cwd, session.home)
    except NpmError:
        return [word, '']
    wanted = spec.fetch if spec.type in (VERSION, RANGE) and spec.fetch != '*' else ''
    return [spec.name or word, wanted]


def _say_none(session: Session) -> None:
    if session.config.flag('json'):
        session.print_json(Map([['allowScripts', []]]))
    else:
        session.print('No packages with unreviewed install scripts.')


def _list(session: Session, nodes: list[Node]) -> None:
    if session.config.flag('json'):
        groups = _grouped(nodes)
        shown = [
            _summary(name, [_change(_pinned(node), 'pending') for node in groups.get(name) or []])
            for name in groups.keys()
        ]
        session.print_json(Map([['allowScripts', shown]]))
        return
    if len(nodes) == 0:
        _say_none(session)
        return
    what = 'package has' if len(nodes) == 1 else 'packages have'
    session.print(f'{len(nodes)} {what} install scripts not yet covered by allowScripts:')
    for node in nodes:
        events = '; '.join([f'{event}: {text}' for event, text in _scripts(session, node).entries()])
        session.print(f'  {_pinned(node)} ({events})')
    session.print('\nRun `npm approve-scripts <pkg>` to allow, or `npm deny-scripts <pkg>` to deny.')


def _grouped(nodes: list[Node]) -> Map[str, list[Node]]:
    groups: Map[str, list[Node]] = Map()
    for node in nodes:
        same = groups.get(_key(node))
        if same is None:
            groups.set(_key(node), [node])
        else:
            same.append(node)
    return groups


def _key(node: Node) -> str:
    """What a rule about all its versions is called: by its name only if it comes from a registry."""
    return node.package_name if node.resolved.startswith('http') else node.resolved


def _pinned(node: Node) -> str:
    return f'{node.package_name}@{node.version}' if node.resolved.startswith('http') else node.resolved


def _change(key: str, change: str) -> Map[str, str]:
    return Map([['key', key], ['change', change]])


def _summary(name: str, changes: list[Map[str, str]]) -> Map[str, Any]:
    return Map([['name', name], ['changes', changes]])


def _write(session: Session, project: Project, nodes: list[Node]) -> None:
    rules: Map[str, Any] = Map(list(map_of(project.manifest, 'allowScripts').entries()))
    summary: list[Map[str, Any]] = []
    changed = False
    for name, same in _grouped(nodes).entries():
        changes = _approve(session, rules, name, same) if session.command == APPROVE else _deny(rules, name, same[0])
        changed = changed or len(changes) > 0
        summary.append(_summary(name, changes))
    if changed:
        project.manifest.set('allowScripts', rules)
        path = join(session.prefix, 'package.json')
        session.write_files(Map([[path, write_json(project.manifest, project.style)]]))
    _tell(session, summary)


def _approve(session: Session, rules: Map[str, Any], name: str, nodes: list[Node]) -> list[Map[str, str]]:
    """Changes the rules. A denial wins: it is only told."""
    changes: list[Map[str, str]] = []
    for key, value in rules.entries():
        if value is False and key_names(nodes[0], key):
            session.warn(f'approve-scripts {_denied(key, name)}')
            return changes
    pins = [_pinned(node) for node in nodes]
    if session.config.flag('allow-scripts-pin'):
        _drop(rules, nodes[0], pins, changes)
        for key in pins:
            if rules.get(key) is not True:
                rules.set(key, True)
                changes.append(_change(key, 'added'))
        if name not in pins and rules.get(name) is True:
            rules.delete(name)
            changes.append(_change(name, 'replaced-by-pin'))
        return changes
    _drop(rules, nodes[0], [name], [])
    if rules.get(name) is not True:
        rules.set(name, True)
        changes.append(_change(name, 'added'))
    return changes


def _denied(key: str, name: str) -> str:
    if key == name:
        return f'{key} is denied; remove the entry from allowScripts to approve {name}.'
    return (
        f'{key} is a versioned deny; run `npm deny-scripts {name}` to widen the deny to all versions of {name}, '
        f'or remove the entry to approve {name}.'
    )


def _drop(rules: Map[str, Any], node: Node, kept: list[str], changes: list[Map[str, str]]) -> None:
    """Removes approvals of single versions that aren't installed any more."""
    for key in list(rules.keys()):
        if key_names(node, key) and rules.get(key) is True and key not in kept and _is_pin(node, key):
            rules.delete(key)
            changes.append(_change(key, 'removed-stale'))


def _is_pin(node: Node, key: str) -> bool:
    try:
        return parse_argument(key, node.root.base, node.home).type == VERSION
    except NpmError:
        return False


def _deny(rules: Map[str, Any], name: str, node: Node) -> list[Map[str, str]]:
    changes: list[Map[str, str]] = []
    for key in list(rules.keys()):
        if key != name and key_names(node, key):
            rules.delete(key)
            changes.append(_change(key, 'removed-pinned-allow'))
    if rules.get(name) is not False:
        rules.set(name, False)
        changes.append(_change(name, 'added'))
    return changes


def _tell(session: Session, summary: list[Map[str, Any]]) -> None:
    if session.config.flag('json'):
        session.print_json(Map([['allowScripts', summary]]))
        return
    touched = [each for each in summary if len(each.get('changes')) > 0]
    verb = 'approve' if session.command == APPROVE else 'deny'
    for each in touched:
        session.print(f'{"Approved" if verb == "approve" else "Denied"} {each.get("name")}:')
        for change in each.get('changes'):
            session.print(f'  {change.get("change")} {change.get("key")}')
    if len(touched) == 0:
        session.print(f'Nothing to {verb}; allowScripts unchanged.')


COMMANDS: list[Any] = [[APPROVE, run], ['deny-scripts', run]]
