export interface Shape { readonly name: string; area(): number }
export abstract class Base implements Shape {
  static #count = 0
  constructor(public readonly name: string) { Base.#count++ }
  abstract area(): number
  static get count() { return Base.#count }
}
export class Square extends Base {
  constructor(private side: number) { super('square') }
  area() { return this.side ** 2 }
}
export enum Colour { Red = 1, Green }
