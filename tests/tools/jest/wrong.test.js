test("is wrong", () => expect({ a: 1, b: 2 }).toEqual({ a: 1, b: 3 }))
test("throws", () => { throw new RangeError("out") })
