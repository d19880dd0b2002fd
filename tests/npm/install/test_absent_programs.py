"""Packages that start programs which aren't here."""

from runtime_py.npm.install.absent_programs import absent_program


def test_the_program_is_named():
    assert (
        absent_program('lint-staged', 'lint-staged@17.0.0')
        == "lint-staged@17.0.0 starts git, which isn't in this machine: what needs it can't run here."
    )
    assert absent_program('left-pad', 'left-pad@1.0.0') == ''
    assert absent_program('constructor', 'constructor@1.0.0') == ''
