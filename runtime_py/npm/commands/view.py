"""npm view SPEC [FIELD...]: shows the registry's data on a package."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.inspection import inspected
from runtime_py.npm.formats.manifest import bins_of, list_of, map_of, text_of, texts_of
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import RANGE, Spec, parse_argument
from runtime_py.npm.registry.pick import Packument, pick
from runtime_py.npm.registry.registry import not_found
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    words = list(session.words)
    name = words.pop(0) if len(words) > 0 else '.'
    if session.workspaces is None or not is_local(session):
        if session.workspaces is not None:
            session.warn('Ignoring workspaces for specified package(s)')
        await _view(session, name, words, '')
        return 0
    code = 0
    for workspace in session.workspaces.keys():
        try:
            await _view(session, workspace + name[1:], words, workspace)
        except NpmError as error:
            if error.code != 'E404':
                raise
            session.log('error', f'code E404\n{error.message}')
            code = 1
    return code


async def _view(session: Session, name: str, words: list[str], workspace: str) -> None:
    """`workspace`: its name, which is printed too."""
    if name == '.' or name.startswith('.@'):
        if session.is_global:
            raise NpmError('', 'Cannot use view command in global mode.')
        own = text_of(session.source.folder(session.prefix), 'name')
        if own == '':
            raise NpmError('', 'Invalid package.json, no "name" field')
        name = own + name[1:]
    spec = parse_argument(name, session.cwd, session.home)
    if not spec.from_registry:
        raise NpmError('EUSAGE', f'npm view needs the name of a package in the registry, not {name}')
    if workspace != '' and len(words) > 0 and not session.config.flag('json'):
        session.print(f'{workspace}:')
    packument = await session.registry.packument(spec.package, True)
    manifest = _pick(session, packument, spec)
    if len(words) > 0:
        manifests = _matching(packument, spec, manifest)
        _print_fields(session, [_whole(packument, each) for each in manifests], words, workspace)
    elif session.config.flag('json'):
        whole = _whole(packument, manifest)
        session.print_json(whole if workspace == '' else Map([[workspace, whole]]))
    else:
        _print_summary(session, packument, manifest)


def _whole(packument: Packument, manifest: Map[str, Any]) -> Map[str, Any]:
    """What fields are looked up in: the package's, and over them the version's."""
    whole: Map[str, Any] = Map(list(packument.document.entries()))
    for key, value in manifest.entries():
        whole.set(key, value)
    whole.set('versions', list(packument.versions.keys()))
    return whole


def _matching(packument: Packument, spec: Spec, picked: Map[str, Any]) -> list[Map[str, Any]]:
    """Fields are shown of all versions in a range."""
    wanted = spec.target if spec.target is not None else spec
    if wanted.type != RANGE or wanted.fetch == '*':
        return [picked]
    out: list[Map[str, Any]] = []
    for version, manifest in packument.versions.entries():
        if isinstance(manifest, Map) and satisfies(version, wanted.fetch, True):
            out.append(manifest)
    return out if len(out) > 0 else [picked]


def is_local(session: Session) -> bool:
    """Whether the project itself is meant: `npm view . version`."""
    return len(session.words) == 0 or session.words[0] == '.' or session.words[0].startswith('.@')


def _pick(session: Session, packument: Packument, spec: Spec) -> Map[str, Any]:
    try:
        return pick(
            packument,
            spec.target if spec.target is not None else spec,
            session.config.text('tag'),
            session.source.before(spec.package),
        )
    except NpmError:
        raise NpmError('E404', f'404 No match found for version {spec.fetch}\n{not_found(spec.text())}')


def _print_fields(session: Session, wholes: list[Map[str, Any]], fields: list[str], workspace: str) -> None:
    as_json = session.config.flag('json')
    found: list[_Found] = []
    for whole in wholes:
        each = _Found(f'{text_of(whole, "name")}@{text_of(whole, "version")}')
        for field in fields:
            value = _field(whole, field)
            if value is not None:
                each.add(field, _readable(value if as_json else _alone(value)))
        if each.values.size > 0:
            found.append(each)
    if as_json:
        if len(found) > 0:
            values = [each.as_json() for each in found]
            value = values[0] if len(values) == 1 else values
            session.print_json(value if workspace == '' else Map([[workspace, value]]))
        return
    several_fields = any([each.values.size > 1 for each in found])
    for each in found:
        for field, value in each.values.entries():
            is_plain = isinstance(value, str) and len(found) == 1 and not several_fields
            text = value if is_plain else inspected(value)
            name = f'{each.name} ' if len(found) > 1 else ''
            session.print(f'{name}{field + " = " if several_fields else ""}{text}')


class _Found:
    """The fields of one version."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: Map[str, Any] = Map()

    def add(self, field: str, value: Any) -> None:
        self.values.set(field, value)

    def as_json(self) -> Any:
        return list(self.values.values())[0] if self.values.size == 1 else self.values


def _alone(value: Any) -> Any:
    """A list of one is shown as its item."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _readable(value: Any) -> Any:
    """People as `Name <address> (page)`."""
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if not isinstance(value, Map) or text_of(value, 'name') == '' or value.size > 3:
        return value
    known = [key for key in ['name', 'email', 'url'] if text_of(value, key) != '']
    if len(known) != value.size:
        return value
    email = text_of(value, 'email')
    url = text_of(value, 'url')
    return text_of(value, 'name') + (f' <{email}>' if email != '' else '') + (f' ({url})' if url != '' else '')


def _field(value: Any, path: str) -> Any:
    """`dist.tarball`, `maintainers[0].name`; a name with dots is first tried as a whole."""
    if isinstance(value, Map) and value.has(path):
        return value.get(path)
    for part in path.replace('[', '.').replace(']', '').split('.'):
        if isinstance(value, Map):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _print_summary(session: Session, packument: Packument, manifest: Map[str, Any]) -> None:
    dependencies = texts_of(manifest, 'dependencies')
    count = 'none' if dependencies.size == 0 else str(dependencies.size)
    licence: Any = manifest.get('license')
    licence_text = (
        text_of(licence, 'type')
        if isinstance(licence, Map)
        else (licence if isinstance(licence, str) else 'Proprietary')
    )
    session.print(
        f'\n{text_of(manifest, "name")}@{text_of(manifest, "version")} | {licence_text} | deps: {count} | versions: {packument.versions.size}'
    )
    if text_of(manifest, 'description') != '':
        session.print(text_of(manifest, 'description'))
    if text_of(manifest, 'homepage') != '':
        session.print(text_of(manifest, 'homepage'))
    if text_of(manifest, 'deprecated') != '':
        session.print(f'\nDEPRECATED ⚠️  - {text_of(manifest, "deprecated")}')
    if len(list_of(manifest, 'keywords')) > 0:
        session.print(f'\nkeywords: {", ".join(list_of(manifest, "keywords"))}')
    if bins_of(manifest).size > 0:
        session.print(f'\nbin: {", ".join(list(bins_of(manifest).keys()))}')
    dist = map_of(manifest, 'dist')
    session.print(
        f'\ndist\n.tarball: {text_of(dist, "tarball")}\n.shasum: {text_of(dist, "shasum")}\n.integrity: {text_of(dist, "integrity")}'
    )
    if dependencies.size > 0:
        session.print('\ndependencies:\n' + '\n'.join([f'{name}: {text}' for name, text in dependencies.entries()]))
    session.print('\ndist-tags:\n' + '\n'.join([f'{name}: {text}' for name, text in packument.tags.entries()]))
