"""npm behind a policy that shows it its project alone: what it may not read above counts as absent."""

from runtime_py.security.patterns import Places
from runtime_py.security.policy import Policy
from runtime_py.security.profiles import CAREFUL, STRICT, profile_layer
from runtime_py.security.subject import Subject
from runtime_py.sys.policy_front import PolicyFront
from tests.npm.machine_support import Box


def confined(profile):
    """A project in a folder, below another one of which nothing may be read."""
    box = Box()
    if profile == STRICT:
        box.write('/package.json', '{"workspaces": ["app"]}')
    box.write('/home/user/.npmrc', 'registry=https://secret.example/')
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0", "scripts": {"x": "true"}}\n')
    box.pack('leaf-1.0.0.tgz', [['package.json', '{"name": "leaf", "version": "1.0.0"}'], ['a.js', 'A']])
    box.system.rename('/packs/leaf-1.0.0.tgz', '/app/leaf.tgz')
    said = []
    PolicyFront(
        box.system,
        Policy([profile_layer(profile, Places('/home/user', '/app', '/app'))]),
        Subject('npm'),
        lambda action, thing, decision: said.append(f'{action} {thing}'),
        lambda action, thing, decision: 'deny',
    ).put()
    return box


async def test_it_works_in_its_folder():
    for profile in [STRICT, CAREFUL]:
        box = confined(profile)
        listed = await box.npm('ls')
        assert [listed.code, listed.err] == [0, ''] and '(empty)' in listed.out, listed.out
        scripts = await box.npm('run')
        assert scripts.code == 0 and 'true' in scripts.out
        said = await box.npm('install', './leaf.tgz')
        if profile == STRICT:
            assert 'EACCES: permission denied, mkdir' in said.err  # it writes nothing but its folder
        else:
            assert [said.code, said.err] == [0, ''], said.err
            assert box.read('/app/node_modules/leaf/a.js') == 'A'
