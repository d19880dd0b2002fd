"""The project's PostCSS: finds its configuration, runs sheets through it in the compilers' process, and remembers the
results as long as none of their files changes. Pure but for the context.

Results aren't stored on disk, because plugins read files that they don't report."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.changes import digest_of
from runtime_py.devserver.code_frame import frame
from runtime_py.devserver.context import Context
from runtime_py.devserver.failures import BuildError, without_place
from runtime_py.devserver.paths import join, name_of
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map

MODULES = ['.ts', '.cts', '.mts', '.js', '.cjs', '.mjs']
NAMES = [
    '.postcssrc',
    '.postcssrc.json',
    *[f'.postcssrc{ending}' for ending in MODULES],
    *[f'postcss.config{ending}' for ending in MODULES],
]


class Configuration:
    """`inline`: its JSON; None when the file is a module."""

    def __init__(self, file: str, stamp: str, inline: str | None) -> None:
        self.file = file
        self.stamp = stamp
        self.inline = inline


class Processed:
    """A sheet as plugins left it, and the files that it depends on."""

    def __init__(self, text: str, files: list[str]) -> None:
        self.text = text
        self.files = files


class _Kept:
    def __init__(self, key: str, result: Processed) -> None:
        self.key = key
        self.result = result


class PostCss:
    """Raises BuildError."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kept: Map[str, _Kept] = Map()

    def configuration(self) -> Configuration | None:
        """In package.json, or the first file in postcss-load-config's order."""
        root = self._context.root
        own = self._context.resolver.package(root)
        if own is not None and own.get('postcss') is not None:
            text = stringify(own.get('postcss'))
            return Configuration(join(root, 'package.json'), digest_of(encode(text)), text)
        for name in NAMES:
            file = join(root, name)
            if not self._context.files.is_file(file):
                continue
            content = self._context.files.read(file)
            if content is None:
                continue
            is_json = name in ['.postcssrc', '.postcssrc.json']
            return Configuration(file, digest_of(content), self._json(file, decode(content)) if is_json else None)
        return None

    def _json(self, file: str, text: str) -> str:
        try:
            return stringify(parse(text))
        except ValueError as error:
            raise without_place('postcss', f'{name_of(file)} must be JSON here: {error}', file)

    async def process(self, file: str, text: str, part: str) -> Processed | None:
        """None when the project doesn't configure PostCSS. `part`: which sheet of a component."""
        configuration = self.configuration()
        if configuration is None:
            return None
        key = digest_of(encode('\0'.join([configuration.file, configuration.stamp, text])))
        kept = self._kept.get(file + part)
        if kept is not None and kept.key == key + self._digests(kept.result.files):
            return kept.result
        result = await self._run(file, text, configuration)
        self._kept.set(file + part, _Kept(key + self._digests(result.files), result))
        return result

    def _digests(self, files: list[str]) -> str:
        found: list[str] = []
        for file in files:
            content = self._context.files.read(file)
            found.append('' if content is None else digest_of(content))
        return ' '.join(found)

    async def _run(self, file: str, text: str, configuration: Configuration) -> Processed:
        context = self._context
        folder = context.resolver.package_folder('postcss', join(context.root, 'index.html'))
        if folder is None:
            raise without_place(
                'postcss',
                f'{name_of(configuration.file)} needs postcss, which is not installed (ERR_TERRARIUM_SERVE_STYLE): npm install -D postcss',
                configuration.file,
            )
        request: Map[str, Any] = Map(
            [
                ['kind', 'postcss'],
                ['folder', folder],
                ['project', context.root],
                ['file', file],
                ['source', text],
                ['config', configuration.file],
                ['stamp', configuration.stamp],
                ['inline', configuration.inline],
                ['production', context.settings.is_build],
            ]
        )
        try:
            reply = await context.transformers.compile(request)
        except BuildError as error:
            source = text if error.file == file else context.text_of(error.file)
            if error.line == 0 or source is None:
                raise
            place = frame(source, error.line, error.column)
            raise BuildError(error.plugin, error.message, error.file, error.line, error.column, place)
        return Processed(str(reply.get('code')), [configuration.file, *(reply.get('files') or [])])
