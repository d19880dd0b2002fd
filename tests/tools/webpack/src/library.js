export const used = n => n * 2 + 1
export const unused = () => "this must be gone"
