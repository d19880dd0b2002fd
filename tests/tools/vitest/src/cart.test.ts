import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { soon, total } from './cart'
import * as prices from './prices'

vi.mock('./prices', () => ({ price: vi.fn(() => 2) }))

describe('a cart', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })
  it('adds up', () => {
    expect(total([{ name: 'tea', count: 3 }])).toBe(6)
    expect(prices.price).toHaveBeenCalledWith('tea')
  })
  it('waits', async () => {
    const later = soon(1000)
    await vi.advanceTimersByTimeAsync(1000)
    await expect(later).resolves.toBe('done')
  })
  it('keeps snapshots', () => expect({ a: [1, 2], m: new Map([['k', new Set([1])]]) }).toMatchSnapshot())
})
test.each([[1, 1], [2, 4]])('%i squared is %i', (a, b) => expect(a ** 2).toBe(b))
test.skip('is left out', () => {})
