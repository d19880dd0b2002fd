import { expect, test } from 'vitest'
test('is wrong', () => expect({ a: 1, b: [1, 2] }).toEqual({ a: 1, b: [1, 3] }))
test('throws', async () => { throw new RangeError('out') })
