"""Who was at an event: what was typed is kept, and is read by whoever may read the event and the line."""

from collections.abc import Callable

import pytest

from corpus import attendance, changes, events
from corpus.attendance import Line
from corpus.errors import AccessError, StudyError
from corpus.study import Study

Make = Callable[..., str]
THREE = [
    Line("manager", None, "la cadre, en astreinte", "excused"),
    Line("nurse", 3, ""),
    Line("physician", 2, "deux, dont le chef de service"),
]


def test_lines_are_kept_as_typed_and_read_in_the_order_of_metiers(study: Study, event: Make) -> None:
    visit = event(study)
    attendance.record(study, visit, [*THREE, Line("direction", None, "  ")])
    found = attendance.of_event(study, visit)
    assert found == [THREE[2], THREE[1], THREE[0]]
    assert [line.shown for line in found] == ["deux, dont le chef de service", "3", "la cadre, en astreinte"]


def test_recording_again_replaces_and_undo_gives_back(study: Study, event: Make) -> None:
    visit = event(study)
    attendance.record(study, visit, THREE)
    attendance.record(study, visit, THREE[:1])
    assert attendance.of_event(study, visit) == THREE[:1]
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)
    assert set(attendance.of_event(study, visit)) == set(THREE)


def test_recording_the_same_leaves_no_line_in_the_history(study: Study, event: Make) -> None:
    visit = event(study)
    attendance.record(study, visit, THREE)
    before = changes.count(study)
    attendance.record(study, visit, THREE)
    assert changes.count(study) == before


def test_the_committee_reads_presence_only_where_both_event_and_line_are_open(
    study: Study, committee: Study, event: Make
) -> None:
    team, open_, careful = event(study), event(study, level="committee"), event(study, level="committee")
    for visit, level in ((team, None), (open_, None), (careful, "team")):
        attendance.record(study, visit, THREE, level=level)
    assert list(attendance.of_events(committee)) == [open_]
    assert attendance.of_event(committee, careful) == []
    assert len(attendance.of_events(study)) == 3


def test_a_colleague_neither_sees_nor_erases_private_lines(study: Study, colleague: Study, event: Make) -> None:
    visit = event(study)
    attendance.record(study, visit, THREE, level="private")
    assert attendance.of_event(colleague, visit) == []
    attendance.record(colleague, visit, [Line("nurse", 1, "")])
    assert len(attendance.of_event(study, visit)) == 4


def test_a_deleted_event_takes_its_presence_with_it(study: Study, event: Make) -> None:
    visit = event(study)
    attendance.record(study, visit, THREE)
    events.delete(study, visit)
    assert study.value("SELECT count(*) FROM attendance") == 0


@pytest.mark.parametrize("line", [Line("nurse", 1, "", "late"), Line("nurse", -1, ""), Line(" ", 1, "")])
def test_a_value_out_of_its_list_is_refused(study: Study, event: Make, line: Line) -> None:
    with pytest.raises(StudyError):
        attendance.record(study, event(study), [line])


def test_an_event_of_somebody_else_s_privacy_cannot_be_written(study: Study, colleague: Study, event: Make) -> None:
    with pytest.raises(StudyError, match="ouvert"):
        attendance.record(colleague, event(study, level="private"), THREE)


def test_a_reader_writes_nothing(study: Study, committee: Study, event: Make) -> None:
    with pytest.raises(AccessError):
        attendance.record(committee, event(study, level="committee"), THREE)


def test_the_minimum_of_a_visit_is_a_fact_by_metier() -> None:
    assert attendance.minimum(THREE) == {"physician": True, "nurse": True, "manager": False}
    assert attendance.minimum([Line("nurse", 0, "")])["nurse"] is False
