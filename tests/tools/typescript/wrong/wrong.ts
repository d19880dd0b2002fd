const a: number = "text"
function f(b: { c: string }) { return b.d }
f({ c: 1 })
export {}
