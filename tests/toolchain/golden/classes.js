import {$append} from "../../python_runtime.js";
export class Shape {
  constructor(name, size = 1) {
    const self = this;
    self.name = name;
    self.size = size;
  }
  get area() {
    const self = this;
    return self.size * self.size;
  }
  static unit() {
    return new Shape("unit");
  }
  scaled(factor) {
    const self = this;
    return new Shape(self.name, self.size * factor);
  }
  static sides = 0;
}
Shape.prototype.sides = Shape.sides;
export class Square extends Shape {
  constructor(size)   {
    super("square", size);
    const self = this;
    self.handler = self.scaled.bind(self);
  }
  scaled(factor) {
    return new Square(super.scaled(factor).size);
  }
  static sides = 4;
}
Square.prototype.sides = Square.sides;
export function* squares(most) {
  let n;
  for (let $i2 = 0, $end1 = most; $i2 < $end1; $i2++) {
    n = $i2;
    (yield new Square(n));
  }
}
export async function sizes(shapes) {
  let found, shape;
  found = [];
  for (shape of shapes) {
    $append(found, (await waited(shape)));
  }
  return found;
}
export async function waited(shape) {
  return shape.area;
}
