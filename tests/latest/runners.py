"""Test runners. Data only."""

from tests.latest.model import Tool, file, project

RUNNERS = [
    Tool(
        'Mocha',
        'mocha',
        [
            *project('mocha@latest'),
            file(
                'test/a.js',
                'const assert = require("assert"); describe("a", () => { it("b", async () => assert.equal(1 + 1, 2)) })',
            ),
        ],
        [('npx mocha', '1 passing'), ('npx mocha --parallel', '1 passing')],
    ),
    Tool(
        'AVA',
        'ava',
        # 8 depends on a version of cbor2 that isn't published
        [
            *project('ava@6'),
            file('test.mjs', 'import test from "ava"; test("sum", async (t) => t.is(await Promise.resolve(2), 2))'),
        ],
        [('npx ava', '1 test passed')],
    ),
    Tool(
        'uvu',
        'uvu',
        [*project('uvu@latest'), file('test/a.js', 'const {test} = require("uvu"); test("x", () => {}); test.run()')],
        [('npx uvu test', 'Passed:    1')],
    ),
    Tool(
        'tap',
        'tap',
        [*project('tap@latest'), file('test/a.test.js', 'const t = require("tap"); t.equal(1, 1)')],
        [('npx tap --disable-coverage', '# { total: 1, pass: 1 }')],
    ),
    Tool(
        'Jasmine',
        'jasmine',
        [
            *project('jasmine@latest'),
            file('spec/a.spec.js', 'describe("a", () => it("b", () => expect(1).toBe(1)))'),
            'npx jasmine init',
        ],
        [('npx jasmine', '1 spec, 0 failures')],
    ),
    Tool(
        'tape',
        'tape',
        [*project('tape@latest'), file('test/a.js', 'require("tape")("x", (t) => { t.equal(1, 1); t.end() })')],
        [('npx tape test/*.js', '# pass  1')],
    ),
    Tool(
        'nyc',
        'nyc',
        [*project('nyc@latest'), file('a.js', 'if (Math.random() > 2) {\n  console.log("never")\n}\n')],
        [('npx nyc node a.js', 'a.js')],
    ),
    Tool(
        'c8',
        'c8',
        [*project('c8@latest'), file('a.js', 'if (Math.random() > 2) {\n  console.log("never")\n}\n')],
        [('npx c8 node a.js', 'a.js      |   66.66 |')],
    ),
    Tool(
        'Playwright',
        '@playwright/test',
        [
            *project('@playwright/test@latest'),
            file(
                'a.spec.js',
                (
                    'const {test, expect} = require("@playwright/test"); test("a", () => expect(1).toBe(1)); test("p", async ({page}) => { await '
                    'page.goto("http://x") })'
                ),
            ),
        ],
        [('npx playwright test', '1 passed')],
        note='tests without a browser; browsers are native code, and downloading one fails',
    ),
]
