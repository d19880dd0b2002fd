const assert = require('node:assert')
const { expect } = require('chai')

describe('sums', function () {
  before(() => console.log('before all'))
  afterEach(function () { this.currentTest.state === 'failed' && console.log('failed:', this.currentTest.title) })
  it('adds', () => assert.strictEqual(1 + 1, 2))
  it('compares deeply', () => expect({ a: [1, 2] }).to.deep.equal({ a: [1, 2] }))
  it('waits', async () => { await new Promise(resolve => setTimeout(resolve, 5)) })
  it('takes a callback', done => setImmediate(done))
  it.skip('is left out')
  it('fails', () => assert.deepStrictEqual({ a: 1, b: [1] }, { a: 1, b: [2] }))
  it('is too slow', function (done) { this.timeout(20) })
})
