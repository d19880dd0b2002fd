export { twice as double, Shape } from "./library.js"
