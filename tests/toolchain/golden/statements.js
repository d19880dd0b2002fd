import {$str, IndexError, KeyError, ValueError} from "../../python_runtime.js";
export function branches(n) {
  if (n < (0)) {
    return "negative";
  } else if (n === (0)) {
    return "zero";
  } else {
    return "positive";
  }
}
export function loops(items) {
  let total, index, item, n;
  total = 0;
  let $count1 = 0;
for (const $item2 of items) {
  index = $count1++; item = $item2;
    if (item === (0)) {
      continue;
    }
    total += item * index;
  }
  for (let $i4 = 10, $end3 = 0; $i4 > $end3; $i4 += -2) {
    n = $i4;
    total -= n;
  }
  let $broken5 = false;
  while (total > (100)) {
    total = Math.floor(total / (2));
    if (total === (77)) {
      $broken5 = true; break;
    }
  }
  if (!$broken5) {
    total = -1;
  }
  return total;
}
export function errors(call) {
  let error;
  try {
    let $fine6 = false;
    try {
      call();
      $fine6 = true;
    } catch ($error7) {
      if ($error7 instanceof ValueError) {
        error = $error7;
        return $str(error);
      } else if ($error7 instanceof KeyError || $error7 instanceof IndexError) {
        throw $error7;
      } else { throw $error7; }
    }
if ($fine6) {
      return "fine";
    }
  } finally {
    call();
  }
}
export function unpacking(pair) {
  let first, second, head, rest;
  [first, second] = pair;
  [first, second] = [second, first];
  [head, rest] = [first, [second, 3]];
  return [head, ...rest];
}
export function under(lock) {
  const $with8 = lock;
  $with8.__enter__();
let $with8_open = true;
try {
    return 1;
  } catch ($error9) {
  $with8_open = false;
  if (!$with8.__exit__($error9.constructor, $error9, null)) throw $error9;
  } finally {
  if ($with8_open) $with8.__exit__(null, null, null);
}
}
