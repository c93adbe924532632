"""A live blog is read post by post, each with its own time and its own stretch of the text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from pipelines.extract.json_form import extraction_json
from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, PARAGRAPHS, page, strait_posts

LIVE = "https://www.harbour-post.example/world/live-blog/strait"
POSTS = strait_posts(5)


def blog(*, told: int = 0, shown: int = 5, stamps: bool = True, url: str = LIVE) -> Revision:
    """A live blog whose JSON-LD tells `told` posts and whose layout shows `shown`, with times where `stamps`."""
    head = ""
    if told:
        updates = [
            {"@type": "BlogPosting", "headline": post.title, "datePublished": post.stamp, "articleBody": post.body}
            for post in strait_posts(told)
        ]
        value = {"@type": "LiveBlogPosting", "headline": "The strait, live", "liveBlogUpdate": updates}
        head = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    blocks = "".join(
        f'<div class="post"><time{f" datetime={post.stamp}" if stamps else ""}>{post.stamp[11:16]}</time>'
        f"<h2>{post.title}</h2><p>{post.body}</p></div>"
        for post in strait_posts(shown)
    )
    html = page(title="The strait, live", paragraphs=PARAGRAPHS[:1], head=head, after=f"<section>{blocks}</section>")
    found = extract_html(html, url=url, fetched_at=FETCHED)
    assert isinstance(found, Revision), found
    assert found.kind == "live_blog"
    return found


def test_posts_of_the_layout_are_parts_of_the_text() -> None:
    found = blog()
    assert len(found.parts) == 5
    for part, post in zip(found.parts, POSTS, strict=True):
        assert found.text[part.start : part.end] == f"{post.title}\n{post.body}"
        assert (part.title, part.published_at) == (post.title, datetime.fromisoformat(post.stamp))
    assert found.text.startswith(PARAGRAPHS[0]), "the introduction comes first and is in no part"
    assert found.parts[0].start == len(PARAGRAPHS[0]) + 1


def test_a_post_has_the_publisher_own_day() -> None:
    first = blog().parts[0]
    assert POSTS[0].stamp == "2025-10-26T01:30:00+03:00"
    assert (first.published_at, first.published_offset) == (datetime(2025, 10, 25, 22, 30, tzinfo=UTC), 180)
    assert first.published_on == date(2025, 10, 26)


def test_posts_that_only_the_metadata_tells_are_read_from_it() -> None:
    found = blog(told=5, shown=0)
    assert [part.title for part in found.parts] == [post.title for post in POSTS]
    assert all(post.body in found.text for post in POSTS)


def test_times_come_from_the_metadata_where_the_layout_has_none() -> None:
    found = blog(told=5, stamps=False)
    assert [part.published_at for part in found.parts] == [datetime.fromisoformat(post.stamp) for post in POSTS]


def test_older_posts_that_the_page_does_not_show_are_left_out() -> None:
    assert [part.title for part in blog(told=40).parts] == [post.title for post in POSTS]


def test_the_word_live_alone_makes_no_live_blog() -> None:
    found = extract_html(page(title="Crews vote live on air"), url="https://a.example/live/1", fetched_at=FETCHED)
    assert isinstance(found, Revision)
    assert (found.kind, found.parts) == ("article", ())


def test_it_is_told_in_json_with_offsets_and_times() -> None:
    answer = extraction_json("x", blog())
    part = answer["parts"][0]
    assert part["published_at"] == "2025-10-26T01:30:00+03:00"
    assert answer["text"][part["start"] : part["end"]].startswith(POSTS[0].title)
