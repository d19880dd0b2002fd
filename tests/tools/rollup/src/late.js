import { twice } from "./library.js"
export const late = twice(4)
