export const a = await new Promise(() => {})

