"""On recorded sessions that it has not learned from the predictor is right often enough, and better than simple rules
(benchmarks/sessions/; docs/RESOURCES.md says how they were made)."""

from benchmarks import next_command
from runtime_py.resources.prediction.model_text import MOST_BYTES, model_text

BAR = 0.6


def test_there_are_enough_sessions():
    projects = next_command.read_sessions()
    assert sum(len(sessions) for sessions in projects) >= 20
    assert len({sessions[0].project.type for sessions in projects}) >= 5


def test_the_last_sessions_of_each_project():
    ours, last, frequent = next_command.later_sessions()
    assert ours.share >= BAR and ours.among > last.among and ours.among > frequent.among


def test_each_session_by_all_others():
    ours, last, frequent = next_command.each_session()
    assert ours.share >= BAR and ours.among > last.among and ours.among > frequent.among


def test_a_new_project_by_others():
    ours, last, frequent = next_command.new_projects()
    assert ours.among > last.among and ours.among > frequent.among


def test_the_model_of_all_sessions_is_small():
    sessions = [session for project in next_command.read_sessions() for session in project]
    assert len(model_text(next_command.learned(sessions))) < MOST_BYTES
