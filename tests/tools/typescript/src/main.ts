import { Colour, Square, type Shape, Base } from './shapes'
const shapes: Shape[] = [new Square(2), new Square(3)]
async function* areas(all: Shape[]) { for (const one of all) yield one.area() }
async function main() { for await (const area of areas(shapes)) console.log(area, Colour[2], Base.count, shapes[7]?.name) }
main()
