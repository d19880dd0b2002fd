"""set: the options of the shell: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['set -e; false; echo no', '', 1],
    ['set -e; false || echo or; if false; then :; fi; ! true; echo end', 'or\nend\n', 0],
    ['set -e; (false; echo sub); echo no', '', 1],
    ['set -u; echo $nothing 2>/dev/null; echo no', '', 2],
    ['set -u; echo ${x-ok} ${x:-ok}; echo "$@" $#', 'ok ok\n0\n', 0],
    ['set -f; echo *; set +f; touch a; echo *', '*\na\n', 0],
    ['set -n; echo no', '', 0],
    ['set -C; echo a > f; (echo b > f) 2>/dev/null; echo $?; cat f; echo c >| f; cat f', '2\na\nc\n', 0],
    ["set -a; x=1; env | grep '^x='; set +a; y=2; env | grep -c '^y='", 'x=1\n0\n', 1],
    ['set -o noglob; echo *; set +o noglob', '*\n', 0],
    ['set -o nonesuch 2>/dev/null; echo no', '', 2],
    ['set -q 2>/dev/null; echo no', '', 2],
    ["set -eu; echo $-  | tr -d 'ims' | grep -o '[eu]' | sort | tr -d '\\n'", 'eu', 0],
    ['set -x 2>/dev/null; { set +x; } 2>/dev/null; echo ok', 'ok\n', 0],
    ['set -e; f() { false; echo in f; }; f || echo no; f && echo yes', 'in f\nin f\nyes\n', 0],
    ['set -e; x=$(false); echo no', '', 1],
    ['set -e; export x=$(false); echo yes', 'yes\n', 0],
    ['set -v 2>/dev/null; echo a', 'a\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
