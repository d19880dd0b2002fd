// Python's built-ins in JavaScript: the helpers that lowered code calls. Written by hand, because it is the target of the lowering.
// It adds nothing to built-in prototypes: workers that run users' programs need an unmodified realm.

export class Exception extends Error {
  get name() { return this.constructor.name; }
}
export class ValueError extends Exception {}
export class KeyError extends Exception {}
export class IndexError extends Exception {}
export class RuntimeError extends Exception {}
export class NotImplementedError extends RuntimeError {}
export class AssertionError extends Exception {}
export class OverflowError extends Exception {}
export class ZeroDivisionError extends Exception {}
export class StopIteration extends Exception {}
export class OSError extends Exception {}
export class TimeoutError extends OSError {}
export class EOFError extends Exception {}
export class MemoryError extends Exception {}
export class RecursionError extends RuntimeError {}

const isArray = Array.isArray;
const bytesOf = (text) => { const b = new Uint8Array(text.length); for (let i = 0; i < b.length; i++) b[i] = text.charCodeAt(i); return b; };
export { bytesOf as $bytes };

// ---- text of values
export function $str(v) {
  if (typeof v === 'string') return v;
  if (v === true) return 'True';
  if (v === false) return 'False';
  if (v === null || v === undefined) return 'None';
  if (typeof v === 'object') {
    if (typeof v.__str__ === 'function') return v.__str__();
    if (v instanceof Error) return v.message;
    if (isArray(v)) return $repr(v);
  }
  return String(v);
}
export function $repr(v) {
  if (typeof v === 'string') return v.includes("'") && !v.includes('"') ? '"' + v.replaceAll('\\', '\\\\') + '"' : "'" + v.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n') + "'";
  if (isArray(v)) return '[' + v.map($repr).join(', ') + ']';
  return $str(v);
}

// ---- numbers
const plain = /^[0-9]+$/;
// White space without the separators 0x1c to 0x1f.
const around = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
const aroundNumbers = new RegExp('^' + around + '|' + around + '$', 'g');
export function $int(v, base) {
  if (typeof v === 'number') { if (v !== v || v === Infinity || v === -Infinity) throw new ValueError('cannot convert float to integer'); return Math.trunc(v); }
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (typeof v === 'bigint') return Number(v);
  if (typeof v === 'string') {
    if (base === undefined && v.length < 16 && plain.test(v)) return +v;
    const radix = base === undefined ? 10 : base;
    const text = v.replace(aroundNumbers, '').toLowerCase();
    const digits = text.replace(/^[+-]/, '');
    const written = radix === 16 ? digits.replace(/^0x_?/, '') : radix === 8 ? digits.replace(/^0o_?/, '') : radix === 2 ? digits.replace(/^0b_?/, '') : digits;
    const body = /^_|__|_$/.test(written) ? '' : written.replaceAll('_', '');
    let good = body.length > 0;
    for (let i = 0; good && i < body.length; i++) { const d = parseInt(body[i], 36); good = d === d && d < radix; }
    if (good) return text[0] === '-' ? 0 - parseInt(body, radix) : parseInt(body, radix);
  }
  throw new ValueError('invalid literal for int() with base ' + (base === undefined ? 10 : base) + ': ' + $repr(v));
}
export function $float(v) {
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  const written = String(v).replace(aroundNumbers, '');
  const text = /^_|__|_$|_[^0-9]|[^0-9]_/.test(written) ? '' : written.replaceAll('_', '');
  const low = text.toLowerCase();
  if (/^[+-]?(inf|infinity)$/.test(low)) return low[0] === '-' ? -Infinity : Infinity;
  if (/^[+-]?nan$/.test(low)) return NaN;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new ValueError('could not convert string to float: ' + $repr(v));
  return Number(text);
}
export function $mod(a, b) {
  if (typeof a === 'bigint') { const r = a % b; return r !== 0n && (r < 0n) !== (b < 0n) ? r + b : r; }
  const r = a % b;
  return r !== 0 && (r < 0) !== (b < 0) ? r + b : r;
}
export function $round(v, digits) {
  if (digits === undefined || digits === null) return toEven(v);
  if (digits <= 0) { const unit = 10 ** -digits; return toEven(v / unit) * unit; }
  // toFixed rounds the exact binary value, as Python does, but rounds a tie up.
  const near = Number(v.toFixed(digits)), exact = v * 10 ** digits;
  return Math.abs(exact % 1) === 0.5 && exact / 10 ** digits === v && Number.isInteger(v * 2 ** 40) ? toEven(exact) / 10 ** digits : near;
}
function toEven(v) {
  const low = Math.floor(v), part = v - low;
  return part < 0.5 ? low : part > 0.5 ? low + 1 : low % 2 === 0 ? low : low + 1;
}
export const $divmod = (a, b) => [Math.floor(a / b), $mod(a, b)];

// ---- order and equality
export function $compare(a, b) {
  if (isArray(a) && isArray(b)) {
    for (let i = 0; i < a.length && i < b.length; i++) { const c = $compare(a[i], b[i]); if (c !== 0) return c; }
    return a.length - b.length;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
// Compares strings by code points: the UTF-16 units of characters above 0xffff are smaller than those from 0xe000 on.
const pairs = /[\ud800-\udfff]/;
const hasPairs = (v) => typeof v === 'string' ? pairs.test(v) : isArray(v) && v.some(hasPairs);
function comparePoints(a, b) {
  if (isArray(a) && isArray(b)) {
    for (let i = 0; i < a.length && i < b.length; i++) { const c = comparePoints(a[i], b[i]); if (c !== 0) return c; }
    return a.length - b.length;
  }
  if (typeof a !== 'string' || typeof b !== 'string') return $compare(a, b);
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (i >= a.length || i >= b.length) return a.length - b.length;
  const x = a.charCodeAt(i), y = b.charCodeAt(i), high = (n) => n >= 0xd800 && n < 0xe000 ? n + 0x10000 : n;
  return high(x) - high(y);
}
export function $equals(a, b) {
  if (a === b || (a == null && b == null)) return true;
  if (a == null || b == null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (isArray(a) && isArray(b) || ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!$equals(a[i], b[i])) return false;
    return true;
  }
  if (a instanceof Map && b instanceof Map) {
    if (a.size !== b.size) return false;
    for (const [k, v] of a) if (!b.has(k) || !$equals(v, b.get(k))) return false;
    return true;
  }
  if (a instanceof Set && b instanceof Set) { if (a.size !== b.size) return false; for (const k of a) if (!b.has(k)) return false; return true; }
  if (Object.getPrototypeOf(a) === Object.prototype && Object.getPrototypeOf(b) === Object.prototype) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && $equals(a[k], b[k]));
  }
  return false;
}
export function $assert_fail(source, message) { throw new AssertionError(source + (message === undefined ? '' : ': ' + $str(message))); }
export function $assert_equal(source, a, b, message) { if (!$equals(a, b)) $assert_fail(source + ': ' + $show(a) + ' is not ' + $show(b), message); }
function $show(v) { try { return typeof v === 'string' ? JSON.stringify(v) : ArrayBuffer.isView(v) ? 'bytes ' + Array.from(v).slice(0, 100) : v instanceof Map ? 'Map ' + JSON.stringify([...v]) : JSON.stringify(v) ?? String(v); } catch { return String(v); } }

export function $contains(c, x) {
  if (typeof c === 'string') return c.includes(x);
  if (isArray(c)) { for (let i = 0; i < c.length; i++) if (c[i] === x) return true; return isArray(x) && c.some((y) => $equals(x, y)); }
  if (c instanceof Map || c instanceof Set) return c.has(x);
  if (ArrayBuffer.isView(c)) return c.includes(x);
  if (typeof c.__contains__ === 'function') return c.__contains__(x);
  return Object.hasOwn(c, x);
}

// ---- sequences
export function $range(a, b, step) {
  if (b === undefined) { b = a; a = 0; }
  if (step === undefined) step = 1;
  const out = [];
  if (step === 0) throw new ValueError('range() arg 3 must not be zero');
  if (step > 0) for (let i = a; i < b; i += step) out.push(i); else for (let i = a; i > b; i += step) out.push(i);
  return out;
}
export function* $enumerate(xs, start) { let i = start === undefined ? 0 : start; for (const x of xs) yield [i++, x]; }
export function $zip(...lists) {
  const arrays = lists.map((xs) => isArray(xs) ? xs : Array.from(xs));
  const n = Math.min(...arrays.map((xs) => xs.length)), out = [];
  for (let i = 0; i < n; i++) out.push(arrays.map((xs) => xs[i]));
  return out;
}
export function $sort(xs, key, reverse) {
  if (!isArray(xs)) return xs.sort(...(key === undefined || key === null ? [] : [key]));
  const keyed = key == null ? xs : xs.map((x) => [key(x), x]);
  const by = (key == null ? xs : keyed.map((pair) => pair[0])).some(hasPairs) ? comparePoints : $compare;
  if (key == null) { xs.sort(reverse ? (a, b) => by(b, a) : by); return; }
  keyed.sort(reverse ? (a, b) => by(b[0], a[0]) : (a, b) => by(a[0], b[0]));
  for (let i = 0; i < xs.length; i++) xs[i] = keyed[i][1];
}
export function $sorted(xs, key, reverse) { const out = Array.from(xs); $sort(out, key, reverse); return out; }
export const $reversed = (xs) => Array.from(xs).reverse();
function pick(xs, key, sign, what, fallback) {
  let best, bestKey, found = false;
  for (const x of xs) { const k = key == null ? x : key(x); if (!found || (hasPairs(k) || hasPairs(bestKey) ? comparePoints : $compare)(k, bestKey) * sign > 0) { best = x; bestKey = k; found = true; } }
  if (!found) { if (fallback !== undefined) return fallback; throw new ValueError(what + '() iterable argument is empty'); }
  return best;
}
export const $min = (xs, key, fallback) => pick(xs, key, -1, 'min', fallback);
export const $max = (xs, key, fallback) => pick(xs, key, 1, 'max', fallback);
export function $sum(xs, start) { let t = start === undefined ? 0 : start; for (const x of xs) t += x; return t; }
export function $any(xs) { for (const x of xs) if (x) return true; return false; }
export function $all(xs) { for (const x of xs) if (!x) return false; return true; }
export const $list = (xs) => xs === undefined ? [] : Array.from(xs);

// ---- attributes
export const $getattr = (o, k, d) => { const v = o[k]; return v === undefined ? d : v; };
export const $hasattr = (o, k) => o != null && o[k] !== undefined;

// ---- methods of str, list and bytes: chosen by the receiver's type; other receivers' own methods are called
const own = (x, name, args) => x[name](...args);
// Python's white space: JavaScript's lacks the separators 0x1c to 0x1f and 0x85, and includes 0xfeff.
const SPACES = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const isSpace = (c) => c === 32 || c >= 9 && c <= 13 || c >= 28 && c <= 31 || c === 0x85 || c === 0xa0 ||
  c >= 0x1680 && (c === 0x1680 || c >= 0x2000 && c <= 0x200a || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x205f || c === 0x3000);
const spaces = new RegExp('[' + SPACES + ']+');
const onlySpaces = new RegExp('^[' + SPACES + ']+$');
function trim(s, chars, left, right) {
  let i = 0, j = s.length;
  if (chars == null) {
    if (left) while (i < j && isSpace(s.charCodeAt(i))) i++;
    if (right) while (j > i && isSpace(s.charCodeAt(j - 1))) j--;
  } else if (pairs.test(chars)) {
    const points = Array.from(s), set = Array.from(chars);
    j = points.length;
    if (left) while (i < j && set.includes(points[i])) i++;
    if (right) while (j > i && set.includes(points[j - 1])) j--;
    return points.slice(i, j).join('');
  } else {
    if (left) while (i < j && chars.includes(s[i])) i++;
    if (right) while (j > i && chars.includes(s[j - 1])) j--;
  }
  return i === 0 && j === s.length ? s : s.slice(i, j);
}
// Resolves an end index that counts from the end, as in Python; an index past the end is returned unchanged.
const place = (s, at) => at === undefined || at === null ? at : at < 0 ? Math.max(0, s.length + at) : at;
export const $append = (x, v) => { if (isArray(x)) x.push(v); else return x.append(v); };
export function $extend(x, ...args) { if (!isArray(x)) return own(x, 'extend', args); for (const v of args[0] === x ? x.slice() : args[0]) x.push(v); }
export const $insert = (x, ...args) => { if (isArray(x)) x.splice(args[0], 0, args[1]); else return own(x, 'insert', args); };
export function $pop(x, ...args) {
  if (!isArray(x)) return own(x, 'pop', args);
  const i = args[0];
  if (x.length === 0) throw new IndexError('pop from empty list');
  if (i >= x.length || i < -x.length) throw new IndexError('pop index out of range');
  if (i === undefined || i === -1) return x.pop();
  return i === 0 ? x.shift() : x.splice(i, 1)[0];
}
export function $remove(x, ...args) {
  if (!isArray(x)) return own(x, 'remove', args);
  const i = x.indexOf(args[0]);
  if (i < 0) throw new ValueError('list.remove(x): x not in list');
  x.splice(i, 1);
}
export const $clear = (x, ...args) => { if (isArray(x)) x.length = 0; else return own(x, 'clear', args); };
export const $copy = (x, ...args) => isArray(x) ? x.slice() : own(x, 'copy', args);
export const $reverse = (x, ...args) => { if (isArray(x)) x.reverse(); else return own(x, 'reverse', args); };
export function $index(x, ...args) {
  if (typeof x !== 'string' && !isArray(x)) return own(x, 'index', args);
  const i = typeof x === 'string' ? find(x, ...args) : x.indexOf(...args);
  if (i < 0) throw new ValueError('substring or item not found');
  return i;
}
export function $count(x, ...args) {
  if (typeof x === 'string') return args[0] === '' ? x.length + 1 : x.split(args[0]).length - 1;
  if (isArray(x)) { let n = 0; for (const v of x) if (v === args[0]) n++; return n; }
  return own(x, 'count', args);
}
export function $startswith(x, ...args) {
  if (typeof x !== 'string') return own(x, 'startswith', args);
  const p = args[0], at = place(x, args[1]);
  if (at > x.length) return false;
  return typeof p === 'string' ? x.startsWith(p, at) : p.some((q) => x.startsWith(q, at));
}
export function $endswith(x, ...args) {
  if (typeof x !== 'string') return own(x, 'endswith', args);
  const p = args[0];
  return typeof p === 'string' ? x.endsWith(p) : p.some((q) => x.endsWith(q));
}
export const $strip = (x, ...args) => typeof x === 'string' ? trim(x, args[0], true, true) : own(x, 'strip', args);
export const $lstrip = (x, ...args) => typeof x === 'string' ? trim(x, args[0], true, false) : own(x, 'lstrip', args);
export const $rstrip = (x, ...args) => typeof x === 'string' ? trim(x, args[0], false, true) : own(x, 'rstrip', args);
export function $split(x, ...args) {
  if (typeof x !== 'string') return own(x, 'split', args);
  const [sep, max] = args;
  if (sep !== undefined && sep !== null && typeof sep !== 'string') return x.split(...args);
  if (sep === '') throw new ValueError('empty separator');
  if (sep == null) {
    if (max === undefined || max < 0) { const t = trim(x, null, true, true); return t === '' ? [] : t.split(spaces); }
    const out = []; let rest = trim(x, null, true, false);
    while (out.length < max) { const m = spaces.exec(rest); if (!m) break; out.push(rest.slice(0, m.index)); rest = rest.slice(m.index + m[0].length); }
    if (rest !== '') out.push(rest);
    return out;
  }
  if (max === undefined || max < 0) return x.split(sep);
  const out = []; let at = 0;
  while (out.length < max) { const i = x.indexOf(sep, at); if (i < 0) break; out.push(x.slice(at, i)); at = i + sep.length; }
  out.push(x.slice(at));
  return out;
}
export function $rsplit(x, ...args) {
  if (typeof x !== 'string') return own(x, 'rsplit', args);
  const [sep, max] = args;
  if (max === undefined || max < 0) return $split(x, sep);
  if (sep == null) {
    const out = []; let rest = trim(x, null, false, true);
    while (out.length < max && rest !== '') { let i = rest.length; while (i > 0 && !isSpace(rest.charCodeAt(i - 1))) i--; out.unshift(rest.slice(i)); rest = trim(rest.slice(0, i), null, false, true); }
    if (rest !== '') out.unshift(rest);
    return out;
  }
  if (sep === '') throw new ValueError('empty separator');
  const out = []; let end = x.length;
  while (out.length < max) { const i = x.lastIndexOf(sep, end - sep.length); if (i < 0 || end - sep.length < 0) break; out.unshift(x.slice(i + sep.length, end)); end = i; }
  out.unshift(x.slice(0, end));
  return out;
}
export function $join(x, ...args) { return typeof x === 'string' ? (isArray(args[0]) ? args[0] : Array.from(args[0])).join(x) : own(x, 'join', args); }
export function $replace(x, ...args) {
  if (typeof x !== 'string') return own(x, 'replace', args);
  const [from, to, count] = args;
  if (typeof from !== 'string') return x.replace(from, to);
  if (from === '' && typeof to === 'string') {
    const chars = Array.from(x), most = count === undefined || count < 0 ? chars.length + 1 : count;
    return chars.map((char, i) => (i < most ? to : '') + char).join('') + (chars.length < most ? to : '');
  }
  if (count === undefined || count < 0) return typeof to === 'function' ? x.replaceAll(from, to) : x.split(from).join(to);
  const parts = $split(x, from, count);
  return parts.join(to);
}
export const $lower = (x, ...args) => typeof x === 'string' ? x.toLowerCase() : own(x, 'lower', args);
export const $upper = (x, ...args) => typeof x === 'string' ? x.toUpperCase() : own(x, 'upper', args);
export const $find = (x, ...args) => typeof x === 'string' ? find(x, ...args) : own(x, 'find', args);
function find(x, what, start, end) {
  const from = place(x, start), to = place(x, end), i = x.indexOf(what, from ?? 0);
  return from > x.length || to != null && i >= 0 && i + what.length > to ? -1 : i;
}
export function $rfind(x, ...args) {
  if (typeof x !== 'string') return own(x, 'rfind', args);
  const what = args[0], from = place(x, args[1]) ?? 0, to = Math.min(place(x, args[2]) ?? x.length, x.length);
  const i = to - what.length < 0 ? -1 : x.lastIndexOf(what, to - what.length);
  return i < from ? -1 : i;
}
const every = (test) => (x) => typeof x === 'string' ? test.test(x) : false;
// Only ASCII digits, as on a command line: `int` reads no others.
export const $isdigit = every(/^[0-9]+$/);
export const $isalpha = every(/^\p{L}+$/u);
export const $isalnum = every(/^[\p{L}\p{N}]+$/u);
export const $isspace = every(onlySpaces);
export const $isupper = (x, ...args) => typeof x === 'string' ? x !== x.toLowerCase() && x === x.toUpperCase() : own(x, 'isupper', args);
export const $islower = (x, ...args) => typeof x === 'string' ? x !== x.toUpperCase() && x === x.toLowerCase() : own(x, 'islower', args);
export function $partition(x, ...args) {
  if (typeof x !== 'string') return own(x, 'partition', args);
  const sep = args[0], i = x.indexOf(sep);
  if (sep === '') throw new ValueError('empty separator');
  return i < 0 ? [x, '', ''] : [x.slice(0, i), sep, x.slice(i + sep.length)];
}
export function $rpartition(x, ...args) {
  if (typeof x !== 'string') return own(x, 'rpartition', args);
  const sep = args[0], i = x.lastIndexOf(sep);
  if (sep === '') throw new ValueError('empty separator');
  return i < 0 ? ['', '', x] : [x.slice(0, i), sep, x.slice(i + sep.length)];
}
export const $removeprefix = (x, ...args) => typeof x !== 'string' ? own(x, 'removeprefix', args) : x.startsWith(args[0]) ? x.slice(args[0].length) : x;
export const $removesuffix = (x, ...args) => typeof x !== 'string' ? own(x, 'removesuffix', args) : args[0] !== '' && x.endsWith(args[0]) ? x.slice(0, -args[0].length) : x;
export const $zfill = (x, ...args) => typeof x !== 'string' ? own(x, 'zfill', args) : x[0] === '-' || x[0] === '+' ? x[0] + x.slice(1).padStart(args[0] - 1, '0') : x.padStart(units(x, args[0]), '0');
// Widths count code points.
const units = (x, n) => pairs.test(x) ? n + x.length - Array.from(x).length : n;
export const $ljust = (x, ...args) => typeof x === 'string' ? x.padEnd(units(x, args[0]), args[1] ?? ' ') : own(x, 'ljust', args);
export const $rjust = (x, ...args) => typeof x === 'string' ? x.padStart(units(x, args[0]), args[1] ?? ' ') : own(x, 'rjust', args);
