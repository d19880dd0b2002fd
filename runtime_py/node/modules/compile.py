"""Compiling JavaScript text with the file's own name and line numbers, and locating syntax errors.

A function is made by an indirect eval of a wrapper on the first line (as Node did before V8 could compile functions):
lines are right in stacks, only columns of line 1 are shifted. The engine doesn't report where a syntax error is; acorn
does."""

from __future__ import annotations

from runtime_py.node.async_context.await_source import may_await
from runtime_py.node.async_context.call_source import may_call
from runtime_py.node.async_context.carrying import hooks
from runtime_py.node.async_context.frame import context
from runtime_py.node.coverage.collector import coverage
from runtime_py.node.engine.known_memory import note_text
from runtime_py.node.engine.messages import mend as mend_message
from runtime_py.node.esm.dynamic_import import import_edits, may_import, note_referrer
from runtime_py.node.esm.linked_text import CONSTANT, LinkedText, linked_text
from runtime_py.node.esm.source import ModuleSource, facts_of, from_facts
from runtime_py.node.modules.analysis_cache import keep, look_up
from runtime_py.node.modules.lexical_names import REPL_LINE, note_line
from runtime_py.node.modules.script_names import ScriptName, note_script, source_name, text_to_keep
from runtime_py.node.modules.syntax_locations import (
    DECLARED,
    META_OUTSIDE,
    explained,
    located,
    place_of_error,
    syntax_error_place,
    with_arrow,
)
from runtime_py.node.realm.helper_names import publish
from runtime_py.node.realm.host import current_realm
from runtime_py.node.source.eval_calls import eval_edits, may_eval
from runtime_py.node.source.readings import acorn, parse_script, read_module, read_script
from runtime_py.node.source.script_scan import import_calls
from runtime_py.node.source.source_phase import parse
from runtime_py.node.source.syntax_messages import engine_message
from runtime_py.node.source.text_edits import edited
from runtime_py.node.stacks.errors_made_here import made_here, parsed_here
from runtime_py.node.vm.completion_value import value_edits
from runtime_py.node.vm.context_source import RECEIVE, TICK, name_edits, tick_edits
from runtime_py.node.vm.watchdog import tick

_host_eval = globalThis.eval
HostFunction = globalThis.Function
_IMPORT_SCRIPTS = js_regexp("^Failed to execute 'importScripts' on 'WorkerGlobalScope': ", '')
# An eval keeps let, const and class to itself, and its variables can be deleted. The check may be wrong: then only a
# slower path is taken.
_MAY_DECLARE = js_regexp('^\\s*(?:let|const|class)\\b|\\bdelete\\s', 'm')
_VALUE = '$terrarium_value'
_import_scripts = globalThis.importScripts
_HostUrl = globalThis.URL
_HostBlob = globalThis.Blob
_HASHBANG = js_regexp('^#!', '')
_MODULE_WORDS = js_regexp('\\b(?:import|export|await)\\b', '')
COMMONJS_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname']
_GIVEN_NAMES = js_regexp('\\b(?:const|let|class)\\s[^;=(]*?\\b(?:exports|require|module|__filename|__dirname)\\b', '')
_TOLD_OF_MODULES = [
    'Cannot use import statement outside a module',
    "Unexpected token 'export'",
    META_OUTSIDE,
]
_RETURN = js_regexp('\\breturn\\b', '')
_FUNCTION = js_regexp('=>|\\bfunction\\b|\\)\\s*\\{', '')
_NOTHING = js_regexp('', '')
# names that the REPL's later lines must not be able to delete; those of an eval can be deleted
_MAY_HOIST = js_regexp('\\b(?:var|function)\\b', '')
# a compiler or a bundle: parsing it, for contexts that aren't in use, would take longer than running it
LARGE = 1_000_000
# reading it takes longer than looking up what was found the last time
LONG = 8000
# A bundle that loads the module will use them; a compiler just has its name in a list of all modules.
_LOADS_STORES = js_regexp('(?:\\(|\\bfrom)\\s*["\'`](?:node:)?async_hooks["\'`]', '')
_MODULE_PARSE = {'ecmaVersion': 'latest', 'sourceType': 'module', 'allowHashBang': True}
# not the body of a function
TRUE_SCRIPT = {'ecmaVersion': 'latest', 'sourceType': 'script', 'allowHashBang': True}


class KnownModule:
    """The module that was read last: its text is often asked about more than once."""

    def __init__(self) -> None:
        self.kind = ''
        self.source = None


_known = KnownModule()


def as_source(code: str) -> str:
    """Turns a #! line into a comment."""
    return code.replace(_HASHBANG, '//')


def compile_function(code: str, filename: str, names: list, symbol: object = None) -> object:
    """A function with these parameters; its import() calls belong to `symbol`. Raises SyntaxError with Node's
    location."""
    head = f'(function ({", ".join(names)}) {{ '
    script = ScriptName(filename, head.length, text=text_to_keep(filename, code))
    text = as_source(prepared(counted_code(code, script), script, symbol))
    try:
        return parsed_here(lambda: _host_eval(f'{head}{text}\n}})\n//# sourceURL={note_script(script)}'))
    except Exception as error:
        told = explained(error, code, ScriptName(filename))
        place = place_in_function(head, code) if told.message.endswith(DECLARED) else None
        raise told if place is None else with_arrow(told, ScriptName(filename), code, place)


def counted_code(code: str, script: ScriptName) -> str:
    """With counters while coverage is on."""
    if not coverage.is_on or not script.name.startswith('/'):
        return code
    url = current_realm().require('internal/url').pathToFileURL(script.name).href
    made = coverage.instrumented(code, url, False)
    if made is None:
        return code
    script.add_edits(code, made.edits)
    return edited(code, made.edits)


def place_in_function(head: str, code: str) -> object:
    """Where the code declares a parameter again, which isn't a mistake in the code alone; None if it doesn't."""
    if syntax_error_place(code, None) is not None:
        return None
    place = syntax_error_place(f'{head}{code}\n}})', None)
    if place is None:
        return None
    return {'line': place.line, 'column': place.column - (head.length if place.line == 1 else 0)}


def strict_head() -> str:
    """What makes a script strict when the engine was told so (--use-strict); not a file of CommonJS, which is a
    function's body."""
    return '"use strict"; ' if current_realm().is_strict else ''


def analysed_module(code: str, url: str) -> ModuleSource:
    """Raises SyntaxError with Node's location."""
    tells_calls = may_call(code, hooks.listening is not None)
    kind = 'module-calls' if tells_calls else 'module'
    facts = look_up(kind, code)
    if facts is not None:
        return from_facts(code, facts)
    known = _known.source
    if known is not None and known.code == code and _known.kind == kind:
        _known.source = None
        keep(kind, code, facts_of(known))
        return known
    try:
        found = read_module(code, tells_calls, lambda found: is_accepted(found, url))
        keep(kind, code, facts_of(found))
        return found
    except Exception as error:
        if error.loc is None:
            raise error
        said = made_here(SyntaxError, engine_message(error, code))
        # its stack lacks the line, unlike a script's
        raise located(said, ScriptName(url), code, place_of_error(error, code))


def is_accepted(source: ModuleSource, url: str) -> bool:
    """Whether the engine accepts a module that was only surveyed. What it has compiled is kept, since most modules get
    the same text when they are linked."""
    linked = linked_text(source, source.imports.map(lambda found: CONSTANT))
    text = f'{linked.text}\n//# sourceURL={source_name(url) or "<anonymous>"}'
    try:
        source.compiled = [text, _host_eval(text)]
        return True
    except Exception:
        return False


def compile_module(source: ModuleSource, linked: LinkedText, url: str, made_in: object, is_watched: bool) -> object:
    """The module's generator function, in a vm context if there is one. A watched one calls TICK as scripts do."""
    note_text(linked.text)
    is_in_file = url.startswith('file:') and '/[eval' not in url
    code = source.code if source.stages.length == 0 else source.stages[0][0]
    script = ScriptName(url, linked.shift, text=text_to_keep(url, code) if is_in_file else code)
    for text, edits in source.stages:
        script.add_edits(text, edits)
    script.add_edits(source.code, linked.edits)
    body = watched_text(linked, script) if is_watched else linked.text
    text = f'{body}\n//# sourceURL={note_script(script)}'
    if made_in is not None:
        return made_in.evaluate(text, [])
    compiled = source.compiled
    source.compiled = None
    return compiled[1] if compiled is not None and compiled[0] == text else _host_eval(text)


def watched_text(linked: LinkedText, script: ScriptName) -> str:
    publish(TICK, tick)
    text = linked.text
    ticks = tick_edits(text, parse_script(text)).filter(lambda edit: edit[0] >= linked.shift)
    body = text[linked.shift :]
    script.add_edits(body, ticks.map(lambda edit: [edit[0] - linked.shift, edit[1] - linked.shift, edit[2]]))
    return edited(text, ticks)


def typeof_marked(code: str) -> str:
    """Prepares a module for a context. A text that isn't a module stays unchanged, so that analysed_module reports it."""
    try:
        return edited(code, name_edits(code, parse(acorn(), code, _MODULE_PARSE)))
    except Exception:
        return code


def prepared_for_context(code: str, script: ScriptName) -> str:
    """The body of a function that should see a context's names; `script` records the edits."""
    facts = look_up('body', code)
    if facts is None:
        try:
            facts = {'edits': name_edits(code, parse_script(code))}
        except Exception:
            return code  # the engine reports the error
        keep('body', code, facts)
    script.add_edits(code, facts.edits)
    script.unseen = RECEIVE
    return edited(code, facts.edits)


def prepared(code: str, script: ScriptName, symbol: object, in_context: bool = False) -> str:
    """The script with import() calls redirected to the library, and awaits that carry the async context; `script`
    records the edits."""
    note_text(code)
    filename = script.name
    imports = symbol is not None and may_import(code)
    is_worth = code.length < LARGE or context.active or _LOADS_STORES.test(code)
    awaits = is_worth and may_await(code)
    evals = is_worth and may_eval(code)
    tells_calls = is_worth and may_call(code, hooks.listening is not None)
    reading = Reading(code, tells_calls)
    places = import_places(code) if imports else []
    calls = edits_of_calls(reading) if tells_calls else []
    if places is not None and places.length == 0 and not awaits and not evals and calls.length == 0:
        return code
    edits = []
    if awaits or evals or places is None:
        facts = look_up('script', code)
        if facts is None:
            try:
                found = reading.read()
            except Exception:
                return code  # the engine reports the error
            facts = {
                'awaits': found.await_edits(False),
                'imports': found.import_places(),
                'evals': found.eval_places(),
            }
            keep('script', code, facts)
        places = facts.imports if imports else places
        edits = [
            *(facts.awaits if awaits else []),
            *(eval_edits(facts.evals, note_referrer(symbol, filename), in_context) if facts.evals.length > 0 else []),
        ]
    edits = [*edits, *import_edits(code, places, symbol, filename), *calls]
    script.add_edits(code, edits)
    return edited(code, edits)


class Reading:
    """A script that is read on first use, only once."""

    def __init__(self, code: str, tells_calls: bool) -> None:
        self.code = code
        self._tells_calls = tells_calls
        self._found = None

    def read(self) -> object:
        if self._found is None:
            self._found = read_script(self.code, self._tells_calls)
        return self._found


def edits_of_calls(reading: Reading) -> list:
    """Edits that report the script's async functions to promise hooks."""
    code = reading.code
    facts = look_up('calls', code)
    if facts is None:
        try:
            facts = {'edits': reading.read().call_edits()}
        except Exception:
            return []  # the engine reports the error
        keep('calls', code, facts)
    return facts.edits


def import_places(code: str) -> list[int] | None:
    """As `import_calls`, which reads all of a text."""
    if code.length < LONG:
        return import_calls(code)
    facts = look_up('imports', code)
    if facts is not None:
        return facts.places
    places = import_calls(code)
    keep('imports', code, {'places': places})
    return places


def check_syntax(code: str, script: ScriptName) -> None:
    """Raises SyntaxError if it isn't a script."""
    try:
        parsed_here(lambda: HostFunction(as_source(code)))
    except Exception as error:
        raise explained(error, code, script)


def check_script(code: str, script: ScriptName) -> None:
    """As check_syntax, which takes the text for a function's body: it may have `return`. Only one before the first
    function is looked for; any other is refused when the script runs."""
    found = _RETURN.exec(code)
    if found is None or _FUNCTION.test(code[: found.index]):
        check_syntax(code, script)
        return
    place = syntax_error_place(code, TRUE_SCRIPT)
    if place is None or not code.split('\n')[place.line - 1][place.column :].startswith('return'):
        check_syntax(code, script)  # whatever comes first is reported
    else:
        raise with_arrow(made_here(SyntaxError, 'Illegal return statement'), script, code, place)


def forget_matches() -> None:
    """Resets RegExp.$1 and the like, so that they don't show the program matches from before its start."""
    _NOTHING.exec('')


def run_script(code: str, script: ScriptName, symbol: object, is_watched: bool) -> object:
    """Runs a script in the global scope; its completion value. A watched one calls TICK in its loops and functions."""
    head = strict_head()
    script = script.placed(script.shift + len(head))
    text = as_source(prepared(code, script, symbol))
    if is_watched:
        publish(TICK, tick)
        ticks = tick_edits(text, parse_script(text))
        script.add_edits(text, ticks)
        text = edited(text, ticks)
    may_declare = _MAY_DECLARE.test(text) or (REPL_LINE.test(script.name) and _MAY_HOIST.test(text))
    if head == '' and not may_declare:
        text = f'{text}\n//# sourceURL={note_script(script)}'
        if current_realm().loop.is_first_run():
            forget_matches()
        return _host_eval(text)
    return run_declaring(head, text, script)


def run_declaring(head: str, text: str, script: ScriptName) -> object:
    """A script whose top-level let, const and class are visible to later scripts. An eval keeps them to itself;
    importScripts runs a real script, but doesn't return its value, so the last statement passes it out."""
    holder = [js_undefined]
    program = parse_script(text)
    note_line(script.name, program)
    holding = value_edits(program, _VALUE)
    script.add_edits(text, holding)
    text = head + edited(text, holding)

    def hold(value):
        holder[0] = value
        return value

    publish(_VALUE, hold)
    address = _HostUrl.createObjectURL(
        _HostBlob([f'{text}\n//# sourceURL={note_script(script)}'], {'type': 'text/javascript'})
    )
    if current_realm().loop.is_first_run():
        forget_matches()
    if is_program(script.name):
        # nothing was declared before; catching and rethrowing an exception would lose its place
        try:
            _import_scripts(address)
        finally:
            _HostUrl.revokeObjectURL(address)
        return holder[0]
    try:
        _import_scripts(address)
    except Exception as error:
        raise SyntaxError(error.message.replace(_IMPORT_SCRIPTS, '')) if is_refused_import(error) else error
    finally:
        _HostUrl.revokeObjectURL(address)
    return holder[0]


def is_program(name: str) -> bool:
    """Whether a script of this name is the program of --eval or standard input."""
    return current_realm().loop.is_first_run() and (name.startswith('[eval]') or name.startswith('[stdin]'))


def is_refused_import(error: object) -> bool:
    """Whether the engine refused to run the script, with an error in importScripts' name."""
    return js_instanceof(error, SyntaxError) and _IMPORT_SCRIPTS.test(error.message)


def is_module_syntax(code: str, file: str, is_file: bool = True) -> bool:
    """Whether it isn't CommonJS but a module: it has import or export statements, import.meta, top-level await, or
    declares the names that CommonJS gives a file (which the text of --eval may declare)."""
    if not _MODULE_WORDS.test(code) and not (is_file and _GIVEN_NAMES.test(code)):
        return False  # most scripts: needs neither parsing nor acorn
    kind = 'syntax' if is_file else 'program'
    facts = look_up(kind, code)
    if facts is not None:
        return facts.isModule
    found = parses_as_module_only(code, file, COMMONJS_PARAMETERS if is_file else [])
    keep(kind, code, {'isModule': found})
    return found


def parses_as_module_only(code: str, file: str, given: list) -> bool:
    """`given`: the names that the text gets as a CommonJS file."""
    told = ''
    try:
        HostFunction(*given, as_source(code))
        return False
    except Exception as error:
        mend_message(error)
        told = error.message
    tells_calls = may_call(code, hooks.listening is not None)
    url = current_realm().require('internal/url').pathToFileURL(file).href if file.startswith('/') else file
    try:
        _known.source = read_module(code, tells_calls, lambda found: is_accepted(found, url))
        _known.kind = 'module-calls' if tells_calls else 'module'
        return True
    except Exception:
        # as in Node, a text that the engine took for a module is one, whatever else is wrong with it
        return told in _TOLD_OF_MODULES
