"""What `bc -l` adds: sine, cosine, arctangent, logarithm, exponential and Bessel's functions, in bc's own language.

Each works with more decimals than are asked for and cuts the result."""

from __future__ import annotations

LIBRARY = """
scale = 20
define e(x) {
  auto a, b, n, r, t, w, z
  z = scale
  if (x < 0) { t = -x; b = 1 } else { t = x }
  scale = 6 + z + .44 * t
  if (scale > 6 + z + 2000) scale = 6 + z + 2000
  while (t > 1) { w += 1; t /= 2 }
  r = 1 + t
  a = t
  n = 1
  while (1) {
    n += 1
    a = a * t / n
    if (a == 0) break
    r += a
  }
  while (w > 0) { r *= r; w -= 1 }
  if (b) r = 1 / r
  scale = z
  return (r / 1)
}
define l(x) {
  auto a, f, n, r, t, w, z
  z = scale
  if (x <= 0) { scale = z; return ((1 - 10 ^ z) / 1) }
  scale = z + 8
  f = 2
  w = x
  while (w >= 2) { f *= 2; w = sqrt(w) }
  while (w <= .5) { f *= 2; w = sqrt(w) }
  t = (w - 1) / (w + 1)
  r = t
  a = t
  t *= t
  n = 1
  while (1) {
    n += 2
    a *= t
    if (a / n == 0) break
    r += a / n
  }
  r *= f
  scale = z
  return (r / 1)
}
define s(x) {
  auto a, b, n, p, r, t, z
  z = scale
  scale = 1.1 * z + 4
  p = a(1)
  if (x < 0) { b = 1; x = -x }
  scale = 0
  n = (x / p + 2) / 4
  x = x - 4 * n * p
  if (n % 2) x = -x
  scale = z + 4
  r = x
  a = x
  t = -x * x
  n = 1
  while (1) {
    n += 2
    a = a * t / (n * (n - 1))
    if (a == 0) break
    r += a
  }
  scale = z
  if (b) return (-r / 1)
  return (r / 1)
}
define c(x) {
  auto r, z
  z = scale
  scale = z * 1.2 + 2
  r = s(x + 2 * a(1))
  scale = z
  return (r / 1)
}
define a(x) {
  auto a, b, f, n, r, t, w, z
  z = scale
  if (x < 0) { b = 1; x = -x }
  scale = z + 5
  f = 1
  while (x > .2) {
    x = x / (1 + sqrt(1 + x * x))
    f *= 2
  }
  r = x
  a = x
  t = -x * x
  n = 1
  while (1) {
    a *= t
    n += 2
    if (a / n == 0) break
    r += a / n
  }
  r *= f
  scale = z
  if (b) return (-r / 1)
  return (r / 1)
}
define j(n, x) {
  auto a, b, i, r, t, z
  z = scale
  scale = 0
  n /= 1
  if (n < 0) { n = -n; if (n % 2) b = 1 }
  a = 1
  for (i = 2; i <= n; i++) a *= i
  scale = 1.5 * z + 8 + length(x)
  a = x ^ n / 2 ^ n / a
  r = a
  t = -x * x / 4
  for (i = 1; 1; i++) {
    a = a * t / i / (n + i)
    if (a == 0) break
    r += a
  }
  scale = z
  if (b) return (-r / 1)
  return (r / 1)
}
"""
