export const useState = null
export function inner(x) { return x.z }
export default { useState }
