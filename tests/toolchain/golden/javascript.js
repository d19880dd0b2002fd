import {inflate} from "npm:pako";
import {decode} from "../platform/bytes.js";
export const OPTIONS = {"level": 6, "raw": true};
export function forms(given) {
  let made, found, handler;
  made = new (globalThis.Map)();
  if (((typeof given) === "string") && ("length" in given) && (!(given instanceof Error))) {
    (delete OPTIONS["raw"]);
  }
  found = new RegExp("a+", "g").exec(given);
  handler = (function () { return this; });
  return [made, found, handler, OPTIONS.level, given["key"], undefined, decode(inflate(given))];
}
