const { sum, later, now } = require('./sum')
jest.mock('./config', () => ({ name: 'mocked' }))
const config = require('./config')

test('adds', () => expect(sum(1, 2)).toBe(3))
test('waits', () => expect(later(5)).resolves.toBe(5))
test('mocks modules', () => expect(config.name).toBe('mocked'))
test('mocks functions', () => {
  const spy = jest.fn(x => x * 2)
  ;[1, 2].forEach(x => spy(x))
  expect(spy.mock.calls.map(call => call[0])).toEqual([1, 2])
  expect(spy).toHaveReturnedWith(4)
})
test('has timers of its own', () => {
  jest.useFakeTimers().setSystemTime(new Date('2020-01-01'))
  const called = jest.fn()
  setTimeout(called, 1000)
  jest.advanceTimersByTime(1000)
  expect(called).toHaveBeenCalledTimes(1)
  expect(now()).toBe(1577836801000)
  jest.useRealTimers()
})
test('keeps snapshots', () => expect({ a: [1, { b: new Map([['k', 1]]) }], date: new Date(0) }).toMatchSnapshot())
test('writes snapshots into the test', () => expect([1, 2]).toMatchInlineSnapshot(`
[
  1,
  2,
]
`))
test.each([[1, 1], [2, 4]])('squares %i', (a, b) => expect(a * a).toBe(b))
