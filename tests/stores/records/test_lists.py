"""The lists of every VideoStore."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contract.video import OPEN_STATUSES, VideoRequest, VideoStatus
from stores.records.base import FIRST_PAGE, Page, VideoStore, place_of
from tests.stores.records.opened import COMPLETED, NOON, RENDERING, made


async def test_lists_are_by_creation_and_the_newest_is_first(store: VideoStore) -> None:
    for number in (2, 1, 3):
        await store.project(made(number))
    await store.project(made(1, status=RENDERING))
    assert [found.video_id for found in await store.list()] == ["video-3", "video-2", "video-1"]


async def test_pages_follow_each_other_even_when_videos_go_and_share_a_moment(store: VideoStore) -> None:
    for number in range(7):
        await store.project(made(number, created_at=NOON if number < 4 else made(number).created_at))
    first = await store.list(Page(limit=3))
    await store.delete(first[-1].video_id)
    second = await store.list(Page(limit=3, before=place_of(first[-1])))
    third = await store.list(Page(limit=3, before=place_of(second[-1])))
    assert [found.video_id for found in (*first, *second, *third)] == [f"video-{n}" for n in range(6, -1, -1)]


async def test_a_record_whose_creation_time_comes_late_is_listed_once(store: VideoStore) -> None:
    await store.project(made(1, created_at=None))
    await store.project(made(1, status=RENDERING))
    assert await store.list() == (made(1, status=RENDERING),)


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        (Page(statuses=frozenset({RENDERING, COMPLETED})), [3, 2]),
        (Page(caller="school"), [3, 1]),
        (Page(caller=""), [4, 2, 0]),
        (Page(text="GRASS"), [4, 2]),
        (Page(text="video-3"), [3]),
        (Page(text="%"), []),
        (Page(id_prefix="video-3"), [3]),
        (Page(id_prefix="ideo-3"), []),
        (Page(id_prefix="video", text="GRASS"), [4, 2]),
        (Page(created_from=NOON + timedelta(seconds=2)), [4, 3, 2]),
        (Page(created_until=NOON + timedelta(seconds=2)), [1, 0]),
        (Page(created_from=NOON + timedelta(seconds=1), created_until=NOON + timedelta(seconds=3)), [2, 1]),
        (Page(created_from=(NOON + timedelta(seconds=4)).replace(tzinfo=None)), [4]),
        (Page(caller="school", statuses=frozenset({RENDERING}), text="sky"), [3]),
        (Page(limit=2, caller=""), [4, 2]),
        (Page(limit=0), []),
        (Page(limit=-1), []),
    ],
)
async def test_a_list_has_the_records_that_match_its_filters(
    store: VideoStore, page: Page, numbers: list[int]
) -> None:
    for number in range(5):
        await store.project(
            made(
                number,
                "Why is grass green?" if number in (2, 4) else "Why is the sky blue?",
                caller="school" if number in (1, 3) else "",
                status={2: COMPLETED, 3: RENDERING}.get(number, VideoStatus.QUEUED),
            )
        )
    assert [found.video_id for found in await store.list(page)] == [f"video-{number}" for number in numbers]
    if page.text:
        assert await store.count(page) is None
    elif page.limit == FIRST_PAGE.limit:
        assert await store.count(replace(page, limit=1, before=place_of(made(0)))) == len(numbers)


async def test_the_unfinished_videos_of_a_caller_are_counted(store: VideoStore) -> None:
    for number in range(4):
        await store.project(made(number, caller="school" if number else "", status=RENDERING))
    await store.project(made(1, caller="school", status=COMPLETED))
    assert await store.count(Page(caller="school", statuses=OPEN_STATUSES)) == 2
    assert await store.count(Page(caller="school")) == 3


async def test_rare_videos_are_found_among_many_and_page_by_page(store: VideoStore) -> None:
    for number in range(230):
        await store.project(made(number, caller="rare" if number % 57 == 0 else "often"))
    page = Page(limit=2, caller="rare")
    found: list[str] = []
    while records := await store.list(page):
        found += [rare.video_id for rare in records]
        page = replace(page, before=place_of(records[-1]))
    assert found == ["video-228", "video-171", "video-114", "video-57", "video-0"]


async def test_the_edits_of_a_video_are_listed_until_they_are_deleted(store: VideoStore) -> None:
    origin, other = ("0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11", "7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001")
    for number, edited_from in enumerate((origin, other, None, origin, origin)):
        request = VideoRequest(prompt="Why is the sky blue?", edited_from=edited_from)
        await store.project(made(number, request=request, caller="school" if number else ""))
    await store.project(made(3, request=(await store.list())[1].request, status=COMPLETED))
    await store.delete("video-4")
    await store.mend()
    page = Page(edited_from=origin)
    assert [(found.video_id, found.status) for found in await store.list(page)] == [
        ("video-3", COMPLETED),
        ("video-0", VideoStatus.QUEUED),
    ]
    assert [found.video_id for found in await store.list(replace(page, limit=1))] == ["video-3"]
    assert await store.list(replace(page, caller="nobody")) == ()
    assert await store.count(page) is None
