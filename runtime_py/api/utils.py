"""The entry point `/utils` of `@webcontainer/api`: functions for a page that shows previews but runs no machine."""

from runtime_py.api.previews import is_preview_message, reload_preview

PreviewMessageType = {
    'UncaughtException': 'PREVIEW_UNCAUGHT_EXCEPTION',
    'UnhandledRejection': 'PREVIEW_UNHANDLED_REJECTION',
    'ConsoleError': 'PREVIEW_CONSOLE_ERROR',
}


def isPreviewMessage(data: object) -> bool:
    return is_preview_message(data)


def reloadPreview(preview: object, hardRefreshTimeout: int = 200) -> object:
    return reload_preview(preview, hardRefreshTimeout)
