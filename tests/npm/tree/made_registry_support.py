"""A registry made from manifests, and the ideal trees over it."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.lockfile import load_tree, parse_lockfile
from runtime_py.npm.formats.manifest import parse_package
from runtime_py.npm.registry.pick import Packument, pick
from runtime_py.npm.tree.ideal_tree import IdealTree, Source
from runtime_py.npm.tree.place import Rules
from runtime_py.npm.tree.tree import make_root
from runtime_py.npm.tree.tree_sets import compute_flags
from runtime_py.platform.maps import Map


class Shelf(Source):
    """Packages by name: manifests as JSON texts."""

    def __init__(self, texts):
        self.packuments = Map()
        for text in texts:
            manifest = parse_package(text, 'shelf')
            name = manifest.get('name')
            if not self.packuments.has(name):
                self.packuments.set(name, Map([['name', name], ['versions', Map()]]))
            self.packuments.get(name).get('versions').set(manifest.get('version'), manifest)

    async def manifest(self, spec):
        found = self.packuments.get(spec.package)
        if found is None:
            raise NpmError('E404', spec.package)
        return pick(Packument(found), spec if spec.target is None else spec.target, 'latest')


def text(name, version, more=''):
    return f'{{"name": "{name}", "version": "{version}"{", " + more if more != "" else ""}}}'


async def build(manifest, texts, lock=None):
    root = make_root(parse_package(manifest, 'root'), '/app', '/home')
    if lock is None:
        root.load_edges()
    else:
        load_tree(parse_lockfile(lock, 'lock'), root)
    ideal = IdealTree(root, Shelf(texts), Rules())
    await ideal.build()
    compute_flags(root)
    return root
