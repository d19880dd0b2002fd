export const twice = n => n * 2
export const gone = () => "gone"
export class Shape { static #x = 1; get x() { return Shape.#x ?? 0 } }
