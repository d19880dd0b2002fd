import {$all, $any, $contains, $int, $join, $mod, $sorted, $str, $strip, $upper} from "../../python_runtime.js";
export function numbers(a, b) {
  return [Math.floor(a / b), $mod(a, b), a ** b, -a, a & b, a | b, a << (2), $int(a / b), Math.abs(a), Math.min(a, b), Math.max(a, b)];
}
export function logic(a, items, text) {
  return ((a == null) || (!items)) && ($contains(text, "x")) && (((0) < a) && (a <= (10))) && (!$contains(items, a));
}
export function texts(name, n) {
  return `${$str(name)}: ${$str(n)}${$str((n !== (1)) ? "s" : "")} ` + $strip($upper(name.slice(1, -1))) + $join(", ", (() => { const $list1 = [];
    for (let $i3 = 0, $end2 = n; $i3 < $end2; $i3++) {
      const k = $i3;
      $list1.push($str(k));
    }
  return $list1; })());
}
export function slices(items) {
  return (items.length > (0)) ? [...items.slice(1), items.at(-1)] : [...items, 0];
}
export function calls(items) {
  return $sorted(items, ((pair) => (pair[1])), true);
}
export function tests(items) {
  return $all((() => { const $list4 = [];
    for (const item of items) {
      $list4.push(item > (0));
    }
  return $list4; })()) || $any((() => { const $list5 = [];
    for (const item of items) {
      $list5.push(item === (3));
    }
  return $list5; })()) || (Array.isArray(items));
}
