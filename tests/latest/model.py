"""What a row of the table of tools is: what is typed, what must be seen. Data only; trial.py does it."""
from dataclasses import dataclass, field

VITE = 'npm create -y vite@%s app -- --no-interactive --template '
TITLE, COLOUR = '@TITLE@', '@COLOUR@'
VITE_OVERLAY = 'return document.querySelector("vite-error-overlay")?.shadowRoot.textContent ?? ""'


@dataclass
class Edit:
    """In `file`, `old` becomes `new`; the page must show `new`."""
    file: str
    old: str
    new: str = 'Changed by hand'


@dataclass
class Saves:
    """What saves do to an open page, which has a title (`h1`) and a button that counts its clicks.

    `source`: the text of `file`, with TITLE in it; `style`: that of `style_file`, with COLOUR, the title's. `mistake`: what makes a syntax error of
    the source; `overlay`: JavaScript that returns what the tool's overlay says, '' without one. `keeps_state`: natively the count survives a save of
    the source; `keeps_document`: so does the document, and it survives one of the style always. `recovers`: natively the page shows the
    source after a mistake in it without its user's help; `mends_in_place`: and without being loaded again."""
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


@dataclass
class Server:
    """A server whose first page, at `path`, shows `expect`. An edit of one word arrives in it (`edit`), or all that `saves` says."""
    command: str
    port: int
    expect: str
    edit: Edit | None = None
    path: str = ''
    saves: Saves | None = None


@dataclass
class Tool:
    """`package`: whose version the table tells. `setup`: lines of shell that must succeed, in a new folder; `checks`: command and what it must print;
    `server`: the development server; `built`: the one that shows what the first check has built. `refuses`: what npm must say at install, of a tool
    that can't run here; `says`: the command of such a tool, and what it must say. `note`: what else its users should know. `screen`: a command that
    draws on the terminal, and what must stand there."""
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


def project(*packages: str) -> list[str]:
    return ['mkdir app', 'cd app', 'npm init -y', 'npm install ' + ' '.join(packages)]


def file(path: str, text: str) -> str:
    """A line of shell that writes it."""
    quoted = text.replace("'", "'\\''")
    return f"mkdir -p $(dirname {path}); printf '%s\\n' '{quoted}' > {path}"
