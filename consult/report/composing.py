"""From results to a report: which block follows which. What a block looks like is the matter of `html` and `pdf`."""

from __future__ import annotations

from consult import i18n
from consult.model.results import ConsultationResult
from consult.report.blocks import Report
from consult.report.chapters import drawings_in, write_survey
from consult.report.manuscript import Manuscript, Progress, plain
from consult.report.method import write_checking, write_method
from consult.report.opening import write_aims, write_contents, write_short_version, write_title


def compose(result: ConsultationResult, *, progress: Progress | None = None) -> Report:
    """The report in the language of `result`, with all figures drawn.

    `progress(done, all)` is called after every drawing. The same result gives the same report.
    """
    with i18n.using(result.language):
        manuscript = Manuscript(sum(map(drawings_in, result.surveys)), progress)
        write_title(manuscript, result)
        write_short_version(manuscript, result)
        write_contents(manuscript)
        write_aims(manuscript, result)
        for survey in result.surveys:
            write_survey(manuscript, survey)
        write_method(manuscript, result)
        write_checking(manuscript, result)
        return Report(
            title=plain(result.title),
            organiser=plain(result.organiser),
            language=i18n.current(),
            notice=plain(result.notice),
            data_until=result.data_until,
            tool=plain(result.tool),
            fingerprint=plain(result.fingerprint),
            blocks=tuple(manuscript.blocks),
        )
