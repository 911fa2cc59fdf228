"""Who answered a survey: when, in which way, in which wave, with which version, and what does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from consult.analysis.privacy import mask_personal
from consult.i18n import _, number, sort_key
from consult.model.distributions import Bar, Distribution
from consult.model.question_results import QuestionResult
from consult.model.response import Channel, Response, Review
from consult.model.results import Turnout
from consult.service.collecting import channel_name


def turnout(given: Sequence[Response], reasons: Mapping[str, int], about: tuple[QuestionResult, ...]) -> Turnout:
    """Of all responses of one survey; `reasons` tells why some were excluded: reason → how many."""
    counted = [response for response in given if response.review is not Review.EXCLUDED]
    moments = [response.submitted_at for response in given if response.submitted_at]
    channels = Counter(response.channel for response in counted)
    waves = Counter(response.wave for response in counted)
    versions = Counter(response.version for response in counted)
    return Turnout(
        responses=len(counted), first=min(moments, default=None), last=max(moments, default=None),
        channels=_split(
            "channel", _("Channel"), [(one.value, _capital(channel_name(one)), channels[one]) for one in Channel if channels[one]]
        ),
        about=about, undated=len(given) - len(moments),
        excluded=_excluded(len(given) - len(counted), reasons),
        waves=_split(
            "wave", _("Wave"), [(wave, wave or _("Without a wave"), waves[wave]) for wave in sorted(waves, key=sort_key)]
        ),
        versions=_split(
            "version", _("Version"), [(str(n), _("Version {n}").format(n=number(n)), versions[n]) for n in sorted(versions)]
        ),
    )  # fmt: skip


def _split(code: str, label: str, counts: Sequence[tuple[str, str, int]]) -> Distribution:
    n = sum(count for _code, _label, count in counts)
    ordered = code != "channel"
    return Distribution(
        code, label, tuple(Bar(one, name, count, count / n) for one, name, count in counts), n, 0, ordered=ordered
    )


def _excluded(how_many: int, reasons: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The reasons, fit to be printed, with counts that add up to `how_many`; those beyond are told without a reason."""
    counts: Counter[str] = Counter()
    for reason, count in reasons.items():
        told = min(count, how_many - counts.total())
        counts[mask_personal(" ".join(reason.split()), "[…]")] += told
    counts[""] += how_many - counts.total()
    return tuple(sorted(((reason, count) for reason, count in counts.items() if count), key=lambda pair: (not pair[0], -pair[1])))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
