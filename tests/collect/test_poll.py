"""Polling: what is new is landed once, what is not costs one conditional request."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pipelines.archive.reader import read_payload
from tests.collect.loopback import START, Desk, Site, rss, source

FEED = "http://harbour.example/rss"


def test_a_feed_gives_its_addresses_and_the_answer_is_archived(desk: Desk, site: Site) -> None:
    site.says(FEED, rss("http://harbour.example/a?utm_source=rss", "/b"), etag='"1"', content_type="text/xml")
    counts = desk.poll(source(FEED))
    assert [entry.canonical_url for entry in desk.rows.entries] == [
        "http://harbour.example/a",
        "http://harbour.example/b",
    ]
    assert [(a.purpose, a.outcome, a.etag) for a in desk.rows.attempts] == [
        ("robots", "gone", None),
        ("feed", "done", '"1"'),
    ]
    capture = desk.rows.captures[-1]
    assert capture.content_type == "text/xml"
    assert b"<rss" in read_payload(desk.folder, capture.warc_file, capture.warc_offset)
    assert (counts.done, counts.new_entries, counts.captures, counts.requests) == (1, 2, 1, 2)
    assert desk.told == [(1, 1)]


def test_a_tick_where_nothing_is_new_sends_one_conditional_request_a_due_feed(desk: Desk, site: Site) -> None:
    hill = "http://hill.example/atom"
    site.says(FEED, rss("/a"), etag='W/"verbatim, with spaces "')
    site.says(hill, rss("/c"), last_modified="Sun, 01 Mar 2026 10:00:00 GMT")
    site.says("http://hill.example/robots.txt", "User-agent: *\nDisallow: /private\n")
    sources = [source(FEED), source(hill, source_id="hill")]
    desk.poll(*sources)
    site.asked.clear()
    desk.now += timedelta(minutes=15)
    counts = desk.poll(*sources)
    assert sorted(site.paths()) == ["harbour.example/rss", "hill.example/atom"]
    sent = {asked.host: asked.headers for asked in site.asked}
    assert sent["harbour.example"]["If-None-Match"] == 'W/"verbatim, with spaces "'
    assert sent["hill.example"]["If-Modified-Since"] == "Sun, 01 Mar 2026 10:00:00 GMT"
    assert (counts.unchanged, counts.new_entries) == (2, 0)


def test_a_feed_that_is_not_due_is_left_alone(desk: Desk, site: Site) -> None:
    site.says(FEED, rss("/a"))
    desk.poll(source(FEED))
    site.asked.clear()
    desk.now += timedelta(minutes=5)
    assert desk.poll(source(FEED)).requests == 0
    assert site.asked == []


def test_the_same_bytes_without_a_condition_become_a_revisit(desk: Desk, site: Site) -> None:
    site.says(FEED, rss("/a"))
    desk.poll(source(FEED))
    desk.now += timedelta(minutes=15)
    assert desk.poll(source(FEED)).unchanged == 1
    first, again = [c for c in desk.rows.captures if c.purpose == "feed"]
    assert again.refers_to == first.capture_id
    assert again.warc_length < first.warc_length + 100
    assert len(desk.rows.entries) == 1


def test_an_address_that_two_feeds_name_is_landed_once(desk: Desk, site: Site) -> None:
    site.says(FEED, rss("/a", "/b"))
    site.says("http://harbour.example/rss2", rss("/b", "/a#top"))
    desk.poll(source(FEED, "http://harbour.example/rss2"))
    assert len(desk.rows.entries) == 2


def test_robots_are_kept_for_feeds_too(desk: Desk, site: Site) -> None:
    site.says("http://harbour.example/robots.txt", "User-agent: Dateline\nDisallow: /rss\n")
    site.says(FEED, rss("/a"))
    assert desk.poll(source(FEED)).refused == 1
    assert site.paths() == ["harbour.example/robots.txt"]
    assert desk.rows.of(FEED).error_class == "RobotsDisallowed"


def test_a_failing_feed_waits_longer_each_time(desk: Desk, site: Site) -> None:
    site.says(FEED, "down", 500)
    waits = []
    for _ in range(3):
        desk.poll(source(FEED))
        attempt = desk.rows.of(FEED)
        assert attempt.retry_at is not None
        waits.append((attempt.retry_at - desk.now) / timedelta(minutes=15))
        desk.now = attempt.retry_at
    assert [int(wait) for wait in waits] == [1, 2, 3]
    assert desk.rows.of(FEED).attempt == 3


def test_what_is_no_feed_is_told_with_what_it_begins_with_and_asked_in_full_next_time(desk: Desk, site: Site) -> None:
    site.says(FEED, "<html><body>Feeds have moved.</body></html>", etag='"1"')
    desk.poll(source(FEED))
    attempt = desk.rows.of(FEED)
    assert (attempt.outcome, attempt.error_class, attempt.etag) == ("wrong_type", "NotAFeed", None)
    assert "<html>" in (attempt.error_message or "")


def test_a_news_sitemap_gives_titles_and_times(desk: Desk, site: Site) -> None:
    address = "http://harbour.example/news.xml"
    site.says(
        address,
        f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
          xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://harbour.example/a</loc><news:news>
          <news:publication_date>{START:%Y-%m-%dT%H:%M:%S}+05:00</news:publication_date>
          <news:title>A ferry sails</news:title>
          </news:news></url></urlset>""",
    )
    desk.poll(source(sitemaps=(address,)))
    (entry,) = desk.rows.entries
    assert entry.title == "A ferry sails"
    assert entry.published_at == START - timedelta(hours=5)
    assert desk.rows.of(address).purpose == "sitemap"


def test_the_sitemaps_of_an_index_are_asked_and_old_ones_are_not(desk: Desk, site: Site) -> None:
    index = "http://harbour.example/index.xml"
    site.says(
        index,
        f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <sitemap><loc>/2019.xml</loc><lastmod>2019-12-31</lastmod></sitemap>
        <sitemap><loc>/now.xml</loc><lastmod>{START:%Y-%m-%d}</lastmod></sitemap></sitemapindex>""",
        etag='"i"',
    )
    site.says("http://harbour.example/now.xml", "<urlset><url><loc>/a</loc></url></urlset>", etag='"n"')
    desk.poll(source(sitemaps=(index,)))
    assert site.paths() == ["harbour.example/robots.txt", "harbour.example/index.xml", "harbour.example/now.xml"]
    assert [entry.url for entry in desk.rows.entries] == ["http://harbour.example/a"]
    assert desk.rows.of(index).etag == '"i"'


def test_an_index_without_times_is_asked_in_full_so_that_no_sitemap_is_missed(desk: Desk, site: Site) -> None:
    index = "http://harbour.example/index.xml"
    site.says(index, "<sitemapindex><sitemap><loc>/now.xml</loc></sitemap></sitemapindex>", etag='"i"')
    site.says("http://harbour.example/now.xml", "<urlset><url><loc>/a</loc></url></urlset>", etag='"n"')
    desk.poll(source(sitemaps=(index,)))
    site.says("http://harbour.example/now.xml", "<urlset><url><loc>/b</loc></url></urlset>", etag='"n2"')
    desk.now += timedelta(minutes=15)
    desk.poll(source(sitemaps=(index,)))
    assert [entry.url for entry in desk.rows.entries] == ["http://harbour.example/a", "http://harbour.example/b"]


def test_a_moved_feed_is_read_at_its_new_place(desk: Desk, site: Site) -> None:
    site.says(FEED, b"", 301, location="http://news.harbour.example/feed")
    site.says("http://news.harbour.example/feed", rss("/a"))
    desk.poll(source(FEED))
    assert desk.rows.entries[0].url == "http://news.harbour.example/a"
    assert desk.rows.of(FEED).final_url == "http://news.harbour.example/feed"
    assert "news.harbour.example/robots.txt" in site.paths()


def test_a_feed_and_what_it_named_reach_the_sink_in_one_batch(desk: Desk, site: Site) -> None:
    site.says(FEED, rss("/a"))
    seen: list[set[str]] = []
    append = desk.rows.append
    desk.rows.append = lambda rows: (seen.append(set(rows)), append(rows))[1]  # type: ignore[method-assign]
    desk.poll(source(FEED))
    assert any({"fetch_attempts", "captures", "feed_entries"} <= batch for batch in seen)


def test_two_rounds_write_files_of_their_own(desk: Desk, site: Site, tmp_path: Path) -> None:
    site.says(FEED, rss("/a"))
    desk.poll(source(FEED))
    desk.now += timedelta(minutes=15)
    desk.poll(source(FEED))
    assert len(list((tmp_path / "archive").iterdir())) == 2


def test_a_front_page_is_no_article(desk: Desk, site: Site) -> None:
    site.says(FEED, rss("http://harbour.example", "http://harbour.example/?p=7", "/a"))
    desk.poll(source(FEED))
    assert [entry.canonical_url for entry in desk.rows.entries] == [
        "http://harbour.example/?p=7",
        "http://harbour.example/a",
    ]
