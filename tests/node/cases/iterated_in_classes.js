// `for await` over what only a class, a method or a generator may name; the store makes the loop an edited one.
const { AsyncLocalStorage } = require('async_hooks')
const store = new AsyncLocalStorage()
class Above { get list() { return [7, 8] } }
class Parts extends Above {
  #parts = [1, 2]
  static #made = [[3], 4]
  async all() {
    const found = []
    for await (const part of this.#parts) found.push(part)
    for await (const part of this.#parts.concat(Parts.#made[0])) found.push(part)
    for await (const part of super.list) found.push(part)
    for await (const part of new.target === undefined ? [9] : []) found.push(part)
    return found
  }
  async wrong() { for await (const part of Parts.#made[1]) console.log(part) }
  async * given() { for await (const part of (yield 'more')) yield part * 2 }
}
store.run('here', async () => {
  const parts = new Parts()
  console.log((await parts.all()).join(), store.getStore())
  await parts.wrong().catch((error) => console.log(error.message))
  const given = parts.given()
  console.log((await given.next()).value, (await given.next([5, 6])).value, (await given.next()).value)
  const failing = parts.given()
  await failing.next()
  await failing.next(1).catch((error) => console.log(error.message))
})
