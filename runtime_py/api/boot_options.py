"""The options of `WebContainer.boot` are checked before anything starts. Must not know what they do."""

from runtime_py.api.errors import ApiError
from runtime_py.api.limits import limits_of, space_of
from runtime_py.api.permissions import asking_of
from runtime_py.api.preview_origins import SANDBOXED, checked
from runtime_py.api.scheduling import scheduler_changes
from runtime_py.api.spawning import environment_of, npmrc_of, policy_text
from runtime_py.api.workspaces import check_workspace
from runtime_py.platform.module_url import folder_url

INVALID = 'ERR_INVALID_ARG_VALUE'


def check_options(given: object, assets: object) -> str:
    """Throws for an option that can't be right. Returns the URL of the folder of dist/: the option `assets`, else
    `assets`, else this module's folder."""
    check_workspace(given.workspace)
    name = given.workdirName
    if name is not None and not is_folder_name(name):
        raise ApiError(INVALID, 'workdirName should be a valid folder name')
    if given.proxy is not None and not is_proxy_url(given.proxy):
        raise ApiError(INVALID, 'proxy should be a URL of http: or https:')
    if given.alongside and checked(given.previews) != '' and '{id}' not in given.previews:
        raise ApiError(INVALID, 'previews of machines alongside each other need {id} in their origin')
    checked(given.previews)
    folder = (
        assets_folder(given.assets if given.assets is not None else assets)
        if given.machine is None
        else machine_folder(given.machine)
    )
    if given.machine is not None and given.previews == SANDBOXED:
        raise ApiError(
            INVALID,
            "previews: 'sandboxed' is for a machine on the page's own origin. Leave out `machine`, or give previews origins of their own",
        )
    npmrc_of(given)
    policy_text(given.policy)
    environment_of(given.env)
    limits_of(given.limits, True)
    space_of(given.limits)
    scheduler_changes(given.scheduler)
    asking_of(given.asking)
    check_wall(given.wall)
    return folder


def is_folder_name(name: object) -> bool:
    return js_typeof(name) == 'string' and '/' not in name and '\0' not in name and name not in ('', '.', '..')


def check_wall(given: object) -> None:
    """An option that is misspelt must not leave programs without a wall."""
    if given is not None and given != 'required':
        raise ApiError(INVALID, "wall should be 'required', or be left out")


def assets_folder(given: object) -> str:
    """Where the files of dist/ are: beside this module, or at the page's option `assets`."""
    if given is None:
        return folder_url()
    try:
        url = URL(given, document.baseURI)
    except Exception:
        raise ApiError(INVALID, 'assets should be the URL of a folder')
    if url.origin != location.origin:
        raise ApiError(
            INVALID,
            f"assets should be a folder of this page's own origin: browsers take no service worker from {url.origin}",
        )
    return url.origin + url.pathname + ('' if url.pathname.endswith('/') else '/')


def machine_folder(given: object) -> str:
    """Where the files of dist/ are on another origin, which has the machine."""
    try:
        url = URL(given)
    except Exception:
        raise ApiError(INVALID, 'machine should be the URL of the folder of dist/ on another origin')
    if url.protocol not in ('http:', 'https:') or url.origin == location.origin:
        raise ApiError(INVALID, 'machine should be a URL of http: or https: on another origin than this page')
    return url.origin + url.pathname + ('' if url.pathname.endswith('/') else '/')


def is_proxy_url(text: object) -> bool:
    try:
        return URL(text).protocol in ('http:', 'https:')
    except Exception:
        return False
