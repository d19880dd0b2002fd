"""Entry of serve.js, the part of process.js that runs our own dev server."""

from runtime_py.devserver.main import run
from runtime_py.devserver.transformers.hub import Hub
from runtime_py.platform.futures import start
from runtime_py.platform.host import host_console
from runtime_py.platform.parts import offer


async def main(system: object, argv: list, env: list) -> int:
    def tell(text: str) -> None:
        start(system.ask_kernel('dev-server', text), lambda error: host_console.warn(error))

    return await run(system, argv, env, Hub(system, env), tell)


offer({'main': main})
