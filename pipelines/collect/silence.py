"""Telling a machine without network from sites that are down: where no host at all answers, no site is to blame.

Rows of requests that met silence are held back until an answer comes from anywhere in the round. If none comes and
several hosts were asked, they are told as `Offline`: no try is counted, and a week without network gives up nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipelines.collect.network import Fetched
from pipelines.collect.recording import Recorder
from pipelines.records import OFFLINE, FetchAttempt, LedgerRow

_FEW = 3
"""With fewer silent hosts than this, the hosts are the likelier fault."""


@dataclass(frozen=True, slots=True)
class _Held:
    host: str
    attempt: FetchAttempt
    ledger: LedgerRow | None
    counted: Callable[[], None]


class Silence:
    """What a round's silent requests come to. `offline` counts those that count against nobody, once it is over."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._held: list[_Held] = []
        self._answered = False
        self.offline = 0

    def is_silent(self, fetched: Fetched) -> bool:
        """Whether nothing came back at all: no name found, no connection, no status."""
        return fetched.status is None and fetched.outcome == "temporary" and not fetched.hops

    def answered(self) -> None:
        """Some host answered: the network is there, and who was silent is silent for himself."""
        if not self._answered:
            self._answered = True
            self._release()

    def hold(
        self,
        host: str,
        attempt: FetchAttempt,
        ledger: LedgerRow | None = None,
        counted: Callable[[], None] = lambda: None,
    ) -> None:
        """Rows of a silent request; `counted` is called if they are to count."""
        self._held.append(_Held(host, attempt, ledger, counted))
        if self._answered:
            self._release()

    def end(self) -> None:
        """The round is over: whoever is still held back failed for himself, or this machine is offline."""
        if len({held.host for held in self._held}) < _FEW:
            self._release()
            return
        self.offline = len(self._held)
        message = f"none of {len({held.host for held in self._held})} hosts answered: this machine seems to be offline"
        attempts = [
            replace(held.attempt, error_class=OFFLINE, error_message=message, retry_at=None) for held in self._held
        ]
        self._held.clear()
        self._recorder.add({"fetch_attempts": attempts})

    def _release(self) -> None:
        for held in self._held:
            held.counted()
            self._recorder.add({"fetch_attempts": [held.attempt], "ledger": [held.ledger] if held.ledger else []})
        self._held.clear()
