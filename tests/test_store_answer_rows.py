"""Responses read in bulk are the same as one read alone, corrections and reviews among them."""

from consult.model.response import Answer, Channel, Review
from consult.service import collecting, defining, reviewing
from consult.store import answer_rows, responses
from consult.store.answer_rows import Selection


def test_a_corrected_response_is_the_same_wherever_it_is_read(consultation):
    survey = defining.current(consultation, "needs")
    for clients in ("5", "6", "7"):
        collecting.submit(consultation, survey, {"clients": clients, "services": ["home"]}, channel=Channel.WEB, wave="2026")
    first, second, _third = [response.id for response in responses.responses(consultation.database, "needs")]
    with consultation.database.atomic():
        for number in (8, 9):
            given = [Answer("clients", number=number)]
            responses.add_revision(consultation.database, first, given, "2026-03-05", "clerk", "typo")
    reviewing.review(consultation, [second], Review.HAS_ISSUES, "haste")
    one_by_one = {response.id: response for response in responses.responses(consultation.database, "needs")}
    assert (one_by_one[first].revision, one_by_one[first].review) == (2, Review.EDITED)
    assert answer_rows.by_id(consultation.database, list(one_by_one)) == one_by_one
    in_bulk = answer_rows.responses(consultation.database, Selection("needs"))
    assert {response.id: response for response in in_bulk} == one_by_one
