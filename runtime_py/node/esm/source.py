"""Finds what a module imports and exports, and the edits that let its body run as a generator function
(linked_text.py).

A top-level await becomes a `yield` to record.py of a function that awaits, so that the body starts synchronously, as
required; with a top-level `for await` or `await using` it is an async generator. An assignment to an exported variable
notifies the modules that import it. Line numbers don't change. Knows: acorn's trees. Must not know: other modules."""

from __future__ import annotations

from runtime_py.node.async_context.await_source import CLOSING, await_edits
from runtime_py.node.async_context.call_source import call_edits
from runtime_py.node.esm.declared_names import declaration_names
from runtime_py.node.esm.dynamic_import import import_kind, keyword_end
from runtime_py.node.esm.scopes import Uses
from runtime_py.node.modules.script_names import WAIT, source_url
from runtime_py.node.source.eval_calls import eval_edits, eval_places, may_eval
from runtime_py.node.source.line_places import place_nodes
from runtime_py.node.source.source_phase import SOURCE, parse
from runtime_py.node.source.text_edits import in_order
from runtime_py.node.vm.context_source import BLOCK_CLOSING, BLOCK_OPENING

HostMap = globalThis.Map
HostSet = globalThis.Set
NAMESPACE = '*'  # namespace imports
# names in the text
MODULE = '$terrarium_module'
IMPORTS = '$terrarium_imported'
PUT = '$terrarium_put'
DEFAULT = '$terrarium_default'
# at each top-level await: a real one, so that the engine knows where a failing promise is awaited; the body continues
# after it
WAITING = f'async function {WAIT}($value, $next, $fail) {{ try {{ $value = await $value }} catch ($error) {{ return $fail($error) }} $next($value) }}'

_PARSE = {'ecmaVersion': 'latest', 'sourceType': 'module', 'allowHashBang': True}
_NOT_A_LINE_END = js_regexp('[^\\n\\r\\u2028\\u2029]+', 'g')
_EXPORT_DEFAULT = js_regexp('^export(?:\\s|/\\*[^]*?\\*/|//[^\\n]*\\n)*default', '')
# fields of ModuleSource that are stored unchanged, and those stored as lists
_PLAIN = ['stars', 'uses', 'written', 'has_eval', 'names_default', 'has_top_level_await', 'is_async_generator', 'edits']
_SETS = ['written_imports', 'changing', 'functions', 'constants']


class Import:
    """`local` is this module's name for `name` of request number `request`."""

    def __init__(self, local: str, request: int, name: str, node: object) -> None:
        self.local = local
        self.request = request
        self.name = name
        self.node = node


class ModuleSource:
    """The analysed text. `requests`: [{specifier, attributes, is_source}]; `own`: export name -> local name; `indirect`: export
    name -> Import; `stars`: requests.

    `written`: export names that an assignment in a function sets together, by the number in its text; `changing`: all
    of them. `uses` of imported names: [local, kind, start, end, begins a statement]."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.requests = []
        self.imports = []
        self.own = js_new(HostMap)
        self.indirect = js_new(HostMap)
        self.stars = []
        self.uses = []
        self.written_imports = js_new(HostSet)
        self.written = []
        self.changing = js_new(HostSet)
        self.functions = js_new(HostSet)  # names of exports that are hoisted functions
        self.constants = js_new(HostSet)  # of those that are `const`
        self.has_eval = False
        self.names_default = False  # the default export is a function that must be named `default`
        self.has_top_level_await = False
        self.awaits = []  # nodes
        self.is_async_generator = False
        self.edits = []  # without the edits of uses
        self.source_url = source_url(code)
        self.compiled = None  # [text, function], if it has been compiled already
        self.stages = []  # [text, edits] that led from the module's own text to `code`


def analyse(code: str, acorn: object, tells_calls: bool = False) -> ModuleSource:
    """Raises acorn's SyntaxError, with `loc`. `tells_calls`: also edit async functions (call_source.py)."""
    return Rewriter(code, ProgramTree(code, parse(acorn, code, _PARSE)), tells_calls).result()


def analyse_survey(code: str, survey: object, tells_calls: bool) -> ModuleSource:
    """The same from a survey of the text (source/survey/)."""
    return Rewriter(code, survey, tells_calls).result()


class ProgramTree:
    """What the rewriter asks of acorn's tree; a survey answers the same."""

    def __init__(self, code: str, program: object) -> None:
        self._code = code
        self._program = program
        self.statements = program.body

    def names(self, imported_names: object, exported_names: object) -> Uses:
        uses = Uses(imported_names, exported_names)
        uses.walk(self._program)
        return uses

    def await_edits(self, top_level: bool) -> list:
        return await_edits(self._program, top_level)

    def eval_places(self) -> list:
        return eval_places(self._program)

    def call_edits(self) -> list:
        return call_edits(self._code, self._program)


def facts_of(source: object) -> object:
    """Everything except the text, in JSON; nodes by their positions."""

    def plain(found):
        return [found.local, found.request, found.name, {'loc': found.node.loc}]

    facts = {
        'requests': [
            {'specifier': one.specifier, 'attributes': one.attributes, 'is_source': one.is_source}
            for one in source.requests
        ],
        'imports': [plain(found) for found in source.imports],
        'own': [*source.own.entries()],
        'indirect': [[name, plain(found)] for name, found in source.indirect.entries()],
        'awaits': [{'loc': node.loc} for node in source.awaits],
    }
    for name in _SETS:
        facts[name] = [*source[name]]
    for name in _PLAIN:
        facts[name] = source[name]
    return facts


def from_facts(code: str, facts: object) -> ModuleSource:
    source: object = ModuleSource(code)
    source.requests = facts.requests
    source.imports = [Import(*found) for found in facts.imports]
    source.own = js_new(HostMap, facts.own)
    source.indirect = js_new(HostMap, [[name, Import(*found)] for name, found in facts.indirect])
    source.awaits = facts.awaits
    for name in _SETS:
        source[name] = js_new(HostSet, facts[name])
    for name in _PLAIN:
        source[name] = facts[name]
    return source


class Rewriter:
    def __init__(self, code: str, reading: object, tells_calls: bool) -> None:
        """`reading`: a ProgramTree, or a survey."""
        self.code = code
        self.reading = reading
        self.statements = reading.statements
        self.tells_calls = tells_calls
        self.source = ModuleSource(code)
        self._edits = []  # [start, end, text]
        self._last_edits = []  # text that closes around all other edits
        self._by_key = js_new(HostMap)
        self._locals = js_new(HostMap)  # local name -> Import

    def result(self) -> ModuleSource:
        source = self.source
        for statement in self.statements:
            # requested modules are evaluated in the order in which the text names them, whether in an import or an
            # export
            if statement.source is not None:
                self._request(statement)
        for statement in self.statements:
            if statement.type == 'ImportDeclaration':
                self._import(statement)
        exports = []
        for statement in self.statements:
            self._export(statement, exports)
        by_local = js_new(HostMap)  # exported variable -> names of its exports
        for exported, local in exports:
            # an imported name that is exported again belongs to the other module
            found = self._locals.get(local)
            if found is not None and found.name != NAMESPACE:
                source.indirect.set(exported, found)
                continue
            source.own.set(exported, local)
            if found is None:
                by_local.set(local, [*(by_local.get(local) or []), exported])
        uses = self.reading.names(self._locals, by_local)
        self._note_kinds(by_local)
        source.has_eval = uses.has_eval
        source.written_imports = uses.written_imports
        source.has_top_level_await = uses.has_top_level_await
        source.awaits = uses.awaits
        found = [*source.imports, *source.indirect.values()]
        place_nodes(self.code, [*[one.node for one in found], *uses.awaits])
        source.is_async_generator = uses.has_other_awaits
        source.uses = [
            [use.node.name, use.kind, use.node.start, use.node.end, uses.statement_starts.has(use.node.start)]
            for use in uses.uses
        ]
        self._rewrite_names(uses)
        self._close_writes(uses.writes)
        if 'await' in self.code or 'async' in self.code:
            self._edits.push(*self.reading.await_edits(source.is_async_generator))
        if may_eval(self.code):
            self._edits.push(*eval_edits(self.reading.eval_places(), f'{MODULE}.referrer'))
        self._open_writes(uses.writes, by_local)
        if self.tells_calls:
            self._edits.push(*self.reading.call_edits())
        if not source.is_async_generator:
            self._rewrite_awaits(uses)
        source.edits = in_order(self._edits.concat(self._last_edits))
        return source

    def _note_kinds(self, by_local: object) -> None:
        """Finds which exports are hoisted functions, and which constants."""
        for statement in self.statements:
            node = statement.declaration if statement.type.startswith('Export') and statement.declaration else statement
            kind = None
            names = []
            if node.type == 'FunctionDeclaration':
                kind = self.source.functions
                names = [DEFAULT if node.id is None else node.id.name]
            elif node.type == 'VariableDeclaration' and node.kind == 'const':
                kind = self.source.constants
                names = declaration_names(node, [])
            for name in names:
                for exported in by_local.get(name) or []:
                    kind.add(exported)

    # statements

    def _request(self, node: object) -> int:
        """The number of the module that an import or export names as its source; repeated ones are the same request."""
        attributes = {}
        for attribute in node.attributes:
            attributes[attribute.key.name if attribute.key.type == 'Identifier' else attribute.key.value] = (
                attribute.value.value
            )
        is_source = node.phase == SOURCE
        key = JSON.stringify([node.source.value, attributes, is_source])
        found = self._by_key.get(key)
        if found is None:
            found = self.source.requests.length
            self._by_key.set(key, found)
            self.source.requests.push(
                {
                    'specifier': node.source.value,
                    'attributes': attributes,
                    'is_source': is_source,
                    'node': node.source,
                }
            )
        return found

    def _import(self, node: object) -> None:
        request = self._request(node)
        for specifier in node.specifiers:
            name = 'default'
            if specifier.type == 'ImportNamespaceSpecifier':
                name = NAMESPACE
            elif specifier.type == 'ImportSpecifier':
                name = name_of(specifier.imported)
            found = Import(specifier.local.name, request, name, specifier)
            self.source.imports.push(found)
            self._locals.set(specifier.local.name, found)
        self._blank(node)

    def _export(self, node: object, exports: list) -> None:
        if node.type == 'ExportAllDeclaration':
            request = self._request(node)
            if node.exported is None:
                self.source.stars.push(request)
            else:
                self.source.indirect.set(name_of(node.exported), Import('', request, NAMESPACE, node))
            self._blank(node)
        elif node.type == 'ExportNamedDeclaration':
            self._export_named(node, exports)
        elif node.type == 'ExportDefaultDeclaration':
            self._export_default(node, exports)

    def _export_named(self, node: object, exports: list) -> None:
        declaration = node.declaration
        if declaration is not None:
            names = (
                declaration_names(declaration, [])
                if declaration.type == 'VariableDeclaration'
                else [declaration.id.name]
            )
            for name in names:
                exports.push([name, name])
            self._edit(node.start, declaration.start, blanked(self.code[node.start : declaration.start]))
            return
        if node.source is not None:
            request = self._request(node)
            for specifier in node.specifiers:
                self.source.indirect.set(
                    name_of(specifier.exported), Import('', request, name_of(specifier.local), specifier)
                )
        else:
            for specifier in node.specifiers:
                exports.push([name_of(specifier.exported), specifier.local.name])
        self._blank(node)

    def _export_default(self, node: object, exports: list) -> None:
        declaration = node.declaration
        keywords = _EXPORT_DEFAULT.exec(self.code[node.start : node.end])[0]
        end = node.start + keywords.length
        is_declaration = declaration.type == 'FunctionDeclaration' or declaration.type == 'ClassDeclaration'
        if is_declaration and declaration.id is not None:
            exports.push(['default', declaration.id.name])
            self._edit(node.start, end, blanked(keywords))
            return
        exports.push(['default', DEFAULT])
        if declaration.type == 'FunctionDeclaration':
            # it is hoisted, so it needs a name, which is removed again
            self._edit(node.start, end, blanked(keywords))
            self._edit_name(declaration)
            self.source.names_default = True
            return
        # the property gives an anonymous function or class the name `default`, as specified
        self._edit(node.start, end, f'{blanked(keywords)}const {DEFAULT} = {{default:')
        has_semicolon = not is_declaration and self.code[node.end - 1] == ';'
        self._last_edits.push(
            [node.end - 1 if has_semicolon else node.end, node.end, '}.default;', js_undefined, node.start]
        )

    def _edit_name(self, declaration: object) -> None:
        """Inserts a name between `function`, or `function*`, and its parenthesis."""
        at = self.code.indexOf('(', declaration.start)
        self._edit(at, at, f' {DEFAULT}')

    # uses

    def _rewrite_names(self, uses: Uses) -> None:
        """Because of `new`, the engine's messages show "(intermediate value)" instead of the name, as they do for
        import.meta."""
        for node in uses.dynamic_imports:
            self._edit(node.start, keyword_end(self.code, node), f'new ({MODULE}?.{import_kind(node)})')
        for node in uses.metas:
            self._edit(node.start, node.end, f'new {MODULE}.meta(/*$meta*/)')
        for node, is_typeof in uses.arguments:
            # the generator function's `arguments` aren't the program's
            self._edit(node.start, node.end, f'{MODULE}.{"none" if is_typeof else "arguments"}')

    def _open_writes(self, writes: list, by_local: object) -> None:
        written = js_new(HostMap)
        for k in range(writes.length - 1, -1, -1):
            write = writes[k]
            names = [exported for name in write.names for exported in by_local.get(name)]
            key = JSON.stringify(names)
            if not written.has(key):
                written.set(key, written.size)
                self.source.written.push(names)
            for exported in names:
                self.source.changing.add(exported)
            put = f' {PUT}({written.get(key)}'
            if not write.node.type.startswith('For'):
                self._edit(write.node.start, write.node.start, f'{put}, ')
            elif write.node.body.type == 'BlockStatement':
                self._edit(write.node.body.start + 1, write.node.body.start + 1, f'{put});')
            else:
                self._edit(write.node.body.start, write.node.body.start, f'{BLOCK_OPENING}{put});')

    def _close_writes(self, writes: list) -> None:
        for write in writes:
            if not write.node.type.startswith('For'):
                self._edits.push([write.node.end, write.node.end, CLOSING, js_undefined, write.node.start])
            elif write.node.body.type != 'BlockStatement':
                self._edit(write.node.end, write.node.end, BLOCK_CLOSING)

    def _rewrite_awaits(self, uses: Uses) -> None:
        for k, node in enumerate(uses.awaits):
            self._edit(
                node.start,
                node.start + 5,
                f'{";" if uses.statement_starts.has(node.start) else ""}(yield [{k}, {WAITING}, (',
            )
            self._edits.push([node.end, node.end, ')])', js_undefined, node.start])

    # text

    def _edit(self, start: int, end: int, text: str) -> None:
        self._edits.push([start, end, text])

    def _blank(self, node: object) -> None:
        # an empty statement, so that the lines before and after it don't join
        self._edit(node.start, node.end, ';' + blanked(self.code[node.start : node.end]))


def blanked(text: str) -> str:
    """Keeps only its line ends."""
    return text.replace(_NOT_A_LINE_END, '')


def name_of(node: object) -> str:
    """An export's name, which may be a string."""
    return node.name if node.type == 'Identifier' else node.value
