"""Reading feeds and sitemaps of every kind, well-made and not."""

from __future__ import annotations

import contextlib
import gzip
import json
import tarfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.collect.feeds import Listing, NotAFeed, iso_time, parse_listing

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BASE = "https://harbour.example/feeds/main"
SHARED = Path(__file__).parents[2].parent / "shared" / "feeds-robots"


def read(payload: bytes | str, days: float = 7) -> Listing:
    data = payload.encode() if isinstance(payload, str) else payload
    return parse_listing(data, BASE, now=NOW, max_bytes=5_000_000, days=days)


def test_rss_gives_addresses_titles_and_times_in_utc() -> None:
    listing = read("""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title>
      <item><title>Ferry &amp; bridge</title><link>/a</link><pubDate>Sun, 01 Mar 2026 09:00:00 +0500</pubDate></item>
      <item><title>No time</title><link>https://harbour.example/b</link></item></channel></rss>""")
    first, second = listing.entries
    assert (first.url, first.title) == ("https://harbour.example/a", "Ferry & bridge")
    assert first.published_at == datetime(2026, 3, 1, 4, tzinfo=UTC)
    assert second.published_at is None


def test_atom_takes_the_link_to_the_page_and_not_to_itself() -> None:
    listing = read("""<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill</title><entry><title>Pass opens</title>
      <link rel="self" href="https://hill.example/a.atom"/><link rel="alternate" href="https://hill.example/a"/>
      <updated>2026-02-28T22:00:00Z</updated></entry></feed>""")
    (entry,) = listing.entries
    assert (entry.url, entry.title) == ("https://hill.example/a", "Pass opens")
    assert entry.published_at == datetime(2026, 2, 28, 22, tzinfo=UTC)


def test_an_id_that_is_an_address_stands_in_for_a_missing_link() -> None:
    listing = read("<rss version='2.0'><channel><item><guid>https://harbour.example/a</guid></item></channel></rss>")
    assert [entry.url for entry in listing.entries] == ["https://harbour.example/a"]


def test_json_feeds_are_read() -> None:
    items = [
        {"id": "1", "url": "/a", "title": "Ferry", "date_published": "2026-03-01T10:00:00+05:00"},
        {"id": "https://harbour.example/b"},
        {"id": 7},
        "rubbish",
    ]
    listing = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    assert [entry.url for entry in listing.entries] == ["https://harbour.example/a", "https://harbour.example/b"]
    assert listing.entries[0].published_at == datetime(2026, 3, 1, 5, tzinfo=UTC)


def test_of_a_sitemap_only_what_changed_lately_is_taken_newest_first() -> None:
    days = {"old": 400, "week": 6, "today": 0}
    urls = "".join(
        f"<url><loc>/{name}</loc><lastmod>{NOW - timedelta(days=age):%Y-%m-%d}</lastmod></url>"
        for name, age in days.items()
    )
    listing = read(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
    assert [entry.url.rpartition("/")[2] for entry in listing.entries] == ["today", "week"]


def test_a_sitemap_with_pictures_keeps_the_page_and_its_title_apart_from_theirs() -> None:
    listing = read("""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><image:image><image:loc>/p.jpg</image:loc>
      <image:title>A gull</image:title></image:image><loc>/a</loc></url></urlset>""")
    (entry,) = listing.entries
    assert (entry.url, entry.title) == ("https://harbour.example/a", None)


def test_a_gzipped_sitemap_is_unpacked_and_a_bomb_is_not() -> None:
    assert len(read(gzip.compress(b"<urlset><url><loc>/a</loc></url></urlset>")).entries) == 1
    with pytest.raises(NotAFeed, match="unpacks to more than"):
        read(gzip.compress(b"\x00" * 20_000_000))
    with pytest.raises(NotAFeed, match="damaged"):
        read(gzip.compress(b"<urlset>" * 500)[:40])


def test_entities_are_neither_followed_nor_multiplied(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    rss = "<rss version='2.0'><channel><item><title>x&e;</title><link>/a</link></item></channel></rss>"
    sitemap = "<urlset><url><loc>/a</loc><title>x&e;</title></url></urlset>"
    began = time.monotonic()
    for text in (rss, sitemap):
        assert "secret" not in str(read(outside + text).entries)
        with pytest.raises(NotAFeed, match="unfold without bounds"):
            read(bomb + '<!ENTITY e "&j;">]>' + text)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("declared", "refused"),
    [
        ('<!ENTITY nbsp "&#160;"><!ENTITY copy "&#169; &nbsp;">', False),
        ('<!ENTITY % lat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "lat1.ent">', False),
        ('<!ENTITY e "&f;"><!ENTITY f "&e;">', True),
        ("".join(f'<!ENTITY e{n} "&e{n + 1};">' for n in range(50_000)), True),
    ],
)
def test_entities_that_some_feeds_declare_are_borne(declared: str, refused: bool) -> None:
    text = f"<!DOCTYPE rss [{declared}]><rss version='2.0'><channel><item><link>/a</link></item></channel></rss>"
    if refused:
        with pytest.raises(NotAFeed, match="unfold without bounds"):
            read(text)
    else:
        assert [entry.url for entry in read(text).entries] == ["https://harbour.example/a"]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x00" * 5_000,
        b"<html><body>hello</body></html>",
        b"{",
        b"[1,2]",
        b'{"items": 7}',
        b"[" * 200_000,
        b"%PDF-1.4",
    ],
)
def test_what_is_no_feed_is_said(payload: bytes) -> None:
    with pytest.raises(NotAFeed):
        read(payload)


@pytest.mark.parametrize(
    "payload", [b"<" * 100_000, b"<rss version='2.0'><channel>" + b"<item>" * 10_000, b"<urlset>" + b"<url>" * 20_000]
)
def test_feeds_made_to_hurt_are_read_in_time(payload: bytes) -> None:
    began = time.monotonic()
    with contextlib.suppress(NotAFeed):
        read(payload)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_feeds_in_other_encodings_keep_their_letters(encoding: str) -> None:
    title = "Паром снова ходит" if encoding == "windows-1251" else "Café reopens"
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><item><title>{title}</title>'
    text += "<link>https://harbour.example/a</link></item></channel></rss>"
    assert read(text.encode(encoding)).entries[0].title == title


def test_times_in_their_forms() -> None:
    assert iso_time("2026-03-01") == datetime(2026, 3, 1, tzinfo=UTC)
    assert iso_time("2026-03-01T12:00:00.5+05:30") == datetime(2026, 3, 1, 6, 30, 0, 500_000, tzinfo=UTC)
    assert iso_time("0001-01-01T00:00:00+14:00") is None
    assert iso_time("yesterday") is None
    assert iso_time(None) is None


def test_every_fixture_of_feedparser_is_read_or_refused() -> None:
    path = SHARED / "feedparser_tests.tar.xz"
    if not path.exists():
        pytest.skip("feedparser's fixtures are not beside the checkout")
    read_, refused = 0, 0
    with tarfile.open(path) as bundle:
        for member in bundle:
            if not member.isfile() or (file := bundle.extractfile(member)) is None:
                continue
            try:
                listing = read(file.read(), days=36_500)
                read_ += 1
                assert all(entry.url.startswith(("http://", "https://")) for entry in listing.entries)
            except NotAFeed:
                refused += 1
    assert read_ > 2_000
    assert refused < 300


@pytest.mark.parametrize(
    ("name", "kind", "entries"),
    [
        ("real-cnn.rss", "rss20", 69),
        ("real-korean-times.rss", "rss20", 195),
        ("sitemaps/feed1.atom", "atom10", 1),
        ("sitemaps/feed.json", "json", 25),
        ("sitemaps/sitemap.xml", "sitemap", 84),
        ("sitemaps/sitemap.xml.gz", "sitemap", 84),
    ],
)
def test_real_feeds_are_read_whole(name: str, kind: str, entries: int) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the checkout")
    listing = read(path.read_bytes(), days=36_500)
    assert (listing.kind, len(listing.entries)) == (kind, entries)
