"""Entry of the page: boots the machine of a workspace and connects it to the parts of the workbench.

`?workspace=NAME` selects another workspace. For access from outside (tests, the console): `window.terrarium` is the
machine, `window.terminalText()` returns all text of the terminal."""

from runtime_py.api.paths import relative
from runtime_py.api.web_container import WebContainer
from runtime_py.ide.dev_servers import DevServers
from runtime_py.ide.dom import element, icon_button, remember, remembered, required, text_button
from runtime_py.ide.downloads import download_damaged, save
from runtime_py.ide.editor import Editor
from runtime_py.ide.file_tree import FileTree
from runtime_py.ide.layout import Layout
from runtime_py.ide.links import is_link
from runtime_py.ide.loss_dialog import LossDialog, add_lines, summary
from runtime_py.ide.part_keys import PartKeys
from runtime_py.ide.permission_dialog import PermissionDialogs
from runtime_py.ide.preview import Preview
from runtime_py.ide.problems import Problems
from runtime_py.ide.resume_offer import ResumeOffer
from runtime_py.ide.status import Status
from runtime_py.ide.terminals import Terminals
from runtime_py.ide.theme import Theme
from runtime_py.ide.workspace_dialog import WorkspaceDialog
from runtime_py.ide.workspace_names import identity_of, is_name
from runtime_py.platform.dynamic_import import import_module
from runtime_py.platform.module_url import folder_url

DEFAULT_WORKSPACE = 'default'
DAMAGED = 'ERR_TERRARIUM_DAMAGED'
SAVED = 'ERR_TERRARIUM_SAVED'
NOT_SAVED = 'ERR_TERRARIUM_NOT_SAVED'
TAKEN_OVER = 'ERR_TERRARIUM_TAKEN_OVER'
TAKE_OVER = 'terrarium:take-over'


def workspace_name() -> str:
    """From the page's address. Throws when it isn't a valid name."""
    name = URLSearchParams(location.search).get('workspace')
    if name is None:
        return DEFAULT_WORKSPACE
    if not is_name(name):
        raise Error(f'"{name}" can\'t be the name of a workspace: use only letters, digits, dots and dashes')
    return name


def preview_origins(workspace: str) -> str | None:
    """The separate origins of previews, if the build has some (`build.py build --previews`, `build.py serve`). Below
    localhost, workspaces other than the first have names of their own: they may run at the same time."""
    found = document.querySelector('meta[name="terrarium-previews"]')
    if found is None:
        return None
    return (
        found.content
        if workspace == DEFAULT_WORKSPACE
        else found.content.replace('//{port}.localhost', '//{port}-{id}.localhost')
    )


def enforce_trusted_types() -> None:
    """From now on no text becomes code or markup in this page. Not earlier: workers behind the wall would inherit it,
    and ask a policy of ours at each evaluation."""
    policy = "require-trusted-types-for 'script'; trusted-types terrarium default 'allow-duplicates'"
    document.head.append(element('meta', {'http-equiv': 'Content-Security-Policy', 'content': policy}))


def takes_over() -> bool:
    """Whether the previous page in this tab asked to take over."""
    try:
        found = sessionStorage.getItem(TAKE_OVER) is not None
        sessionStorage.removeItem(TAKE_OVER)
        return found
    except Exception:
        return False


class Workbench:
    """The page. States: booting -> running, or failed."""

    def __init__(self):
        self.theme = Theme()
        self.layout = Layout()
        PartKeys(self.layout)
        self.status = Status()
        self._actions = required('actions')
        self._preview_toggle = None
        self._lost: list = []  # messages about what the workspace has lost
        theme_button = icon_button('sun', 'Theme', lambda: self.theme.toggle())
        self.theme.button(theme_button)
        self._actions.append(self._explorer_button(), theme_button)
        self.layout.show_preview(False)

    def _explorer_button(self) -> object:
        button = icon_button('files', 'Show the files', lambda: self._toggle_explorer(button))
        button.classList.add('wide-only')
        button.setAttribute('aria-pressed', 'true')
        if remembered('explorer', 'true') == 'false':
            self._toggle_explorer(button)
        return button

    def _monitor_button(self, machine: object) -> None:
        self._dialog_button(
            'monitor.js',
            'monitor',
            'Monitor',
            lambda found: js_new(found.MonitorDialog, machine, lambda listener: self.theme.on_change(listener)),
        )
        self._dialog_button('audit.js', 'shield', 'Audit log', lambda found: js_new(found.AuditDialog, machine))

    def _dialog_button(self, script: str, icon: str, label: str, make: object) -> None:
        """The dialog's script comes when it is asked for."""
        opened: list = [None]

        async def show() -> None:
            if opened[0] is None:
                opened[0] = make(await import_module(folder_url() + script))
            await opened[0].show()

        self._actions.prepend(
            icon_button(icon, label, lambda: show().catch(lambda error: self.status.tell(error.message)))
        )

    def _toggle_explorer(self, button: object) -> None:
        shown = String(self.layout.toggle_explorer())
        button.setAttribute('aria-pressed', shown)
        remember('explorer', shown)

    async def start(self) -> None:
        try:
            workspace = workspace_name()
            options = {
                'workspace': identity_of(workspace),
                'takeOver': takes_over(),
                'previews': preview_origins(workspace),
                'forwardPreviewErrors': True,
                'onProgress': lambda step: self.status.step(step),
            }
            machine = await WebContainer.boot(options)
        except Exception as error:
            console.error(error)
            self.status.failed(error, lambda: self._take_over())
            return
        enforce_trusted_types()
        self.status.ready()
        title = workspace if workspace != DEFAULT_WORKSPACE else machine.workdir.replace('/home/user', '~')
        self._title(title, workspace, machine)
        self._connect(machine)

    def _title(self, text: str, workspace: str, machine: object) -> None:
        button = element(
            'button',
            {'type': 'button', 'class': 'title-button', 'title': 'Workspaces, checkpoints, archives', 'text': text},
        )
        button.addEventListener(
            'click', lambda event: WorkspaceDialog(workspace, machine, lambda said: self.status.tell(said)).show()
        )
        required('title').replaceChildren(button)

    def _take_over(self) -> None:
        """The next start takes the workspace over from the other tab."""
        try:
            sessionStorage.setItem(TAKE_OVER, '1')
        except Exception as error:
            console.debug('not remembered', error)
        location.reload()

    def _connect(self, machine: object) -> None:
        status = self.status
        machine.on('warning', lambda warning: self._warn(machine, warning))
        editor = Editor(machine.fs, lambda count: self.layout.show_editor(count > 0), lambda text: status.tell(text))
        tree = FileTree(
            machine.fs,
            lambda path: self._open(editor, path),
            lambda old, target: editor.moved(old, target),
            lambda text: status.tell(text),
        )
        preview = Preview(machine, lambda shown: self._show_preview(shown))
        self._preview_button(machine, preview)
        self._monitor_button(machine)
        terminals = Terminals(machine, self.theme)
        terminals.open()
        DevServers(machine, lambda path, line, column: self._open_at(editor, path, line, column))
        Problems(
            machine,
            lambda path, line, column: self._open_at(editor, path, line, column),
            lambda marks: editor.mark(marks),
        )
        machine.on('xdg-open', lambda text: self._open_asked(machine, editor, text))
        machine.on(
            'code',
            lambda kind, event: event.files.forEach(lambda file: self._open_asked(machine, editor, file.filepath)),
        )
        machine.on('error', lambda error: self._on_lost(machine, terminals, error))
        tree.start()
        status.watch_memory(machine)
        ResumeOffer(machine, status.offers, lambda line: terminals.enter(line)).look().catch(
            lambda error: console.debug('nothing to resume', error)
        )
        self._keep(machine, editor)
        ask_to_keep(lambda text: status.tell(text))
        window.terrarium = machine
        window.terminalText = lambda: terminals.text()

    async def _open(self, editor: Editor, path: str) -> None:
        await editor.open(path)
        if editor.shows(path):
            self.layout.show('editor')

    async def _open_at(self, editor: Editor, path: str, line: int, column: int) -> None:
        await self._open(editor, path)
        if editor.shows(path):
            editor.select(line, column)

    def _open_asked(self, machine: object, editor: Editor, target: str) -> None:
        """A program asks to show a file or a URL. The browser may block a pop-up; a file outside the folder can't be
        opened in the editor."""
        inside = relative(machine.workdir, target)
        if is_link(target):
            window.open(target, '_blank', 'noopener')
        elif not target.startswith('/'):
            self.status.tell(
                f'A program asks to open {target}. This page opens only links to http:, https: and mailto:'
            )
        elif inside != target:
            self._open(editor, inside)
        else:
            self.status.tell(f'{target} is not in the folder of this workspace')

    def _show_preview(self, shown: bool) -> None:
        self.layout.show_preview(shown)
        self._preview_toggle.setAttribute('aria-pressed', String(shown))

    def _preview_button(self, machine: object, preview: Preview) -> None:
        self._preview_toggle = icon_button(
            'panel', 'Show the preview', lambda: preview.close() if preview.is_shown() else preview.show_any()
        )
        self._preview_toggle.classList.add('wide-only')
        self._preview_toggle.disabled = True
        self._preview_toggle.setAttribute('aria-pressed', 'false')
        machine.on('port', lambda port, kind, url: self._allow_preview(preview))
        dialogs = PermissionDialogs()
        machine.on('permission', lambda request: dialogs.ask(request))
        download = icon_button(
            'download', 'Download the files as a zip, without node_modules', lambda: self._download(machine)
        )
        self._actions.prepend(download, self._preview_toggle)

    def _allow_preview(self, preview: Preview) -> None:
        self._preview_toggle.disabled = not preview.has_ports() and not preview.is_shown()

    def _on_lost(self, machine: object, terminals: Terminals, error: object) -> None:
        if error.code == TAKEN_OVER:
            self.status.lost(error.message, 'Start again', lambda: location.reload())
        else:
            self.status.lost(error.message, 'Start again', lambda: self._restart(machine, terminals))

    async def _restart(self, machine: object, terminals: Terminals) -> None:
        """Restarts in place: files stay open in the editor."""
        self.status.starting_again()
        try:
            await machine.restart()
        except Exception as error:
            console.error(error)
            self._on_lost(machine, terminals, error)
            return
        self.status.ready()
        terminals.run_again()

    def _warn(self, machine: object, warning: object) -> None:
        status = self.status
        if warning.code == SAVED:
            status.settle(NOT_SAVED)
            status.tell(warning.message)
        elif warning.code == DAMAGED:
            add_lines(self._lost, warning.details)
            show = text_button('Show what is lost', lambda: self._loss_dialog(machine).show())
            download = text_button('Download what is left', lambda: download_damaged(machine, self._lost))
            text = summary(self._lost)
            status.warn(
                DAMAGED,
                text if text != '' else warning.message,
                [show, download] if len(self._lost) > 0 else [download],
            )
        else:
            status.warn(warning.code, warning.message, [])

    def _loss_dialog(self, machine: object) -> LossDialog:
        def forget() -> None:
            self._lost = []
            self.status.settle(DAMAGED)

        return LossDialog(machine, self._lost, lambda text: self.status.tell(text), forget)

    async def _download(self, machine: object) -> None:
        try:
            data = await machine.export('.', {'format': 'zip', 'excludes': ['node_modules']})
        except Exception as error:
            self.status.tell(error.message)
            return
        save(data, 'application/zip', machine.workdir[machine.workdir.rfind('/') + 1 :] + '.zip')

    def _keep(self, machine: object, editor: Editor) -> None:
        """The page may disappear silently once it is hidden: saves what isn't saved yet."""

        async def keep() -> None:
            if document.visibilityState == 'hidden':
                try:
                    await editor.save_all()
                    await machine.sync()
                except Exception as error:
                    console.debug('not saved', error)

        document.addEventListener('visibilitychange', keep)


def deletes_unvisited() -> bool:
    """Whether this engine deletes a site's data after seven days without a visit: WebKit does, unless storage is
    persistent."""
    return globalThis.GestureEvent is not None


async def ask_to_keep(tell: object) -> None:
    """Asks for persistent storage: otherwise the browser may delete the files when its disk gets full. A browser may
    ask the user, or refuse: then files are as safe as before, which isn't much in an engine that deletes them by
    itself, so the user is warned."""
    if navigator.storage is None or await navigator.storage.persisted():
        return
    if not await navigator.storage.persist() and deletes_unvisited():
        tell(
            'This browser deletes the files of a site that is not visited for seven days: download them, or add this page to the Home Screen or the Dock.'
        )


Workbench().start()
