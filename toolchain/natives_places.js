// The original positions of the calls in a minified file of Node's library, for stacks (runtime_py/node/realm/library_places.py reads them).
//
// The format is that of a source map's `mappings`: lines of the minified text are separated by `;`; each entry is `column, original line, original column`, as differences in base64 VLQ,
// counted from 0. It has only positions that a stack can show: calls, `new`, `await`, members, templates.
const { parse } = require('acorn')

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function vlq(value) {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1
  let text = ''
  do {
    const digit = rest & 31
    rest >>>= 5
    text += DIGITS[rest > 0 ? digit | 32 : digit]
  } while (rest > 0)
  return text
}

function lineStarts(text) {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** [kind, offset] of what a stack can show, in the order of a walk through the tree. */
function shownPlaces(node, code, found = []) {
  if (node.type === 'CallExpression') found.push(['call', callPlace(node.callee, code)])
  else if (node.type === 'MemberExpression') found.push(['member', memberPlace(node)])
  else if (/^(New|Await|TaggedTemplate|Yield)Expression$|^(Throw|ForOf)Statement$/.test(node.type)) found.push([node.type, node.start])
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (typeof child?.type === 'string') shownPlaces(child, code, found)
  }
  return found
}

/** V8's: the name that is called, else the parenthesis. */
function callPlace(callee, code) {
  if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type !== 'PrivateIdentifier') return memberPlace(callee)
  return callee.type === 'Identifier' || callee.type === 'Super' ? callee.start : code.indexOf('(', callee.end)
}

function memberPlace(node) {
  return node.computed ? node.object.end : node.property.start
}

/** The offset in the original of one in the text that has the edits. */
function beforeEdits(offset, edits) {
  let grown = 0
  for (const [position, put] of edits) {
    if (position + grown + put.length > offset) return Math.min(position, offset - grown)
    grown += put.length
  }
  return offset - grown
}

function lineOf(starts, offset) {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle] <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** `mappings`, and the original's lines that they lead to. Minifying keeps what is called and in which order, so the trees of both texts are walked side by side. */
function placesOf(original, text, edits, code) {
  const codeStarts = lineStarts(code)
  const originalStarts = lineStarts(original)
  const options = { ecmaVersion: 'latest' }
  const before = shownPlaces(parse(text, options), text)
  const after = shownPlaces(parse(code, options), code)
  if (before.length !== after.length || before.some(([kind], k) => kind !== after[k][0])) throw new Error('minified text has other calls')
  const pairs = new Map(after.map(([, offset], k) => [offset, beforeEdits(before[k][1], edits)]))
  const lines = codeStarts.map(() => '')
  const shown = new Set()
  let [lastCodeLine, lastGenerated, lastLine, lastColumn] = [-1, 0, 0, 0]
  for (const [offset, place] of [...pairs].sort((a, b) => a[0] - b[0])) {
    const codeLine = lineOf(codeStarts, offset)
    const line = lineOf(originalStarts, place)
    const generated = offset - codeStarts[codeLine]
    const column = place - originalStarts[line]
    shown.add(line)
    lines[codeLine] += vlq(generated - (codeLine === lastCodeLine ? lastGenerated : 0)) + vlq(line - lastLine) + vlq(column - lastColumn);
    [lastCodeLine, lastGenerated, lastLine, lastColumn] = [codeLine, generated, line, column]
  }
  return { mappings: lines.join(';'), shown: original.split('\n').map((line, k) => shown.has(k) ? line : '').join('\n') }
}

module.exports = { placesOf }
