"""npm docs, repo and bugs [NAME...]: opens the page of a package; the page around the machine is asked to show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.hosted import hosted, plain_url, repository_text
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.registry.pick import pick
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

_PACKAGES = 'https://www.npmjs.com/package/'


async def open_url(session: Session, url: str, title: str) -> None:
    """With --no-browser, or where nobody can show it, it is printed."""
    if session.config.flag_or_none('browser') is not False:
        try:
            await session.system.ask_kernel('xdg-open', url)
            return
        except Exception:
            pass  # printing is the answer
    if session.config.flag('json'):
        session.print_json(Map([['title', title], ['url', url]]))
    else:
        session.print(f'{title}:\n{url}')


async def run_docs(session: Session) -> int:
    return await _open_all(session, _docs)


async def run_repo(session: Session) -> int:
    return await _open_all(session, _repo)


async def run_bugs(session: Session) -> int:
    return await _open_all(session, _bugs)


async def _open_all(session: Session, url_of: Callable[[Map[str, Any]], str]) -> int:
    if len(session.words) > 0 or session.workspaces is None:
        for word in session.words if len(session.words) > 0 else ['.']:
            await _open(session, await _manifest(session, word), url_of)
        return 0
    for path in session.workspaces.values():
        await _open(session, session.source.folder(path), url_of)
    return 0


async def _open(session: Session, manifest: Map[str, Any], url_of: Callable[[Map[str, Any]], str]) -> None:
    title = f'{text_of(manifest, "name")} {session.command} available at the following URL'
    await open_url(session, url_of(manifest), title)


async def _manifest(session: Session, word: str) -> Map[str, Any]:
    if word == '.':
        return session.source.folder(session.prefix)
    spec = parse_argument(word, session.cwd, session.home)
    if not spec.from_registry:
        return await session.source.manifest(spec)
    packument = await session.registry.packument(spec.package, True)
    return pick(packument, spec, session.config.text('tag'), session.source.before(spec.package))


def _docs(manifest: Map[str, Any]) -> str:
    if text_of(manifest, 'homepage') != '':
        return text_of(manifest, 'homepage')
    found = hosted(repository_text(manifest))
    return _PACKAGES + text_of(manifest, 'name') if found is None else found.docs


def _repo(manifest: Map[str, Any]) -> str:
    text = repository_text(manifest)
    if text == '':
        raise NpmError('', 'no repository')
    found = hosted(text)
    if found is not None:
        repository: Any = manifest.get('repository')
        return found.folder(text_of(repository, 'directory') if isinstance(repository, Map) else '')
    url = plain_url(text)
    if url == '':
        raise NpmError('', 'no repository: could not get url')
    return url


def _bugs(manifest: Map[str, Any]) -> str:
    bugs: Any = manifest.get('bugs')
    if isinstance(bugs, str) and bugs != '':
        return bugs
    if isinstance(bugs, Map):
        if text_of(bugs, 'url') != '':
            return text_of(bugs, 'url')
        if text_of(bugs, 'email') != '':
            return 'mailto:' + text_of(bugs, 'email')
    found = hosted(repository_text(manifest))
    return _PACKAGES + text_of(manifest, 'name') if found is None else found.bugs


COMMANDS: list[Any] = [['docs', run_docs], ['repo', run_repo], ['bugs', run_bugs]]
