"""The forms of records against their classes."""

from runtime_py.sys.messages.records import _FORMS, name_of


def test_each_form_has_all_fields_of_its_class() -> None:
    """A field that is added to a class would be lost without a word on the way to a confined program."""
    for form in _FORMS:
        made = form.make()
        assert sorted(form.fields) == sorted(vars(made)), form.name
        assert name_of(made) == form.name
