"""A row of the table of tools: the commands to type, the expected results. Data only; trial.py runs it."""

from dataclasses import dataclass, field

VITE = 'npm create -y vite@%s app -- --no-interactive --template '
TITLE, COLOUR = '@TITLE@', '@COLOUR@'
VITE_OVERLAY = 'return document.querySelector("vite-error-overlay")?.shadowRoot.textContent ?? ""'


@dataclass
class Edit:
    """In `file`, `old` becomes `new`; the page must show `new`. `reloads`: natively the user loads the page again."""

    file: str
    old: str
    new: str = 'Changed by hand'
    reloads: bool = False


@dataclass
class Saves:
    """The effect of saves on an open page, which has a title (`h1`) and a button that counts its clicks.

    `source`: the text of `file`, with TITLE in it; `style`: that of `style_file`, with COLOUR, the title's. `mistake`:
    an edit that causes a syntax error in the source; `overlay`: JavaScript that returns the text of the tool's overlay,
    '' without one. `keeps_state`: natively the count survives a save of the source; `keeps_document`: so does the
    document. `recovers`: natively the page shows the source after a mistake
    was fixed, without the user's help; `mends_in_place`: and without a reload. `swaps_style`: natively the document
    survives a save of the style. `root`: selector of the element in which
    the app lies, where the tool's page has titles of its own."""

    file: str
    source: str
    style_file: str
    style: str = f'h1 {{ color: {COLOUR} }}'
    mistake: tuple[str, str] = ('</h1>', '</h1')
    overlay: str = VITE_OVERLAY
    keeps_state: bool = True
    keeps_document: bool = True
    recovers: bool = True
    mends_in_place: bool = True
    swaps_style: bool = True
    root: str = 'body'


@dataclass
class Server:
    """A server whose first page, at `path`, shows `expect`. It receives an edit of one word (`edit`), or all saves in
    `saves`."""

    command: str
    port: int
    expect: str
    edit: Edit | None = None
    path: str = ''
    saves: Saves | None = None


@dataclass
class Dialogue:
    """A command typed at the terminal, its questions in their order, each answered with Enter, and the text with which
    it ends. What goes on then, as a development server, is ended by Ctrl-C."""

    command: str
    questions: list[str]
    end: str


@dataclass
class Tool:
    """`package`: the package whose version the table shows. `setup`: lines of shell that must succeed, in a new folder;
    `checks`: command and expected output; `server`: the development server; `built`: the one that shows the result of
    the first check. `refuses`: npm's expected message when installing a tool that can't run here; `says`: the command
    of such a tool, and its expected message. `note`: further information for users. `screen`: a command that draws on
    the terminal, and the expected text there. `dialogue`: what comes before all others. `programs`: files of the
    folder programs/ that are added to the project."""

    name: str
    package: str
    setup: list[str] = field(default_factory=list)
    checks: list[tuple[str, str]] = field(default_factory=list)
    server: Server | None = None
    built: Server | None = None
    refuses: str = ''
    says: tuple[str, str] | None = None
    note: str = ''
    screen: tuple[str, str] | None = None
    dialogue: Dialogue | None = None
    programs: list[str] = field(default_factory=list)


def project(*packages: str) -> list[str]:
    return ['mkdir app', 'cd app', 'npm init -y', 'npm install ' + ' '.join(packages)]


def file(path: str, text: str) -> str:
    """A line of shell that writes the file."""
    quoted = text.replace("'", "'\\''")
    return f"mkdir -p $(dirname {path}); printf '%s\\n' '{quoted}' > {path}"
