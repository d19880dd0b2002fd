"""package.json: reads it, and normalizes odd forms of its fields. Objects are Maps, since a package may be called
`__proto__`.

Pure: text in, Maps out."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.paths import basename, normalise
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.versions import ARCH, NODE_VERSION, NPM_VERSION, OS, RUNNABLE_ARCH
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from runtime_py.platform.text import error_text

DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']


def parse_package(text: str, path: str) -> Map[str, Any]:
    """Raises EJSONPARSE."""
    try:
        value: Any = parse(text[1:] if text.startswith('\ufeff') else text)
    except ValueError as error:
        raise NpmError(
            'EJSONPARSE',
            f'Invalid package.json: {error_text(error)} while parsing {path}\nFailed to parse JSON data.\n'
            'Note: package.json must be actual JSON, not just JavaScript.',
            path,
        )
    if not isinstance(value, Map):
        raise NpmError('EJSONPARSE', f'Invalid package.json: it must be an object\n{path}', path)
    return value


def check_dependencies(manifest: Map[str, Any], path: str) -> None:
    """Checks a package.json written for this project: each dependency field must be an object of texts. Raises
    EINVALIDPACKAGE."""
    for field in DEPENDENCY_FIELDS:
        value = manifest.get(field)
        if value is None:
            continue
        if isinstance(value, list) and len(value) == 0:
            continue  # some programs write this for an empty object
        if not isinstance(value, Map):
            raise NpmError(
                'EINVALIDPACKAGE',
                f'Invalid package.json: "{field}" must be an object of package names and versions\n{path}',
                path,
            )
        for name, spec in value.entries():
            if not isinstance(spec, str):
                raise NpmError(
                    'EINVALIDPACKAGE',
                    f'Invalid package.json: the version of "{name}" in "{field}" must be a text\n{path}',
                    path,
                )


def text_of(manifest: Map[str, Any], key: str) -> str:
    value = manifest.get(key)
    return value if isinstance(value, str) else ''


def map_of(manifest: Map[str, Any], key: str) -> Map[str, Any]:
    value = manifest.get(key)
    return value if isinstance(value, Map) else Map()


def texts_of(manifest: Map[str, Any], key: str) -> Map[str, str]:
    """The entries whose values are texts; others are ignored in dependencies and scripts."""
    out: Map[str, str] = Map()
    for name, value in map_of(manifest, key).entries():
        if isinstance(value, str):
            out.set(name, value)
    return out


def list_of(manifest: Map[str, Any], key: str) -> list[str]:
    """A list of texts; a single text is a list of one."""
    value = manifest.get(key)
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def identity(manifest: Map[str, Any]) -> str:
    return f'{text_of(manifest, "name")}@{text_of(manifest, "version")}'


def bundled_names(manifest: Map[str, Any]) -> list[str]:
    key = 'bundleDependencies' if manifest.has('bundleDependencies') else 'bundledDependencies'
    if manifest.get(key) is True:
        return list(texts_of(manifest, 'dependencies').keys())
    listed = manifest.get(key)
    return list_of(manifest, key) if isinstance(listed, list) else []


def bins_of(manifest: Map[str, Any]) -> Map[str, str]:
    """Command -> path below the package; paths that leave the package are dropped."""
    out: Map[str, str] = Map()
    value = manifest.get('bin')
    if isinstance(value, str):
        name = text_of(manifest, 'name')
        _add_bin(out, name[name.find('/') + 1 :], value)
    for name, path in texts_of(manifest, 'bin').entries():
        _add_bin(out, name, path)
    return out


def _add_bin(out: Map[str, str], name: str, path: str) -> None:
    command = basename(normalise('/' + name.replace('\\', '/').replace(':', '/')))
    target = normalise('/' + path.replace('\\', '/'))[1:]
    if command != '' and target != '':
        out.set(command, target)


def has_install_scripts(manifest: Map[str, Any]) -> bool:
    if manifest.get('hasInstallScript') is True:
        return True
    scripts = texts_of(manifest, 'scripts')
    return bool(scripts.get('preinstall') or scripts.get('install') or scripts.get('postinstall'))


def _listed(wanted: list[str], current: list[str]) -> bool:
    """`os` and `cpu` lists: names that are allowed, or `!name` for those that aren't."""
    if len(wanted) == 0 or (len(wanted) == 1 and wanted[0] == 'any'):
        return True
    negated = 0
    for item in wanted:
        if item.startswith('!'):
            negated += 1
            if item[1:] in current:
                return False
        elif item in current:
            return True
    return negated == len(wanted)


class Platform:
    """The platform given by --os, --cpu and --libc; '' means this machine."""

    def __init__(self, os: str = '', cpu: str = '', libc: str = '') -> None:
        self.os = os
        self.cpu = cpu
        self.libc = libc
        self.is_here = os == '' and cpu == '' and libc == ''


def platform_problem(manifest: Map[str, Any], optional: bool, wanted: Platform | None = None) -> str:
    """Why the package can't be installed here, or ''. An optional package for one processor is native code, which can't
    run here: it is left out in favour of the wasm32 build."""
    wanted = Platform() if wanted is None else wanted
    if not _listed(list_of(manifest, 'os'), [wanted.os or OS]):
        return f'wanted os {",".join(list_of(manifest, "os"))} (current: {wanted.os or OS})'
    cpu = list_of(manifest, 'cpu')
    if not _listed(cpu, [wanted.cpu] if wanted.cpu != '' else ([RUNNABLE_ARCH] if optional else [ARCH, RUNNABLE_ARCH])):
        return f'wanted cpu {",".join(cpu)} (current: {wanted.cpu or RUNNABLE_ARCH + ", reported as " + ARCH})'
    libc = list_of(manifest, 'libc')
    if len(libc) > 0 and (wanted.libc == '' or not _listed(libc, [wanted.libc])):
        return f'wanted libc {",".join(libc)}, ' + (
            'this machine has none' if wanted.libc == '' else f'asked for {wanted.libc}'
        )
    return ''


def engine_problem(manifest: Map[str, Any]) -> str:
    """The unmet requirement on Node or npm, as `node: '>=99'`, or ''."""
    engines = texts_of(manifest, 'engines')
    node = engines.get('node')
    if node is not None and not satisfies(NODE_VERSION, node, False, True):
        return f"node: '{node}'"
    npm = engines.get('npm')
    if npm is not None and not satisfies(NPM_VERSION, npm, False, True):
        return f"npm: '{npm}'"
    return ''


def normalise_manifest(manifest: Map[str, Any]) -> None:
    """Normalizes odd forms in place: an optional dependency isn't a regular one too, `bin` and `funding` are objects,
    bundled names a list."""
    optional = map_of(manifest, 'optionalDependencies')
    dependencies = map_of(manifest, 'dependencies')
    for name in optional.keys():
        dependencies.delete(name)
    if dependencies.size == 0:
        manifest.delete('dependencies')
    funding = manifest.get('funding')
    if isinstance(funding, str):
        manifest.set('funding', Map([['url', funding]]))
    if manifest.has('bin'):
        manifest.set('bin', bins_of(manifest))
    if manifest.has('bundledDependencies') or manifest.has('bundleDependencies'):
        names = bundled_names(manifest)
        manifest.delete('bundledDependencies')
        manifest.set('bundleDependencies', names)
