"""What a status or a failure means for us, and when to try again. Pure functions."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pipelines.records import Outcome, StepOutcome

_LONGEST_WAIT = timedelta(days=7)
_JITTER = 0.25


def outcome_of(status: int, *, asked_conditionally: bool, retry_after: bool) -> Outcome:
    """The outcome of a final status (redirects are followed before). 503 with Retry-After is throttling."""
    if 200 <= status < 300 and status != 206:
        return "done"
    if status == 304:
        return "unchanged" if asked_conditionally else "temporary"
    if status == 429 or (status == 503 and retry_after):
        return "throttled"
    if status in (408, 425) or status >= 500:
        return "temporary"
    if status in (401, 403, 451):
        return "refused"
    if status in (404, 410):
        return "gone"
    return "permanent"


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """A Retry-After header as a wait from `now`, in both of its forms (seconds, HTTP date); None if it is neither.

    A date that is past is no wait at all; a wait of more than a week is one of a week.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), _LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(at - now, timedelta()), _LONGEST_WAIT)


def retry_at(
    outcome: Outcome, *, now: datetime, attempt: int, wait: timedelta | None, minutes: float, rng: random.Random
) -> datetime | None:
    """When to try again after the `attempt`-th failure in a row; None for outcomes that time does not mend.

    The wait grows linearly with the attempts, with up to a quarter more by chance so that hosts are not hit in step;
    a Retry-After (`wait`) that is longer wins.
    """
    if outcome not in ("temporary", "throttled"):
        return None
    own = timedelta(minutes=minutes * attempt * (1 + _JITTER * rng.random()))
    return now + max(own, wait or timedelta())


def ledger_outcome(outcome: Outcome, attempt: int, max_attempts: int) -> StepOutcome:
    """How the ledger holds a page's outcome: `empty` where the site has nothing for us (gone, refused), `failed` while
    it will be tried again, `dead` where a person should look (given up, too big, no page, unsafe, another 4xx)."""
    if outcome in ("done", "unchanged", "moved"):
        return "done"
    if outcome in ("gone", "refused"):
        return "empty"
    if outcome in ("temporary", "throttled") and attempt < max_attempts:
        return "failed"
    return "dead"
