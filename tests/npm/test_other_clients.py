"""pnpm and yarn in npm's words."""
from runtime_py.npm.other_clients import translate


def test_pnpm():
    assert translate('pnpm', ['i', '@rolldown/binding-wasm32-wasi@1.0.0']) == ['install', '@rolldown/binding-wasm32-wasi@1.0.0']
    assert translate('pnpm', ['--silent', 'add', '-D', 'x']) == ['install', '--loglevel', 'silent', '-D', 'x']
    assert translate('pnpm', ['dev', '--port', '3']) == ['run', 'dev', '--', '--port', '3']
    assert translate('pnpm', ['run', 'dev']) == ['run', 'dev']
    assert translate('pnpm', ['dlx', 'create-vite', '--x']) == ['exec', '--yes', '--', 'create-vite', '--x']
    assert translate('pnpx', ['cowsay', 'hi']) == ['exec', '--yes', '--', 'cowsay', 'hi']


def test_yarn():
    assert translate('yarn', []) == ['install']
    assert translate('yarn', ['--frozen-lockfile']) == ['install']
    assert translate('yarn', ['add', 'a', '--dev']) == ['install', 'a', '--save-dev']
    assert translate('yarn', ['remove', 'a']) == ['uninstall', 'a']
    assert translate('yarn', ['build']) == ['run', 'build']
    assert translate('yarn', ['--version']) == ['--version']
