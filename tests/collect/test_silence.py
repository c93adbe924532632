"""A machine without network: no try is counted, no feed waits longer, and the sites are not blamed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.collect.loopback import Desk, Site, page, rss, source

HOSTS = ("harbour", "hill", "dune", "marsh")
FEEDS = [source(f"http://{host}.example/rss", source_id=host) for host in HOSTS]


def unplugged(tmp_path: Path) -> Desk:
    """A desk whose every connection is refused: nothing listens at its address any more."""
    with Site() as site:
        return Desk(site, tmp_path)


def test_nothing_counts_while_no_host_answers(tmp_path: Path) -> None:
    desk = unplugged(tmp_path)
    assert desk.poll(*FEEDS).offline == 4
    assert {attempt.error_class for attempt in desk.rows.attempts if attempt.purpose == "feed"} == {"Offline"}
    assert all(attempt.retry_at is None for attempt in desk.rows.attempts if attempt.purpose == "feed")
    desk.name(*[f"http://{host}.example/{n}" for host in HOSTS for n in range(2)])
    for _ in range(7):
        counts = desk.fetch()
        assert (counts.offline, counts.dead) == (4, 0)
    assert desk.rows.ledger == []


def test_one_answer_from_anywhere_and_who_is_silent_is_silent_for_himself(desk: Desk, site: Site) -> None:
    def hang_up(handler: object) -> None:
        handler.connection.close()  # type: ignore[attr-defined]

    for host in HOSTS[:3]:
        site.says(f"http://{host}.example/robots.txt", "")
        site.says(f"http://{host}.example/rss", hang_up)
    site.says("http://marsh.example/rss", rss("/a"))
    counts = desk.poll(*FEEDS)
    assert (counts.offline, counts.temporary, counts.done) == (0, 3, 1)
    assert desk.rows.of("http://harbour.example/rss").retry_at is not None


def test_hosts_whose_robots_fail_have_answered(desk: Desk, site: Site) -> None:
    for host in HOSTS:
        site.says(f"http://{host}.example/robots.txt", "out of order", 503)
    counts = desk.poll(*FEEDS)
    assert (counts.offline, counts.temporary) == (0, 4)
    attempt = desk.rows.of("http://harbour.example/rss")
    assert (attempt.error_class, attempt.status) == ("RobotsUnreachable", 503)


def test_one_host_that_is_down_is_its_own_fault(tmp_path: Path) -> None:
    desk = unplugged(tmp_path)
    desk.name("http://harbour.example/a")
    for number in range(5):
        desk.now += timedelta(minutes=desk.settings.retry_minutes * (number + 2))
        counts = desk.fetch()
    assert (counts.offline, counts.dead) == (0, 1)


def test_what_waited_is_fetched_when_the_network_is_back(site: Site, tmp_path: Path) -> None:
    desk = unplugged(tmp_path)
    desk.name(*[f"http://{host}.example/a" for host in HOSTS])
    desk.fetch()
    for host in HOSTS:
        site.says(f"http://{host}.example/a", page(host))
    back = Desk(site, tmp_path / "back")
    back.rows = desk.rows
    assert back.fetch().done == 4
