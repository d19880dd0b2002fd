import { expect } from "chai"
describe("modules", () => { it("are loaded", () => expect(import.meta.url).to.match(/module\.test\.mjs$/)) })
