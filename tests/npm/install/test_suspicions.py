"""Hosts in a lock file that are neither a registry nor asked for."""

from runtime_py.npm.install.suspicions import strange_hosts
from runtime_py.platform.maps import Map

REGISTRIES = ['registry.test', 'registry.npmjs.org']


def found(resolved, dependencies):
    packages = Map([[f'node_modules/p{k}', Map([['resolved', url]])] for k, url in enumerate(resolved)])
    packages.set('', Map())
    manifest = Map([['dependencies', Map([[f'p{k}', value] for k, value in enumerate(dependencies)])]])
    return [f'{host} {count}' for host, count in strange_hosts(packages, manifest, REGISTRIES).entries()]


def test_hosts():
    assert (
        found(
            ['https://registry.test/a.tgz', 'https://registry.npmjs.org/b.tgz', 'file:../c', 'git+ssh://git@h.test/x'],
            ['1'],
        )
        == []
    )
    assert found(['https://evil.test/a.tgz', 'http://EVIL.test/b.tgz'], ['^1']) == ['evil.test 2']
    assert found(['https://files.test/a.tgz'], ['https://files.test/a.tgz']) == []
    assert found(['nothing', 5], ['1']) == []
