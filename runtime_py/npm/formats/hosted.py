"""Pages of a repository on the well-known hosts, from what package.json says of it. As hosted-git-info."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.manifest import text_of
from runtime_py.platform.maps import Map

_SHORT: Map[str, str] = Map([['github', 'github.com'], ['gitlab', 'gitlab.com'], ['bitbucket', 'bitbucket.org']])
_TREES: Map[str, str] = Map([['github.com', 'tree/HEAD'], ['gitlab.com', 'tree/HEAD'], ['bitbucket.org', 'src/HEAD']])


class Repository:
    """`url` is a repository's page without what follows; `docs`, `bugs` and `folder(path)` are pages of it."""

    def __init__(self, host: str, path: str) -> None:
        self.url = f'https://{host}/{path}'
        self._host = host
        self.docs = self.url + '#readme'
        self.bugs = self.url + '/issues'

    def folder(self, path: str) -> str:
        return f'{self.url}/{_TREES.get(self._host)}/{path.strip("/")}' if path != '' else self.url


def repository_text(manifest: Map[str, Any]) -> str:
    """What package.json says; '' for nothing."""
    found: Any = manifest.get('repository')
    if isinstance(found, str):
        return found
    return text_of(found, 'url') if isinstance(found, Map) else ''


def hosted(text: str) -> Repository | None:
    """`owner/name`, `github:owner/name`, and addresses of these hosts in every form of git's."""
    host = 'github.com'
    path = text.removeprefix('git+')
    colon = path.find(':')
    short = _SHORT.get(path[:colon]) if colon > 0 else None
    if short is not None:
        host = short
        path = path[colon + 1 :]
    elif path.find('://') >= 0:
        parts = path[path.find('://') + 3 :].split('/')
        host = parts[0][parts[0].rfind('@') + 1 :].removeprefix('www.').split(':')[0]
        path = '/'.join(parts[1:])
    elif path.startswith('git@'):
        host = path[4:colon]
        path = path[colon + 1 :]
    path = path.split('#')[0].removesuffix('/').removesuffix('.git')
    if (
        not _TREES.has(host)
        or len(path.split('/')) != 2
        or path.find(':') >= 0
        or path.startswith('.')
        or path.startswith('/')
    ):
        return None
    return Repository(host, path)


def clone_url(text: str) -> str:
    """The address for git, in the form that npm gives it; '' for an unknown host."""
    found = hosted(text)
    if found is None:
        return ''
    path = found.url.removeprefix('https://')
    after = text[text.find('#') :] if text.find('#') >= 0 else ''
    if text.startswith('git@') or text.startswith('ssh:') or text.startswith('git+ssh:'):
        return f'git+ssh://git@{path}.git{after}'
    return f'{"git" if text.startswith("git:") else "git+https"}://{path}.git{after}'


def plain_url(text: str) -> str:
    """The page that the address of an unknown host suggests; '' when it is no address."""
    at = text.find('://')
    if at < 0:
        return ''
    scheme = 'http' if text[:at] in ('http', 'git+http') else 'https'
    rest = text[at + 3 :].split('#')[0].split('?')[0]
    slash = rest.find('/')
    host = rest if slash < 0 else rest[:slash]
    path = '/' if slash < 0 else rest[slash:].removesuffix('.git')
    host = host[host.rfind('@') + 1 :].split(':')[0]
    return f'{scheme}://{host}{path}' if host != '' else ''
