import { used } from "./library"
console.log("other", used(1))
