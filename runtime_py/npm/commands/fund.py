"""npm fund [NAME]: which installed packages ask for money, and where; with a name, opens that address."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.pages import open_url
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.branches import Branch, drawn
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.formats.version import Version, compare, parse
from runtime_py.npm.install.present_tree import present_tree
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map, Set


class _Source:
    def __init__(self, kind: str, url: str) -> None:
        self.kind = kind
        self.url = url

    def as_json(self) -> Map[str, Any]:
        out: Map[str, Any] = Map([] if self.kind == '' else [['type', self.kind]])
        out.set('url', self.url)
        return out


class _Item:
    """A package that asks for money, or leads to one that does."""

    def __init__(self, name: str, version: str, sources: list[_Source]) -> None:
        self.name = name
        self.version = version
        self.sources = sources
        self.below: list[_Item] = []

    def title(self) -> str:
        return self.name + (f'@{self.version}' if self.version != '' else '')


async def run(session: Session) -> int:
    which = session.config.text('which')
    if which != '' and (not which.isdigit() or int(which) < 1):
        raise NpmError(
            'EFUNDNUMBER', '`npm fund [<package-spec>] --which=fundingSourceNumber` must be given a positive integer'
        )
    if session.is_global:
        raise NpmError('EFUNDGLOBAL', '`npm fund` does not support global packages')
    tree = present_tree(session)
    if len(session.words) > 0:
        await _open(session, tree, session.words[0], int(which) if which != '' else 0)
        return 0
    root = _Item(text_of(tree.manifest, 'name'), text_of(tree.manifest, 'version'), [])
    chosen = None if session.workspaces is None else list(session.workspaces.keys())
    count = _gather(tree, root, Set(), chosen)
    if session.config.flag('json'):
        out = _as_json(root)
        session.print_json(Map([['length', count], *list(out.entries())]))
    else:
        session.print(drawn(_branches(root, session.unicode), session.unicode))
    return 0


def _sources(funding: Any) -> list[_Source]:
    out: list[_Source] = []
    for each in funding if isinstance(funding, list) else [funding]:
        url = each if isinstance(each, str) else (text_of(each, 'url') if isinstance(each, Map) else '')
        if url.startswith('http://') or url.startswith('https://'):
            out.append(_Source(text_of(each, 'type') if isinstance(each, Map) else '', url))
    return out


def _gather(node: Node, item: _Item, seen: Set[str], chosen: list[str] | None) -> int:
    """Adds what the node's dependencies lead to; a package that was named already isn't repeated. How many."""
    count = 0
    nodes: list[Node] = []
    for edge in node.edges_out.values():
        to = edge.to if edge.to is None or edge.to.target is None else edge.to.target
        if to is None or (chosen is not None and (not to.is_workspace or edge.name not in chosen)):
            continue
        key = f'{to.name}@{to.version}'
        if not seen.has(key):
            seen.add(key)
            nodes.append(to)
    for to in nodes:
        below = _Item(to.name, to.version, _sources(to.manifest.get('funding')))
        further = _gather(to, below, seen, None)
        if len(below.sources) > 0 or further > 0:
            item.below.append(below)
            count += further + (1 if len(below.sources) > 0 else 0)
    return count


def _as_json(item: _Item) -> Map[str, Any]:
    out: Map[str, Any] = Map([['name', item.name]] if item.name != '' else [])
    if item.version != '':
        out.set('version', item.version)
    if len(item.sources) > 0:
        one = item.sources[0].as_json()
        out.set('funding', one if len(item.sources) == 1 else [source.as_json() for source in item.sources])
    if len(item.below) > 0:
        below: Map[str, Any] = Map()
        for each in item.below:
            entry = _as_json(each)
            entry.delete('name')
            below.set(each.name, entry)
        out.set('dependencies', below)
    return out


class _Address:
    """An address, with the packages that name it."""

    def __init__(self, branch: Branch) -> None:
        self.branch = branch
        self.packages: list[str] = []


def _branches(root: _Item, unicode: bool) -> Branch:
    top = Branch(root.title())
    addresses: Map[str, _Address] = Map()
    _add_below(root, top, addresses)
    for url, address in addresses.entries():
        inner = Branch(url)
        inner.below = [Branch(', '.join(address.packages))]
        address.branch.label = drawn(inner, unicode).strip()
    return top


def _add_below(item: _Item, branch: Branch, addresses: Map[str, _Address]) -> None:
    """What has an address that was there before is named with it; what is below it is left out, as in npm."""
    for each in item.below:
        url = each.sources[0].url if len(each.sources) > 0 else ''
        address = addresses.get(url)
        if address is not None:
            address.packages.append(each.title())
            continue
        child = Branch(each.title())
        branch.below.append(child)
        if url != '':
            address = _Address(child)
            address.packages.append(each.title())
            addresses.set(url, address)
        _add_below(each, child, addresses)


async def _open(session: Session, tree: Node, word: str, which: int) -> None:
    sources = _sources(await _funding(session, tree, word))
    if len(sources) == 0:
        raise NpmError('ENOFUND', f'No valid funding method available for: {word}')
    source = sources[0] if len(sources) == 1 and which == 0 else None
    if 0 < which <= len(sources):
        source = sources[which - 1]
    if source is not None:
        await open_url(session, source.url, _title(source))
        return
    if which > 0:
        session.print(f'--which={which} is not a valid index')
    for k, each in enumerate(sources):
        session.print(f'{k + 1}: {_title(each)}: {each.url}')
    session.print(
        'Run `npm fund [<package-spec>] --which=1`, for example, to open the first funding URL listed in that package'
    )


def _title(source: _Source) -> str:
    return f'{source.kind + " funding" if source.kind != "" else "Funding"} available at the following URL'


async def _funding(session: Session, tree: Node, word: str) -> Any:
    spec = parse_argument(word, session.cwd, session.home)
    best: Node | None = None
    newest: Version | None = None
    for node in tree.inventory.values():
        if node.real_path() == spec.fetch:
            return node.manifest.get('funding')
        version = parse(node.version, True)
        if node.name == spec.name and version is not None and (newest is None or compare(version, newest) > 0):
            best = node
            newest = version
    if best is not None:
        return best.manifest.get('funding')
    try:
        return (await session.source.manifest(spec)).get('funding')
    except NpmError:
        return None
