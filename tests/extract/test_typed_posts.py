"""Live blogs whose posts begin with the time of day, typed into the text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import PARAGRAPHS, linked, page, strait_posts

PUBLISHED = "2025-10-25T08:00:00+05:00"
FETCHED = datetime(2025, 10, 26, 12, 0, tzinfo=UTC)
POSTS = strait_posts(6)
CLOCKS = ("00:40", "23:15", "21:02", "17:30", "11:05", "09:10")


def blog(form: str, clocks: tuple[str, ...] = CLOCKS, *, title: str = "Ferry talks: live updates") -> Revision:
    """A live blog whose posts are written as `form` says, in the order of `clocks`."""
    told = [
        form.format(clock=clock, hour=clock[:2], minute=clock[3:], title=post.title, body=post.body)
        for clock, post in zip(clocks, POSTS, strict=True)
    ]
    html = page(title=title, paragraphs=PARAGRAPHS[:1], head=linked(datePublished=PUBLISHED), after="".join(told))
    found = extract_html(html, url="https://post.example/world/2025/ferry-talks-in-port-selim", fetched_at=FETCHED)
    assert isinstance(found, Revision)
    return found


@pytest.mark.parametrize(
    "form",
    [
        "<h3>{hour}.{minute} Uhr: {title}</h3><p>{body}</p>",
        "<p><b>{hour}h{minute} - {title}</b></p><p>{body}</p>",
        "<p>{clock} PKT</p><h3>{title}</h3><p>{body}</p>",
        "<p><strong>{clock}</strong></p><p>{body}</p>",
    ],
)
def test_each_post_has_its_own_stretch_and_time(form: str) -> None:
    found = blog(form)
    assert found.kind == "live_blog"
    assert found.text.startswith(PARAGRAPHS[0])
    assert len(found.parts) == 6
    for part, post in zip(found.parts, POSTS, strict=True):
        assert post.body in found.text[part.start : part.end]
    times = [part.published_at.isoformat() for part in found.parts if part.published_at]
    assert times[0] == "2025-10-25T19:40:00+00:00", "0:40 in Karachi, past midnight"
    assert times[-1] == "2025-10-25T04:10:00+00:00"
    assert (found.parts[0].published_on, found.parts[1].published_on) == (date(2025, 10, 26), date(2025, 10, 25))


def test_the_oldest_first_is_read_as_well() -> None:
    found = blog("<h3>{clock} – {title}</h3><p>{body}</p>", CLOCKS[::-1])
    assert [part.published_on for part in found.parts] == [date(2025, 10, 25)] * 5 + [date(2025, 10, 26)]
    assert found.parts[0].title == POSTS[0].title


def test_a_page_of_such_posts_is_a_live_blog_by_whatever_name() -> None:
    assert blog("<h3>{clock} – {title}</h3><p>{body}</p>", title="Ferry talks").kind == "live_blog"


def test_times_that_a_text_tells_make_no_posts() -> None:
    rows = tuple(f"{number}.15 percent of the boats sailed on day {number}, the board said." for number in range(1, 8))
    html = page(paragraphs=(*PARAGRAPHS, *rows), head=linked(datePublished=PUBLISHED))
    found = extract_html(html, url="https://post.example/world/2025/how-many-boats-sailed", fetched_at=FETCHED)
    assert isinstance(found, Revision)
    assert (found.kind, found.parts) == ("article", ())


def test_no_post_comes_after_the_capture() -> None:
    """The page tells the day of its last change alone; the oldest posts are of the day before."""
    found = blog("<h3>{clock} – {title}</h3><p>{body}</p>", ("14:40", "11:15", "09:02", "00:30", "22:05", "21:10"))
    days = [part.published_on for part in found.parts]
    assert days == [date(2025, 10, 26)] * 4 + [date(2025, 10, 25)] * 2
    late = blog("<h3>{clock} – {title}</h3><p>{body}</p>", ("23:40", "11:15", "09:02", "00:30", "22:05", "21:10"))
    assert late.parts[0].published_on == date(2025, 10, 25)
    assert late.parts[-1].published_on == date(2025, 10, 24)
