export * from './bindings_source.mjs'
import { list } from './bindings_source.mjs'
export { default } from './bindings_source.mjs'
export const again = () => list
