'use strict'
// Error.prepareStackTrace as libraries use it: set, wrapped, restored
const brief = stack => typeof stack === 'string' ? stack.split('\n').slice(0, 2).map(line => line.replace(/\(.*[\\/]/, '(')) : stack
const before = Error.prepareStackTrace
console.log(typeof before, brief(new Error('plain').stack))

Error.prepareStackTrace = (error, frames) => `${error.message} at ${frames[0].getLineNumber()} of ${frames[0].getFileName().split('/').pop()}`
console.log(new Error('own').stack)
const first = Error.prepareStackTrace
Error.prepareStackTrace = (error, frames) => `<${first(error, frames)}>`
console.log(new Error('wrapped').stack)
console.log(Error.prepareStackTrace(new Error('called'), [{ getLineNumber: () => 1, getFileName: () => 'a/b' }]))

Error.prepareStackTrace = (error, frames) => {
  const inner = new Error('inner').stack
  return [typeof inner, frames.length > 0]
}
console.log(new Error('nested').stack)
Error.prepareStackTrace = (error, frames) => frames
const frames = new Error('frames').stack
console.log(frames[0].getFunctionName(), frames[0].isToplevel(), frames[0].isConstructor(), frames[0].getColumnNumber())
if (before) {
  Error.prepareStackTrace = (error, frames) => before(error, frames)
  console.log(brief(new Error('as before').stack))
}
Error.prepareStackTrace = before
console.log(brief(new TypeError('put back').stack))
const holder = {}
Error.captureStackTrace(holder)
console.log(brief(holder.stack))
// frames of the runtime don't count for the limit
for (const limit of [1, 2, 3, 10]) {
  Error.stackTraceLimit = limit
  for (const fail of [() => require('fs').statSync('/none'), () => require('fs').readFileSync('/none'), () => require('crypto').createHash('none'), () => process.chdir('/none'), () => new (require('vm').Script)('1', { cachedData: 1 }), () => process.kill(999999, 0), () => require('crypto').createCipheriv('none', '', '')]) {
    try { fail() } catch (error) { console.log(limit, error.code, error.stack.split('\n').length - 1) }
  }
}
