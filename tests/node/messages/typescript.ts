import fs from 'node:fs'
import * as path from 'node:path'
interface A { x: number }
const f = (a: A): number => a.x
try { fs.nope(f({ x: 1 } as A)) } catch (e: any) { console.log(e.message, e.stack.split('\n')[1]) }
try { (path as any).nope() } catch (e) { console.log((e as Error).message) }
const g = async (a: A) => { await fs.zip<number>(a) }
try { await g({ x: 2 }) } catch (e) { console.log((e as Error).message, (e as Error).stack!.split('\n')[1]) }
console.log(g.toString())
fs.nope()
