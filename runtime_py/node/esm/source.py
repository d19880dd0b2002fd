"""A module's text: what it imports and exports, and its body as the text of a generator function that record.py runs.

    function* ($esm, $imp) { "use strict"; $esm.declare({name: () => local, ...}); yield; BODY }

The first step hoists functions and tells how to read every export (so cycles work); the second runs the body. A top-level await becomes a
`yield` to record.py, so that the body starts at once, as it should; with `for await` or `await using` at the top it is an async generator.
An imported name becomes a property of $imp, which reads the other module's variable: live bindings. Lines stay.
Knows: acorn's trees. Must not know: other modules."""
from __future__ import annotations

from runtime_py.node.async_context.await_source import await_edits
from runtime_py.node.esm.scopes import CALL, MEMBER, SHORTHAND, Uses, declaration_names
from runtime_py.node.text_edits import edited, in_order

HostMap = globalThis.Map
NAMESPACE = '*'         # imported whole

_PARSE = {'ecmaVersion': 'latest', 'sourceType': 'module', 'allowHashBang': True, 'locations': True}
_NOT_A_LINE_END = js_regexp('[^\\n\\r\\u2028\\u2029]+', 'g')
_EXPORT_DEFAULT = js_regexp('^export(?:\\s|/\\*[^]*?\\*/|//[^\\n]*\\n)*default', '')
_SOURCE_URL = js_regexp('//[#@]\\s*sourceURL=\\s*(\\S+)\\s*$', 'm')


class Import:
    """`local` is this module's name for `name` of request number `request`."""

    def __init__(self, local: str, request: int, name: str, node: object) -> None:
        self.local = local
        self.request = request
        self.name = name
        self.node = node


class ModuleSource:
    """The analysed text. `requests`: [{specifier, attributes}]; `own`: export name -> local name; `indirect`: export name -> Import; `stars`: requests."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.requests = []
        self.imports = []
        self.own = js_new(HostMap)
        self.indirect = js_new(HostMap)
        self.stars = []
        self.has_top_level_await = False
        self.awaits = []        # nodes
        self.is_async_generator = False
        self.text = ''          # of the generator function
        self.edits = []         # what was changed in `code`, in order
        self.shift = 0          # columns that its first line has more
        self.source_url = first_group(_SOURCE_URL, code)


def first_group(pattern: object, code: str) -> object:
    found = pattern.exec(code)
    return js_undefined if found is None else found[1]


def analyse(code: str, acorn: object) -> ModuleSource:
    """Raises acorn's SyntaxError, with `loc`."""
    program = acorn.parse(code, _PARSE)
    return Rewriter(code, program).result()


def facts_of(source: ModuleSource) -> object:
    """All but the texts, as JSON can keep it; of nodes their places."""
    def plain(found):
        return [found.local, found.request, found.name, {'loc': found.node.loc}]
    return {
        'requests': [{'specifier': one.specifier, 'attributes': one.attributes} for one in source.requests],
        'imports': [plain(found) for found in source.imports], 'own': [*source.own.entries()],
        'indirect': [[name, plain(found)] for name, found in source.indirect.entries()], 'stars': source.stars,
        'awaits': [{'loc': node.loc} for node in source.awaits], 'top': source.has_top_level_await, 'generator': source.is_async_generator,
        'shift': source.shift, 'edits': source.edits,
    }


def from_facts(code: str, facts: object, text: str) -> ModuleSource:
    source = ModuleSource(code)
    source.requests = facts.requests
    source.imports = [Import(*found) for found in facts.imports]
    source.own = js_new(HostMap, facts.own)
    source.indirect = js_new(HostMap, [[name, Import(*found)] for name, found in facts.indirect])
    source.stars = facts.stars
    source.awaits = facts.awaits
    source.has_top_level_await = facts.top
    source.is_async_generator = facts.generator
    source.shift = facts.shift
    source.edits = facts.edits
    source.text = text
    return source


class Rewriter:
    def __init__(self, code: str, program: object) -> None:
        self.code = code
        self.program = program
        self.source = ModuleSource(code)
        self._edits = []        # [start, end, text]
        self._last_edits = []   # what closes around all others
        self._by_key = js_new(HostMap)
        self._locals = js_new(HostMap)     # local name -> Import
        self._module = free_name('$esm', code)
        self._imports = free_name('$imp', code)
        self._default = free_name('$default', code)
        self._names_default = False

    def result(self) -> ModuleSource:
        source = self.source
        for statement in self.program.body:
            if statement.type == 'ImportDeclaration':
                self._import(statement)
        exports = []
        for statement in self.program.body:
            self._export(statement, exports)
        for exported, local in exports:
            # an imported name that is exported again is the other module's
            found = self._locals.get(local)
            if found is None or found.name == NAMESPACE:
                source.own.set(exported, local)
            else:
                source.indirect.set(exported, found)
        uses = Uses(self._locals)
        uses.walk(self.program)
        self._rewrite_uses(uses)
        source.has_top_level_await = uses.has_top_level_await
        source.awaits = uses.awaits
        source.is_async_generator = uses.has_other_awaits
        self._edits.push(*await_edits(self.program, source.is_async_generator))
        if not source.is_async_generator:
            self._rewrite_awaits(uses)
        head = f'({"async " if source.is_async_generator else ""}function* ({self._module}, {self._imports}) {{ "use strict"; {self._declare()} yield; '
        source.edits = in_order(self._edits.concat(self._last_edits))
        source.text = f'{head}{self._edited()}\n}})'
        source.shift = head.length
        return source

    # statements

    def _request(self, node: object) -> int:
        """The number of what an import or export names as its source; the same one twice is one request."""
        attributes = {}
        for attribute in node.attributes:
            attributes[attribute.key.name if attribute.key.type == 'Identifier' else attribute.key.value] = attribute.value.value
        key = JSON.stringify([node.source.value, attributes])
        found = self._by_key.get(key)
        if found is None:
            found = self.source.requests.length
            self._by_key.set(key, found)
            self.source.requests.push({'specifier': node.source.value, 'attributes': attributes, 'node': node.source})
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
            names = declaration_names(declaration, []) if declaration.type == 'VariableDeclaration' else [declaration.id.name]
            for name in names:
                exports.push([name, name])
            self._edit(node.start, declaration.start, blanked(self.code[node.start:declaration.start]))
            return
        if node.source is not None:
            request = self._request(node)
            for specifier in node.specifiers:
                self.source.indirect.set(name_of(specifier.exported), Import('', request, name_of(specifier.local), specifier))
        else:
            for specifier in node.specifiers:
                exports.push([name_of(specifier.exported), specifier.local.name])
        self._blank(node)

    def _export_default(self, node: object, exports: list) -> None:
        declaration = node.declaration
        keywords = _EXPORT_DEFAULT.exec(self.code[node.start:node.end])[0]
        end = node.start + keywords.length
        is_declaration = declaration.type == 'FunctionDeclaration' or declaration.type == 'ClassDeclaration'
        if is_declaration and declaration.id is not None:
            exports.push(['default', declaration.id.name])
            self._edit(node.start, end, blanked(keywords))
            return
        exports.push(['default', self._default])
        if declaration.type == 'FunctionDeclaration':
            # hoisted, so it needs a name; which it loses again
            self._edit(node.start, end, blanked(keywords))
            self._edit_name(declaration)
            self._names_default = True
            return
        # the property gives a function or class without a name the name `default`, as the specification wants
        self._edit(node.start, end, f'{blanked(keywords)}const {self._default} = {{default:')
        has_semicolon = not is_declaration and self.code[node.end - 1] == ';'
        self._last_edits.push([node.end - 1 if has_semicolon else node.end, node.end, '}.default;'])

    def _edit_name(self, declaration: object) -> None:
        """Puts a name between `function`, or `function*`, and its parenthesis."""
        at = self.code.indexOf('(', declaration.start)
        self._edit(at, at, f' {self._default}')

    # uses

    def _rewrite_uses(self, uses: Uses) -> None:
        for use in uses.uses:
            node = use.node
            found = self._locals.get(node.name)
            text = f'{self._imports}.{node.name}'
            if use.kind == CALL:
                text = f'(0, {text})'
                if uses.statement_starts.has(node.start):
                    text = ';' + text       # it must not become the arguments of the line before
            elif use.kind == SHORTHAND:
                text = f'{node.name}: {text}'
            elif use.kind == MEMBER and found.name == NAMESPACE:
                text = f'{self._imports}["*{node.name}"]'      # not the namespace object: its quicker double (record.py)
            self._edit(node.start, node.end, text)
        for node in uses.dynamic_imports:
            self._edit(node.start, node.start + 6, f'{self._module}.import')
        for node in uses.metas:
            self._edit(node.start, node.end, f'{self._module}.meta')

    def _rewrite_awaits(self, uses: Uses) -> None:
        for node in uses.awaits:
            self._edit(node.start, node.start + 5, ';(yield (' if uses.statement_starts.has(node.start) else '(yield (')
            self._edit(node.end, node.end, '))')

    def _declare(self) -> str:
        """What tells how to read this module's own exports."""
        members = []
        for exported, local in self.source.own.entries():
            value = f'{self._imports}.{local}' if self._locals.has(local) else local
            members.push(f'{JSON.stringify(exported)}: () => {value}')
        text = f'{self._module}.declare({{__proto__: null, {", ".join(members)}}});'
        return f'{text} {self._module}.nameDefault({self._default});' if self._names_default else text

    # text

    def _edit(self, start: int, end: int, text: str) -> None:
        self._edits.push([start, end, text])

    def _blank(self, node: object) -> None:
        # an empty statement, so that the lines before and behind it don't join
        self._edit(node.start, node.end, ';' + blanked(self.code[node.start:node.end]))

    def _edited(self) -> str:
        text = edited(self.code, self.source.edits)
        return '//' + text if text.startswith('#!') else text


def blanked(text: str) -> str:
    """Its line ends alone."""
    return text.replace(_NOT_A_LINE_END, '')


def free_name(name: str, code: str) -> str:
    """A name that the code doesn't use."""
    while name in code:
        name += '$'
    return name


def name_of(node: object) -> str:
    """An export's name may be a string."""
    return node.name if node.type == 'Identifier' else node.value
