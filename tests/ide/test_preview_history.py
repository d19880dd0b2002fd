from runtime_py.ide.preview_history import PreviewHistory


def test_steps_stay_within_what_the_frame_added():
    history = PreviewHistory()
    history.begin(7)
    history.see(7)
    assert history.step(-1) is False
    assert history.step(1) is False
    history.see(8)
    history.see(9)
    history.see(9)
    assert [history.step(-1), history.step(-1), history.step(-1)] == [True, True, False]
    assert [history.step(1), history.step(1), history.step(1)] == [True, True, False]


def test_an_entry_added_behind_a_step_back_ends_what_was_before():
    history = PreviewHistory()
    history.begin(1)
    history.see(4)
    assert history.step(-2) is True
    history.see(3)
    assert history.step(1) is False
    assert history.step(-1) is True
    assert history.step(-1) is False


def test_a_new_frame_begins_anew():
    history = PreviewHistory()
    history.begin(1)
    history.see(3)
    history.begin(3)
    assert history.step(-1) is False
