"""`auth` of `@webcontainer/api`: signs in at StackBlitz, which a self-hosted machine has no part in. Every use says so."""

from runtime_py.api.errors import ApiError


class Account:
    def init(self, options: object) -> None:
        raise not_supported()

    def startAuthFlow(self, options: object = None) -> None:
        raise not_supported()

    async def loggedIn(self) -> None:
        raise not_supported()

    async def logout(self, options: object = None) -> None:
        raise not_supported()

    def on(self, event: str, listener: object) -> None:
        raise not_supported()


def not_supported() -> ApiError:
    return ApiError('ERR_NOT_SUPPORTED', 'auth: this machine is self-hosted and knows no StackBlitz account. Put tokens for private registries into .npmrc.')
