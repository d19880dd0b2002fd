"""The public API, `terrarium.js`: exactly the names that `@webcontainer/api` 1.6 exports. The other modules of this
folder implement them."""

from runtime_py.api.account import Account
from runtime_py.api.apart import ApartMachine
from runtime_py.api.instances import use_apart
from runtime_py.api.utils import PreviewMessageType as MessageType
from runtime_py.api.utils import isPreviewMessage as is_message
from runtime_py.api.utils import reloadPreview as reload
from runtime_py.api.web_container import WebContainer as Machine

WebContainer = Machine
use_apart(ApartMachine)
auth = Account()
PreviewMessageType = MessageType
isPreviewMessage = is_message
reloadPreview = reload


def configureAPIKey(key: str) -> None:
    """Does nothing, since no key is needed. Exported so that code for `@webcontainer/api` runs unchanged."""
