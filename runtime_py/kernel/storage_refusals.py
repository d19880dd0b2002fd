"""Error messages for a workspace that can't be opened, which tell the user what to do. Must not know how it is
opened."""

NO_STORAGE = 'ERR_TERRARIUM_NO_STORAGE'
# names of the errors by which a browser denies this site any storage
REFUSED = ['SecurityError', 'NotAllowedError', 'InvalidStateError']

ALLOW = "Allow site data (cookies) for this site in the browser's settings, or leave the private window, then reload."
ROOM = 'Free space on the disk, or delete data of other sites in this browser, then reload.'
AGAIN = 'Close other tabs of this site or restart the browser, then reload.'


class WorkspaceBusy(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f'the workspace "{name}" is open in another tab')
        self.message = f'the workspace "{name}" is open in another tab: close it there, then reload'
        self.code = 'ERR_TERRARIUM_WORKSPACE_BUSY'


class WorkspaceNewer(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f'the workspace "{name}" was made by a newer version')
        self.message = (
            f'the workspace "{name}" was written by a newer version of Terrarium: reload this page to get that version'
        )
        self.code = 'ERR_TERRARIUM_WORKSPACE_NEWER'


class StorageRefused(Exception):
    """`error` is the browser's own."""

    def __init__(self, error: object) -> None:
        super().__init__('the browser gives no storage')
        if error.name in REFUSED:
            self.message = f'This browser gives this page no storage for files ({error.message}). {ALLOW}'
        elif error.name == 'QuotaExceededError':
            self.message = f'This browser has no room for files ({error.message}). {ROOM}'
        else:
            self.message = (
                f"The files of this workspace can't be read from the browser's storage ({error.message}). {AGAIN}"
            )
        self.code = NO_STORAGE


def refusal_of(error: object, workspace: str) -> object:
    """The exception to raise for the browser's error."""
    if isinstance(error, (WorkspaceBusy, WorkspaceNewer)):
        return error
    return WorkspaceNewer(workspace) if error.name == 'VersionError' else StorageRefused(error)
