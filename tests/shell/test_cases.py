"""if; case, with ;& and ;;&."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_the_first_pattern_that_matches():
    assert (
        await Box().out('case ab in a) echo 1;; a?) echo 2;; *) echo 3;; esac; case x in y) ;; esac; echo $?')
        == '2\n0\n'
    )


async def test_bodies_that_fall_through():
    script = 'case a in a) echo 1;& b) echo 2;;& c) echo 3;; a*) echo 4;; esac'
    assert await Box().out(script) == '1\n2\n4\n'


async def test_a_return_in_a_body():
    assert await Box().out('f() { case a in a) return 5;& b) echo no;; esac; }; f; echo $?') == '5\n'


async def test_if():
    assert await Box().out('if false; then echo 1; elif true; then echo 2; else echo 3; fi; echo $?') == '2\n0\n'
    assert (
        await Box().out('if false; then echo 1; fi; echo $?; if false; then :; else (exit 4); fi; echo $?') == '0\n4\n'
    )
    assert await Box().out('f() { if return 6; then echo no; fi; }; f; echo $?') == '6\n'
