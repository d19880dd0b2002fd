// Writes semver_facts.py: the results of npm's own node-semver for the versions and ranges below. Run by the pinned Node:
//   node tests/npm/formats/make_semver_facts.js FOLDER_OF_NODE_SEMVER > tests/npm/formats/semver_facts.py
'use strict'
const semver = require(require('path').resolve(process.argv[2]))

const versions = ('0.0.0 0.0.0-0 0.0.1 0.0.1-a 0.1.0 0.1.2 0.1.2-beta.2 0.2.3 1.0.0 1.0.0-0 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 ' +
  '1.0.0-beta.11 1.0.0-rc.1 1.0.1 1.1.0 1.2.0 1.2.2 1.2.3 1.2.3-4 1.2.3-4-foo 1.2.3-5 1.2.3-a.10 1.2.3-a.b 1.2.3-r100 1.2.3-R2 1.2.3-pre+asdf 1.2.4 ' +
  '1.2.4-alpha 1.3.0-alpha 1.9999.9999 2.0.0 2.0.0-0 2.0.0-rc1 2.1.0 2.2.3 2.3.4 2.4.3-alpha 2.4.5 2.9.9 3.0.0 3.0.0-pre 3.2.1 3.4.2 4.0.0 5.0.0 10.0.0 ' +
  '18.2.0 v1.2.3 =1.2.3 1.2.3+build 01.02.03 1.2.3alpha 1.2.3-01 1.2 1 1.2.x 1.2.3.4 a.b.c 1.2.3- 9007199254740991.0.0 9007199254740992.0.0').split(' ').concat([
  '', ' 1.2.3 ', ' v 1.2.3', '1.2.3 foo', '99999999999999999999.0.0', '1.0.0-99999999999999999999'])
const ranges = ['', '*', 'x', 'X', '1', '1.x', '1.2.x', '1.2.*', 'v1', '=1.2', '^1', '^1.2', '^1.2.3', '^0', '^0.1', '^0.1.2', '^0.0.1', '^0.0', '^0.0.0', '^1.2.3-beta.2',
  '^0.1.2-beta.1', '^0.0.1-beta', '^1.x', '^0.x', '^x', '~1', '~1.2', '~1.2.3', '~0', '~0.1', '~1.2.3-beta', '~>1.2', '~> 1', '~ 1.0', '^ 1', '~x', '>1', '>1.2', '>1.x',
  '>=1', '>=1.2', '<1', '<1.2', '<=1', '<=1.2', '<=1.x', '>x', '<x', '>=x', '<=x', '>1.2.3', '>=1.2.3', '<1.2.3', '<=1.2.3', '=1.2.3', '1.2.3', '>=0.0.0', '>=0.0.0-0',
  '<0.0.0-0', '1 - 2', '1.0.0 - 2.0.0', '1.2 - 2.3', '1.2.3 - 2.3', '1.2.3 - 2', '* - 2', '1 - x', '1.2.3-alpha - 2.0.0-beta', '1.2.3+a - 2.4+b', '>=1.2.3 <2',
  '>= 1.2.3 < 2', '>1.2.3 || <0.1', '1.x || >=2.5.0 || 5.0.0 - 7.2.3', '||', '1 ||', '|| 1', '* || 1', '1.2.3 || * || 3', '>=1 <0', '<0.0.0 || 1', '1 2', '1.2.3 2.0.0',
  '>=1.0.0-0 <2.0.0-0', '>1.0.0-alpha', '<1.0.0-beta.2', '>=1.2.3-a <=1.2.3-b', '^1.2.3+build', '1.2.3+build', '>=1.2.3+build <2.0.0', '   >=1   ', '1.2.3   -   2',
  '>=  1', 'x.1', '1.x.3', 'x.x.x', '1.X.X', '^1.x.3', '=v1.2.3', '>=v1.2', 'blerg', 'latest', '1.2.3 blerg', '>blerg', '>=01.02.03', '~01.2.3', '1.2.3beta', '>1.2.3alpha',
  '1-2', '1.0.0-2.0.0', '- 2', '1 -', '>=*', '^*', '~*', '=*', '>*', '~1.2.3 || ^3', '^2 <2.2 || > 2.3', '>=5 || >=4 <4.5', '2.x.x', '2.3.x', 'a || 1', '1 || a', '^^1', '~^1', '^1.2.3 ^1.3',
  '^14.18.0 || >=16.0.0', '>=18.0.0 <19', '^18 || ^20 || >= 22', '<=2.0.0 >1.2', '9007199254740992', '^9007199254740991', '>=1.2.3-rc.1', '1.2.3 - 2.0.0 || 4', '\t1.2.3\n<2',
  '>=1.2.3 , <2', '^1.2.3-0', '~1.2.3-', '1.*.3', '0', '0.0', '~0.0.1', '>=0', '>=0.0', '>0', '<=0', '^0.0.x', '^0.0.x-beta', '>=1 || <1']
const increments = ['major', 'minor', 'patch', 'premajor', 'preminor', 'prepatch', 'prerelease', 'release', 'nonsense']

const text = value => value === null ? 'None' : `'${value.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/'/g, "\\'")}'`
const bits = values => values.map(v => v ? '1' : '0').join('')
const table = (name, comment, rows) => {
  console.log(`\n# ${comment}\n${name} = [`)
  for (const row of rows) console.log(`    [${row.join(', ')}],`)
  console.log(']')
}
const attempt = f => { try { return f() } catch { return null } }

console.log('"""What node-semver ' + require(require('path').resolve(process.argv[2], 'package.json')).version +
  ' says; written by make_semver_facts.js, not by hand."""\n# ruff: noqa: E501')
const strict = versions.filter(v => semver.valid(v))
table('VERSIONS', 'text, normal form, loose normal form, what coerce makes of it',
  versions.map(v => [v, semver.valid(v), semver.valid(v, true), semver.coerce(v)?.version ?? null].map(text)))
console.log(`\n# For each row of ORDER: its order to every column of ORDER, as < = >\nORDER = [${strict.map(text).join(', ')}]\nORDERS = [`)
for (const a of strict) console.log(`    '${strict.map(b => '<=>'[semver.compare(a, b) + 1]).join('')}',`)
console.log(']')
console.log('\n# Which versions each range holds: a digit for each of ORDER')
table('RANGES', 'range, normal form, loose, with prereleases, and the digits of those three',
  ranges.map(r => {
    const row = [text(r)]
    const tests = []
    for (const options of [{}, { loose: true }, { includePrerelease: true }]) {
      row.push(text(semver.validRange(r, options) === null ? null : new semver.Range(r, options).range))
      tests.push(text(bits(strict.map(v => semver.satisfies(v, r, options)))))
    }
    return row.concat(tests)
  }))
const rows = []
for (const v of ['1.2.3', '1.2.0', '1.0.0', '0.0.1', '1.2.3-4', '1.2.0-a', '2.0.0-beta.1', '1.2.3-a.1.b', '1.0.0-alpha.beta']) {
  for (const release of increments) {
    for (const preid of ['', 'beta', 'a']) {
      rows.push([text(v), text(release), text(preid), text(attempt(() => semver.inc(v, release, preid || undefined)))])
    }
  }
}
table('INCREMENTS', 'version, release, identifier, result', rows)

const pairs = [['^1', '>=1.5'], ['^1', '^2'], ['1', '1.2.3'], ['<1', '>1'], ['<=1.0.0', '>=1.0.0'], ['>1 <2', '>=2'], ['*', '3'], ['1 || 3', '2 || ^3.1'], ['~1.2', '1.2.9'],
  ['>=1.0.0', '<1.0.0'], ['<0.0.0', '*'], ['1.2.3', '1.2.4'], ['^1.0.0-beta', '1.0.0'], ['>=18', '^18 || ^20'], ['nonsense', '1']]
table('INTERSECTIONS', 'two ranges, and whether some version is in both', pairs.map(([a, b]) => [text(a), text(b), attempt(() => semver.intersects(a, b, { loose: true })) ? 'True' : 'False']))

const inside = [['*', '^1.2.3'], ['18', '^18.3.1'], ['^18.2.0', '^18.3.1'], ['1.x <1.2.3', '^1.2.0'], ['~1.2', '^1.2.3'], ['1.2.3', '^1.2.3'], ['1.2.3', '1.2.3'], ['^1 || ^2', '^2.1.0'],
  ['>=1', '^3.0.0'], ['<2', '^1.0.0'], ['<=1.0.0', '1.0.0'], ['>1.0.0', '>=1.0.0'], ['nonsense', '1'], ['>=1.0.0', '>1.0.0'], ['^1.2.3', '~1.2.5'], ['0.x', '^0.3.0']]
table('SUBSETS', 'two ranges, and whether all of the second is in the first', inside.map(([a, b]) =>
  [text(a), text(b), attempt(() => semver.subset(b, a, { loose: true })) ? 'True' : 'False']))
