import pytest

from toolchain.class_names import with_class_names


def test_the_inner_name_is_the_outer_one() -> None:
    assert (
        with_class_names('var Pipe=class _Pipe extends Stream{copy(){return new _Pipe(...[_Pipe])}};')
        == 'var Pipe=class  Pipe extends Stream{copy(){return new  Pipe(...[ Pipe])}};'
    )


def test_other_things_of_that_name_stay() -> None:
    with pytest.raises(ValueError, match='_A is something else'):
        with_class_names('var A=class _A{f(){return new _A}},_A=3;')
    assert (
        with_class_names('var A=class _A{f(){return this._A+"_A"+{_A:1}+_AB}};')
        == 'var A=class  A{f(){return this._A+"_A"+{_A:1}+_AB}};'
    )
