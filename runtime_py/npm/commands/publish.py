"""npm publish [FOLDER|ARCHIVE|SPEC]: sends a package to the registry. Its scripts prepublishOnly, prepack, prepare,
publish and postpublish run around it."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.commands.install import run_own_scripts
from runtime_py.npm.commands.pack import Packed, pack, packed_as_json, tell
from runtime_py.npm.config import Layer
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.integrity import integrity_of
from runtime_py.npm.formats.manifest import identity, map_of, text_of
from runtime_py.npm.formats.range import parse_range
from runtime_py.npm.formats.spec import DIRECTORY, parse_argument, parse_dependency, scope_of
from runtime_py.npm.formats.version import Version, compare, parse, valid
from runtime_py.npm.install.prepared import Prepared, prepare
from runtime_py.npm.registry.account import Account, escaped, need_login
from runtime_py.npm.session import Session
from runtime_py.npm.versions import NODE_VERSION, NPM_VERSION
from runtime_py.platform.bytes import to_base64, to_hex
from runtime_py.platform.digest import sha1
from runtime_py.platform.maps import Map

_PRIVATE = "This package has been marked as private\n{}Remove the 'private' field from the package.json to publish it."


async def run(session: Session) -> int:
    words = session.words
    if session.workspaces is not None and (len(words) == 0 or '.' in words):
        await _publish_workspaces(session)
        return 0
    if session.workspaces is not None:
        session.warn('Ignoring workspaces for specified package(s)')
    if len(words) > 1:
        raise usage_error('publish', '')
    await _Publication(session, words[0] if len(words) > 0 else '.', '').run()
    return 0


async def _publish_workspaces(session: Session) -> None:
    for name, path in [] if session.workspaces is None else list(session.workspaces.entries()):
        try:
            await _Publication(session, path, name).run()
        except NpmError as error:
            if error.code != 'EPRIVATE':
                raise
            session.warn(f'publish Skipping workspace {name}, marked as private')


class _Publication:
    """One package; `workspace` is its name there, or ''."""

    def __init__(self, session: Session, word: str, workspace: str) -> None:
        self.session = session
        self.word = word
        self.workspace = workspace
        self.spec = parse_argument(word, session.cwd, session.home)
        self.tag = session.config.text('tag')
        self.layer = Layer('publishConfig', 'publishConfig', Map())

    async def run(self) -> None:
        """Raises NpmError."""
        session = self.session
        if parse_range(self.tag) is not None:
            raise NpmError('', f'Tag name must not be a valid SemVer range: {self.tag.strip()}')
        layers = session.config.layers
        layers.insert(1, self.layer)
        try:
            await self._run()
        finally:
            session.config.layers = [layer for layer in layers if layer is not self.layer]

    async def _run(self) -> None:
        session = self.session
        dry = session.config.flag('dry-run')
        await self._manifest(False)
        await self._scripts(['prepublishOnly'])
        packed = await pack(session, self.word)
        manifest = await self._manifest(True)
        packed = Packed(manifest, packed.archive, packed.files)
        self._check_tag(manifest)
        if not session.config.flag('json'):
            tell(session, packed)
        parse_dependency(text_of(manifest, 'name'), self.tag, session.cwd, session.home)
        account = Account(session.registry, text_of(manifest, 'name'))
        if self.workspace != '' and manifest.get('private') is True:
            raise NpmError('EPRIVATE', _PRIVATE.replace('{}', '  '))
        if not account.is_known():
            self._need_login(account, dry)
        if not session.config.flag('force'):
            await self._check_versions(manifest)
        access = session.config.text('access') or 'default'
        session.log(
            'notice',
            f'Publishing to {account.base} with tag {self.tag} and {access} access{" (dry-run)" if dry else ""}',
        )
        if not dry:
            await self._send(account, manifest, packed)
        if session.config.flag('json'):
            session.print_json(Map([[packed.name, packed_as_json(packed)]]))
        await self._scripts(['publish', 'postpublish'])
        if not session.config.flag('json') and not session.silent:
            session.print(f'+ {identity(packed.manifest)}')

    async def _manifest(self, says: bool) -> Map[str, Any]:
        """As it is sent. Its publishConfig counts more than files and the environment, less than the command line."""
        session = self.session
        if self.spec.type == DIRECTORY:
            found = prepare(session.disk, self.spec.fetch)
            if says:
                self._tell_corrections(found)
            manifest = found.manifest
        else:
            manifest = await session.source.manifest(self.spec)
        for key, value in map_of(manifest, 'publishConfig').entries():
            if not session.config.cli.has(key):
                self.layer.values.set(key, [_text(value)])
        return manifest

    def _tell_corrections(self, found: Prepared) -> None:
        for warning in found.warnings:
            self.session.warn(warning)
        if len(found.corrections) > 0:
            self.session.warn(
                'publish npm auto-corrected some errors in your package.json when publishing.  '
                'Please run "npm pkg fix" to address these errors.'
            )
            lines = ['errors corrected:', *found.corrections]
            self.session.warn('\n'.join([f'publish {line}' for line in lines]))

    async def _scripts(self, events: list[str]) -> None:
        if self.spec.type == DIRECTORY and not self.session.config.flag('ignore-scripts'):
            await run_own_scripts(self.session, events, self.spec.fetch)

    def _is_usual_tag(self, manifest: Map[str, Any]) -> bool:
        own = text_of(map_of(manifest, 'publishConfig'), 'tag')
        return self.tag == 'latest' and self.session.config.cli.get('tag') is None and own == ''

    def _check_tag(self, manifest: Map[str, Any]) -> None:
        version = parse(text_of(manifest, 'version'), True)
        if self.session.config.flag('force') or version is None:
            return
        if len(version.prerelease) > 0 and self._is_usual_tag(manifest):
            raise NpmError('', 'You must specify a tag using --tag when publishing a prerelease version.')

    def _need_login(self, account: Account, dry: bool) -> None:
        text = f'This command requires you to be logged in to {account.base}'
        if not dry:
            raise need_login(text)
        self.session.warn(f'publish {text} (dry-run)')

    async def _check_versions(self, manifest: Map[str, Any]) -> None:
        """A version is published once, and `latest` isn't moved back unasked."""
        own = text_of(manifest, 'version')
        try:
            packument = await self.session.registry.packument(text_of(manifest, 'name'), True)
        except NpmError:
            return  # the first one
        highest: Version | None = None
        for text, known in packument.versions.entries():
            version = parse(text)
            deprecated = isinstance(known, Map) and text_of(known, 'deprecated') != ''
            if version is None or len(version.prerelease) > 0 or deprecated:
                continue
            if version.text == own:
                raise NpmError('', f'You cannot publish over the previously published versions: {own}.')
            if highest is None or compare(version, highest) > 0:
                highest = version
        mine = parse(own, True)
        if highest is not None and mine is not None and compare(highest, mine) >= 0 and self._is_usual_tag(manifest):
            raise NpmError(
                '',
                f'Cannot implicitly apply the "latest" tag because previously published version {highest.text} is '
                f'higher than the new version {own}. You must specify a tag using --tag.',
            )

    async def _send(self, account: Account, manifest: Map[str, Any], packed: Packed) -> None:
        name = text_of(manifest, 'name')
        if manifest.get('private') is True:
            raise NpmError('EPRIVATE', _PRIVATE.replace('{}', ''))
        access = self.session.config.text('access')
        if scope_of(name) == '' and access == 'restricted':
            raise NpmError('EUNSCOPED', "Can't restrict access to unscoped packages.")
        version = valid(text_of(manifest, 'version'), True)
        if version is None:
            raise NpmError('EBADSEMVER', f'invalid semver: {text_of(manifest, "version")}')
        await account.send('PUT', escaped(name), self._document(account, manifest, version, packed, access))

    def _document(
        self, account: Account, manifest: Map[str, Any], version: str, packed: Packed, access: str
    ) -> Map[str, Any]:
        """A packument with this one version, and the archive attached."""
        name = text_of(manifest, 'name')
        file = f'{name}-{version}.tgz'
        sent: Map[str, Any] = Map(list(manifest.entries()))
        sent.set('_nodeVersion', NODE_VERSION)
        sent.set('_npmVersion', NPM_VERSION)
        sent.set('version', version)
        sent.set('_id', f'{name}@{version}')
        dist: Map[str, Any] = Map(list(map_of(manifest, 'dist').entries()))
        dist.set('integrity', integrity_of(packed.archive))
        dist.set('shasum', to_hex(sha1(packed.archive)))
        address = f'{account.base}{name}/-/{file}'
        dist.set('tarball', 'http://' + address[8:] if address.startswith('https://') else address)
        sent.set('dist', dist)
        out: Map[str, Any] = Map([['_id', name], ['name', name]])
        if sent.has('description'):
            out.set('description', sent.get('description'))
        out.set('dist-tags', Map([[text_of(manifest, 'tag') or self.session.config.text('tag'), version]]))
        out.set('versions', Map([[version, sent]]))
        out.set('access', access if access != '' else None)
        attachment = Map(
            [
                ['content_type', 'application/octet-stream'],
                ['data', to_base64(packed.archive)],
                ['length', len(packed.archive)],
            ]
        )
        out.set('_attachments', Map([[file, attachment]]))
        return out


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return value if isinstance(value, str) else f'{value}'


COMMANDS: list[Any] = [['publish', run]]
