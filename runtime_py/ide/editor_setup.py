"""The configuration of CodeMirror: language by the file's extension, colours (variables of page.css), keys. Must not
know files or tabs."""

from npm_modules.codemirror import basicSetup
from npm_modules.codemirror_commands import indentWithTab
from npm_modules.codemirror_css import css
from npm_modules.codemirror_html import html
from npm_modules.codemirror_javascript import javascript
from npm_modules.codemirror_json import json
from npm_modules.codemirror_language import HighlightStyle, indentUnit, syntaxHighlighting
from npm_modules.codemirror_lint import lintGutter, setDiagnostics
from npm_modules.codemirror_markdown import markdown
from npm_modules.codemirror_state import EditorState
from npm_modules.codemirror_view import EditorView, drawSelection, keymap
from npm_modules.lezer_highlight import tags

LANGUAGES: list[list] = [
    [['js', 'mjs', 'cjs', 'jsx'], lambda: javascript({'jsx': True})],
    [['ts', 'mts', 'cts'], lambda: javascript({'typescript': True})],
    [['tsx'], lambda: javascript({'jsx': True, 'typescript': True})],
    [['json', 'webmanifest', 'map'], lambda: json()],
    [['css', 'scss', 'less'], lambda: css()],
    [['html', 'htm', 'vue', 'svelte', 'svg', 'xml'], lambda: html()],
    [['md', 'markdown'], lambda: markdown()],
]

FILE_NAMES = [['.prettierrc', 'json'], ['.eslintrc', 'json'], ['.babelrc', 'json'], ['.npmrc', '']]


def language_of(path: str) -> list:
    """The extensions for a language, as a list; empty for plain text."""
    name = path[path.rfind('/') + 1 :]
    ending = name[name.rfind('.') + 1 :].lower()
    for pair in FILE_NAMES:
        if pair[0] == name:
            ending = pair[1]
    for entry in LANGUAGES:
        if ending in entry[0]:
            return [entry[1]()]
    return []


def _colour(name: str) -> str:
    return f'var(--code-{name})'


COLOURS = HighlightStyle.define(
    [
        {'tag': [tags.comment, tags.meta], 'color': _colour('comment')},
        {
            'tag': [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self, tags.null, tags.bool],
            'color': _colour('keyword'),
        },
        {'tag': [tags.string, tags.special(tags.string), tags.regexp, tags.inserted], 'color': _colour('string')},
        {'tag': [tags.number, tags.atom, tags.unit, tags.color], 'color': _colour('number')},
        {
            'tag': [tags.function(tags.variableName), tags.function(tags.propertyName), tags.labelName],
            'color': _colour('function'),
        },
        {'tag': [tags.typeName, tags.className, tags.namespace, tags.tagName, tags.heading], 'color': _colour('type')},
        {'tag': [tags.propertyName, tags.attributeName], 'color': _colour('property')},
        {'tag': [tags.link, tags.url], 'color': _colour('function'), 'textDecoration': 'underline'},
        {'tag': tags.strong, 'fontWeight': 'bold'},
        {'tag': tags.emphasis, 'fontStyle': 'italic'},
        {'tag': [tags.invalid, tags.deleted], 'color': 'var(--bad)'},
    ]
)

LOOKS = EditorView.theme(
    {
        '&': {'color': 'var(--text)', 'backgroundColor': 'var(--ground)', 'fontSize': '13px'},
        '&.cm-focused': {'outline': 'none'},
        '.cm-scroller': {'fontFamily': 'var(--mono)', 'lineHeight': '1.55'},
        '.cm-content': {'caretColor': 'var(--accent)', 'padding': '8px 0'},
        '.cm-cursor, .cm-dropCursor': {'borderLeftColor': 'var(--accent)', 'borderLeftWidth': '2px'},
        '.cm-gutters': {
            'backgroundColor': 'var(--ground)',
            'color': 'var(--dim)',
            'border': 'none',
            'paddingLeft': '8px',
        },
        '.cm-activeLine, .cm-activeLineGutter': {
            'backgroundColor': 'color-mix(in srgb, var(--hover) 55%, transparent)'
        },
        '.cm-activeLineGutter': {'color': 'var(--text)'},
        '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': {
            'backgroundColor': 'var(--selection)'
        },
        '.cm-selectionMatch': {'backgroundColor': 'color-mix(in srgb, var(--selection) 55%, transparent)'},
        '&.cm-focused .cm-matchingBracket': {'backgroundColor': 'var(--selection)', 'outline': 'none'},
        '.cm-panels': {'backgroundColor': 'var(--part)', 'color': 'var(--text)'},
        '.cm-panels.cm-panels-top': {'borderBottom': '1px solid var(--line)'},
        '.cm-panels.cm-panels-bottom': {'borderTop': '1px solid var(--line)'},
        '.cm-textfield': {'backgroundColor': 'var(--ground)', 'border': '1px solid var(--line)', 'borderRadius': '4px'},
        '.cm-button': {
            'backgroundImage': 'none',
            'backgroundColor': 'var(--raised)',
            'border': '1px solid var(--line)',
            'borderRadius': '4px',
        },
        '.cm-tooltip': {
            'backgroundColor': 'var(--raised)',
            'border': '1px solid var(--line)',
            'borderRadius': '6px',
            'overflow': 'hidden',
        },
        '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
            'backgroundColor': 'var(--accent-ground)',
            'color': 'var(--text)',
        },
        '.cm-foldPlaceholder': {
            'backgroundColor': 'var(--hover)',
            'border': 'none',
            'color': 'var(--dim)',
            'padding': '0 4px',
        },
        '.cm-gutter-lint': {'width': '14px'},
        '.cm-gutter-lint .cm-gutterElement': {'padding': '0'},
        '.cm-lint-marker-error': {
            'content': '""',
            'width': '8px',
            'height': '8px',
            'margin': '6px 3px',
            'borderRadius': '50%',
            'backgroundColor': 'var(--bad)',
        },
        '.cm-lintRange-error': {
            'backgroundImage': 'none',
            'textDecoration': 'underline wavy var(--bad)',
            'textDecorationSkipInk': 'none',
        },
        '.cm-diagnostic': {'fontFamily': 'var(--sans)', 'borderLeftColor': 'var(--bad)'},
        '.cm-searchMatch': {'backgroundColor': 'color-mix(in srgb, var(--warn) 35%, transparent)'},
    }
)


def indentation_of(text: str) -> str:
    """The indentation of the file's first indented line; two spaces when there is none."""
    found = js_regexp('^( {2,8}|\\t)\\S', 'm').exec(text)
    return '  ' if found is None else found[1]


def new_state(path: str, text: str, keeps_returns: bool, on_edit: object, on_save: object) -> object:
    """`keeps_returns`: CR is a character, it doesn't end a line. `on_edit()` is called after each change of the text,
    `on_save()` for Ctrl-S."""

    def save(view: object) -> bool:
        on_save()
        return True

    def updated(update: object) -> None:
        if update.docChanged:
            on_edit()

    extensions = [
        keymap.of([{'key': 'Mod-s', 'run': save, 'preventDefault': True}, indentWithTab]),
        basicSetup,
        lintGutter(),
        drawSelection({'cursorBlinkRate': 0}),  # a blinking cursor would repaint the page forever
        syntaxHighlighting(COLOURS),
        LOOKS,
        indentUnit.of(indentation_of(text)),
        EditorView.contentAttributes.of({'aria-label': path}),
        EditorView.updateListener.of(updated),
        *language_of(path),
        *([EditorState.lineSeparator.of('\n')] if keeps_returns else []),
    ]
    return EditorState.create({'doc': text, 'extensions': extensions})


def marked(state: object, marks: list) -> object:
    """The transaction that shows errors in the gutter and under the text. A line beyond the end is shown at the last
    line."""
    found = []
    for mark in marks:
        line = state.doc.line(min(max(mark.line, 1), state.doc.lines))
        start = min(getattr(line, 'from') + max(mark.column, 0), line.to)
        word = js_regexp('^[\\w$]+').exec(state.doc.sliceString(start, line.to))
        end = start + len(word[0]) if word is not None else min(start + 1, line.to)
        found.append({'from': min(start, end), 'to': end, 'severity': 'error', 'message': mark.message})
    found.sort(key=lambda each: each['from'])
    return setDiagnostics(state, found)
