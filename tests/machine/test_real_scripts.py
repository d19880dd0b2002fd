"""Install scripts of well-known packages work confined: none is refused what it needs, and nobody is asked."""

from tests.machine.alarms import alarms
from tests.machine.browser import Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry

# a banner through a temporary file, a look at the project's package.json, a check of the time zone, a native part
PACKAGES = ['core-js@3.40.0', 'protobufjs@7.4.0', 'es5-ext@0.10.64', 'bufferutil@4.0.9']
RAN = ['core-js@3.40.0 (postinstall)', 'protobufjs@7.4.0 (postinstall)', 'es5-ext@0.10.64 (postinstall)']


def test_they_run(machine: Machine, registry: Registry, npm_cache: NpmCache) -> None:
    npm_cache.warm(*PACKAGES)
    machine.run(f'mkdir -p ~/real; cd ~/real; echo "registry={registry.url}" > .npmrc; echo "{{}}" > package.json')
    said = machine.run(f'npm install {" ".join(PACKAGES)} 2>&1; echo "[$?]"', timeout=180).replace('\n', '')
    assert 'install scripts ran' in said and said.endswith('[0]'), said
    for script in RAN:
        assert script in said, said
    assert "bufferutil@4.0.9: its native part can't be built here" in said
    assert 'refused' not in said and 'outside of its folder' not in said, said
    assert machine.run("node -p \"require('core-js/package.json').version + require('protobufjs').build\"") != ''
    assert alarms(machine) == []
    machine.run('cd ~/project; rm -rf ~/real')
