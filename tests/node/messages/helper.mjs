import { inner as renamed } from './react.mjs'
export const helper = (x) => renamed(x.y)
