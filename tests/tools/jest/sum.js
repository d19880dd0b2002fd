module.exports = { sum: (a, b) => a + b, later: async value => value, now: () => Date.now() }
