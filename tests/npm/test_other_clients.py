"""pnpm and yarn are refused, except for the uses that packages themselves make of them."""

from runtime_py.npm.other_clients import build_wanted
from tests.npm.machine_support import Box


def test_what_packages_fetch_for_themselves():
    assert build_wanted('pnpm', ['i', '@rolldown/binding-wasm32-wasi@1.0.0']) == '@rolldown/binding-wasm32-wasi@1.0.0'
    for words in [
        ['i'],
        ['i', 'left-pad'],
        ['i', '@a/x-wasm32-wasi'],
        ['run', 'x-wasm32-wasi@1.0.0'],
        ['i', '-D', 'x-wasm32-wasi@1.0.0'],
        [],
    ]:
        assert build_wanted('pnpm', words) == ''
    assert build_wanted('yarn', ['add', 'x-wasm32-wasi@1.0.0']) == ''


async def test_refused():
    for client in ['pnpm', 'pnpx', 'yarn', 'yarnpkg']:
        for words in [[], ['-v'], ['install'], ['add', 'leaf'], ['run', 'dev'], ['dlx', 'x']]:
            box = Box()
            box.write('/app/package.json', '{"name": "app", "version": "1.0.0"}\n')
            said = await box.run(client, *words)
            assert said.code == 1
            assert said.out == ''
            assert said.err.startswith(
                f'npm error code EUNSUPPORTED\nnpm error {client} is not part of this machine'
            ), said.err
            assert box.names('/app') == ['package.json']
