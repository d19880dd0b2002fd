"""Manifests from archives and folders."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.registry_source import manifest_in, unpack, with_origin
from runtime_py.platform.maps import Map
from tests.npm.project_support import project
from tests.support import raises


def test_the_manifest_of_an_archive() -> None:
    data = project().system.read_file('/packs/leaf-1.0.0.tgz')
    assert manifest_in(unpack(data, 'leaf'), 'leaf').get('version') == '1.0.0'
    with raises(NpmError):
        unpack(data[0:20], 'leaf')
    made = with_origin(Map([['name', 'a']]))
    assert made.get('name') == 'a'
