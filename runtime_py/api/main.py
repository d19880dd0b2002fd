"""The public API, `terrarium.js`: exactly the names that `@webcontainer/api` 1.6 exports. What they do is in the modules beside this one."""

from runtime_py.api.account import Account
from runtime_py.api.previews import is_preview_message, reload_preview
from runtime_py.api.web_container import WebContainer as Machine

WebContainer = Machine
auth = Account()

PreviewMessageType = {
    'UncaughtException': 'PREVIEW_UNCAUGHT_EXCEPTION',
    'UnhandledRejection': 'PREVIEW_UNHANDLED_REJECTION',
    'ConsoleError': 'PREVIEW_CONSOLE_ERROR',
}


def isPreviewMessage(data: object) -> bool:
    return is_preview_message(data)


def reloadPreview(preview: object, hardRefreshTimeout: int = 200) -> object:
    return reload_preview(preview, hardRefreshTimeout)


def configureAPIKey(key: str) -> None:
    """Nothing here needs a key. The name is exported so that code for `@webcontainer/api` runs as it is."""
