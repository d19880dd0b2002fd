// Makes Node's library keep the async context across its own awaits: every operand is passed to the function that runtime_py/node/async_context/carrying.py
// defines. await_source.py does the same to programs at run time. Written in JavaScript because it runs in the build, where acorn is a package.
const { parse } = require('acorn')

const OPERAND = '$terrarium_await'
const EACH = '$terrarium_each'

/** [the text, [position in `code`, what was put there]] */
function withAwaits(code) {
  const edits = []
  if (!/\bawait\b|\basync\s*\*/.test(code)) return [code, edits]
  collect(parse(code, { ecmaVersion: 'latest' }), false, edits)
  let text = ''
  let at = 0
  for (const [position, put] of edits.sort((a, b) => a[0] - b[0])) {
    text += code.slice(at, position) + put
    at = position
  }
  return [text + code.slice(at), edits]
}

function collect(node, inAsyncGenerator, edits) {
  if (node.type === 'AwaitExpression') wrap(node.argument, OPERAND, edits)
  else if (node.type === 'ForOfStatement' && node.await) wrap(node.right, EACH, edits, described(node.right))
  else if (inAsyncGenerator && node.argument && (node.type === 'ReturnStatement' || (node.type === 'YieldExpression' && !node.delegate))) {
    wrap(node.argument, OPERAND, edits)
  } else if (/Function/.test(node.type)) inAsyncGenerator = node.async && node.generator
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') collect(child, inAsyncGenerator, edits)
    }
  }
}

/** A further argument: how V8 names the value in `x is not async iterable`. */
function described(node) {
  return node.type === 'Identifier' ? `,"${node.name}"` : ''
}

function wrap(node, name, edits, more = '') {
  const isSequence = node.type === 'SequenceExpression'
  edits.push([node.start, ' ' + name + (isSequence ? '((' : '(')], [node.end, (isSequence ? ')' : '') + more + ')'])
}

module.exports = { withAwaits }
