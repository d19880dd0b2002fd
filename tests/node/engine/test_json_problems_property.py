"""Invalid JSON: the message is native Node's, for each text with a character removed, added or replaced."""

import json
import random
import subprocess

from runtime_py.node.engine.json_problems import json_problem
from toolchain.environment import node

TEXTS = [
    '{"a": [1, -2.5e+3, true], "b\\u00e9\\n": {"c": null, "d": "x y"}}',
    '[]',
    '{}',
    '"text"',
    '-0.5',
    '[[[{"deep": [false]}]], 10]',
    '  {"a" :\n 1 ,\r\n "b" : "\\"" }  ',
    'null',
    '"\\ud83d\\ude00"',
    '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]',
]
CHARS = list('{}[]:,"\\ \n\t09-+.eEtfnulx/') + ['\u0001', 'é', '\u2028']
FIXED = [
    '',
    ' ',
    'undefined',
    'NaN',
    'Infinity',
    '[object Object]',
    'x',
    '{',
    '[',
    '"',
    '-',
    '01',
    '1.',
    '1e',
    '1e+',
    'tru',
    'trux',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '[1',
    '[1,',
    '[1,]',
    '1 2',
    '"\\x"',
    '"\\u12',
    '"\\u12g4"',
    '"a\nb"',
    '<html><body>nothing here</body></html>',
    "{'a': 1}",
    '{a: 1}',
    '[1 2]',
    '{"a" 1}',
    '{"a":1 "b":2}',
    '{"a":"b" "c"}',
    '["a" "b"]',
    '+1',
    '.5',
    '\ufeff{}',
]
PROGRAM = """
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'))
console.log(JSON.stringify(texts.map((text) => { try { JSON.parse(text); return '' } catch (error) { return error.message } })))
"""


def changed(source: random.Random) -> str:
    text = source.choice(TEXTS)
    for _ in range(source.randint(1, 2)):
        at = source.randint(0, len(text))
        kind = source.randint(0, 3)
        text = text[:at] + ('' if kind == 0 else source.choice(CHARS)) + text[at + (1 if kind < 2 else 0) :]
        if kind == 3:
            text = text[: source.randint(0, len(text))]
    return text


def test_messages_are_native_nodes() -> None:
    source = random.Random(23)
    texts = FIXED + [changed(source) for _ in range(6000)]
    done = subprocess.run([node(), '-e', PROGRAM], input=json.dumps(texts), capture_output=True, text=True, check=True)
    expected = json.loads(done.stdout)
    wrong = [
        (text, ours, theirs)
        for text, theirs in zip(texts, expected, strict=True)
        if (ours := json_problem(text)) != theirs
    ]
    assert wrong[:5] == []
