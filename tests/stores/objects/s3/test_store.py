"""What only S3Store has: links, public reading, metadata and refusals, on a server that checks signatures."""

import asyncio
import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from pydantic import SecretStr

from contract.failure import FailureCode, PodreelError
from contract.names import companion_key, video_key
from contract.settings import StorageSettings
from stores.objects.s3.client import S3Client
from stores.objects.s3.metadata import fit_metadata
from stores.objects.s3.store import S3Store
from tests.fakes.s3_server import S3Server, environment
from tests.stores.objects.buckets import make_bucket
from tests.stores.objects.small_disk import on_a_small_disk

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
FETCH = """
import asyncio, sys
from pathlib import Path
from contract.failure import PodreelError
from stores.objects.s3.client import S3Client
from stores.objects.s3.store import S3Store
from contract.settings import StorageSettings

store, folder = S3Store(S3Client(StorageSettings())), Path(sys.argv[1])
try:
    asyncio.run(store.get_file("film.mp4", folder / "film.mp4"))
except PodreelError as error:
    print(error.code, error.detail, sep="|")
print([path.name for path in folder.iterdir()])
"""
PRIVATE = f"private/{ID}/work/film.mp4"


async def fetch(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers for a reader without credentials."""

    def read() -> tuple[int, bytes, dict[str, str]]:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:  # noqa: S310
                return answer.status, answer.read(), {k.lower(): v for k, v in answer.headers.items()}
        except urllib.error.HTTPError as error:
            with error:
                return error.code, b"", {}

    return await asyncio.to_thread(read)


async def refusal(storage: StorageSettings) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        await S3Store(S3Client(storage)).check()
    return caught.value


async def test_a_link_opens_a_private_object_in_ranges_too(s3_server: S3Server) -> None:
    store = await make_bucket(s3_server.settings())
    await store.put_bytes(video_key(ID), b"0123456789")
    address = store.public_url(video_key(ID))
    assert address is not None
    assert (await fetch(address))[0] == 403
    link = await store.url(video_key(ID))
    status, body, headers = await fetch(link)
    assert (status, body, headers["content-type"]) == (200, b"0123456789", "video/mp4")
    assert (await fetch(link, Range="bytes=2-4"))[:2] == (206, b"234")


async def test_a_link_that_was_changed_is_refused(s3_server: S3Server) -> None:
    store = await make_bucket(s3_server.settings())
    await store.put_bytes(video_key(ID), b"film")
    await store.put_bytes(PRIVATE, b"secret")
    link = await store.url(video_key(ID))
    assert (await fetch(link.replace(video_key(ID), PRIVATE)))[0] == 403
    assert (await fetch(link[:-4] + ("0000" if link[-4:] != "0000" else "1111")))[0] == 403


async def test_a_link_expires(s3_server: S3Server) -> None:
    store = await make_bucket(s3_server.settings(s3_link_seconds=1))
    await store.put_bytes(video_key(ID), b"film")
    link = await store.url(video_key(ID))
    assert (await fetch(link))[0] == 200
    await asyncio.sleep(2.1)
    assert (await fetch(link))[0] == 403


async def test_under_the_policy_everybody_reads_videos_and_nobody_what_is_private(
    s3_server: S3Server,
) -> None:
    store = await make_bucket(s3_server.settings(s3_public="policy"))
    public = (video_key(ID), companion_key(ID, "captions.vtt"), companion_key(ID, "sections/1.mp4"))
    private = (PRIVATE, f"private/results/{ID}-1.json", f"private/{ID}.mp4", "other.mp4")
    for key in (*public, *private):
        await store.put_bytes(key, b"x")
        address = store.public_url(key)
        assert address is not None
        assert (await fetch(address))[0] == (200 if key in public else 403), key
    assert await store.url(public[0]) == store.public_url(public[0])
    assert (await fetch(await store.url(PRIVATE)))[0] == 200
    await store.check()


async def test_a_policy_that_exposes_private_objects_is_detected(s3_server: S3Server) -> None:
    storage = s3_server.settings()
    store = await make_bucket(storage)
    await store.check()
    everything = f"arn:aws:s3:::{storage.s3_bucket_name}/*"
    open_all = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": everything}
    await S3Client(storage).call("put_bucket_policy", Policy=json.dumps({"Statement": [open_all]}))
    error = await refusal(storage)
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert "private/" in error.detail


@pytest.mark.parametrize("public", ["policy", "acl"])
async def test_unreadable_videos_are_detected_before_a_video_is_made(
    s3_server: S3Server, public: str
) -> None:
    storage = s3_server.settings(s3_public=public)
    await S3Client(storage).call("create_bucket")  # no policy, and a server that lays ACLs aside
    error = await refusal(storage)
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert f"S3_PUBLIC is {public}" in error.detail


async def test_metadata_and_kind_go_with_a_copy(s3_server: S3Server, tmp_path: Path) -> None:
    storage = s3_server.settings()
    store = await make_bucket(storage)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"film")
    texts = {
        "original-question": "Was ist π?",
        "initial-explanation": "Säule " * 900,
        "model-used": "offline",
    }
    await store.put_file(PRIVATE, film, texts)
    await store.copy(PRIVATE, video_key(ID))
    facts = await S3Client(storage).call("head_object", Key=video_key(ID))
    assert facts["Metadata"] == fit_metadata(texts)
    assert facts["ContentType"] == "video/mp4"


async def test_a_large_file_goes_in_parts(s3_server: S3Server, tmp_path: Path) -> None:
    storage = s3_server.settings()
    store = await make_bucket(storage)
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(range(256)) * 2**17)
    await store.put_file(PRIVATE, film, {"model-used": "offline"})
    await store.copy(PRIVATE, video_key(ID))
    facts = await S3Client(storage).call("head_object", Key=video_key(ID))
    assert facts["Metadata"] == {"model-used": "offline"}
    assert await store.get_file(video_key(ID), tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == film.read_bytes()


async def test_a_list_goes_over_pages(s3_server: S3Server) -> None:
    store = await make_bucket(s3_server.settings())
    folder = s3_server.folder / "buckets" / store.name.split()[-1]
    for number in range(1003):
        (folder / f"{number:04}").write_bytes(b"x")
    assert [facts.key for facts in await store.list("")] == [f"{number:04}" for number in range(1003)]


async def test_a_wrong_secret_is_named(s3_server: S3Server) -> None:
    storage = s3_server.settings()
    await make_bucket(storage)
    error = await refusal(storage.model_copy(update={"aws_secret_access_key": SecretStr("wrong")}))
    assert error.code is FailureCode.NOT_CONFIGURED
    assert "AWS_SECRET_ACCESS_KEY" in error.detail


async def test_an_unknown_key_is_named(s3_server: S3Server) -> None:
    error = await refusal(s3_server.settings(aws_access_key_id=SecretStr("nobody")))
    assert error.code is FailureCode.NOT_CONFIGURED
    assert "AWS_ACCESS_KEY_ID" in error.detail


async def test_a_key_without_permissions_is_reported_with_what_it_needs(s3_server: S3Server) -> None:
    storage = s3_server.settings()
    await make_bucket(storage)
    s3_server.add_user("guest", "guest-secret")
    guest = {"aws_access_key_id": SecretStr("guest"), "aws_secret_access_key": SecretStr("guest-secret")}
    error = await refusal(storage.model_copy(update=guest))
    assert error.code is FailureCode.NOT_CONFIGURED
    assert storage.s3_bucket_name in error.detail
    assert "s3:PutObject" in error.next_step


@pytest.mark.parametrize("missing", ["aws_access_key_id", "aws_secret_access_key"])
def test_half_a_key_is_reported(s3_server: S3Server, missing: str) -> None:
    with pytest.raises(PodreelError, match="not both set") as caught:
        S3Client(s3_server.settings(**{missing: None}))
    assert caught.value.code is FailureCode.NOT_CONFIGURED


async def test_a_missing_key_is_reported(
    s3_server: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in (
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_PROFILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    error = await refusal(s3_server.settings(aws_access_key_id=None, aws_secret_access_key=None))
    assert error.code is FailureCode.NOT_CONFIGURED
    assert "AWS_ACCESS_KEY_ID" in error.detail


async def test_a_missing_bucket_is_reported(s3_server: S3Server) -> None:
    error = await refusal(s3_server.settings(s3_bucket_name="nowhere"))
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert error.detail == "There is no bucket nowhere."
    assert "podreel bucket init" in error.next_step


async def test_an_invalid_bucket_name_is_reported(s3_server: S3Server) -> None:
    error = await refusal(s3_server.settings(s3_bucket_name="No such!"))
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert "S3_BUCKET_NAME" in error.next_step


async def test_a_wrong_region_is_reported_with_the_right_one(s3_server: S3Server) -> None:
    storage = s3_server.settings()
    await make_bucket(storage)
    error = await refusal(storage.model_copy(update={"aws_region": "us-west-2"}))
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert "us-west-2" in error.detail
    assert "eu-west-3" in error.detail


def test_addresses_are_amazons_own_or_those_of_the_endpoint() -> None:
    plain = StorageSettings(s3_bucket_name="films", aws_region="eu-west-3")
    at_home = plain.model_copy(update={"s3_endpoint_url": "http://s3:9000"})
    outside = at_home.model_copy(update={"s3_public_endpoint_url": "https://videos.example.com"})
    key = video_key(ID)
    assert S3Store(S3Client(plain)).public_url(key) == f"https://films.s3.eu-west-3.amazonaws.com/{key}"
    assert S3Store(S3Client(at_home)).public_url(key) == f"http://s3:9000/films/{key}"
    assert S3Store(S3Client(outside)).public_url(key) == f"https://videos.example.com/films/{key}"


async def test_a_link_is_signed_for_the_address_that_readers_use(s3_server: S3Server) -> None:
    public = s3_server.endpoint.replace("127.0.0.1", "localhost")
    store = await make_bucket(s3_server.settings(s3_public_endpoint_url=public))
    await store.put_bytes(video_key(ID), b"film")
    link = await store.url(video_key(ID))
    assert link.startswith(public)
    assert (await fetch(link.replace("localhost", "127.0.0.1")))[0] == 403


async def test_a_full_disk_is_reported_and_leaves_no_partial_file(
    s3_server: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    storage = s3_server.settings()
    store = await make_bucket(storage)
    await store.put_bytes("film.mp4", bytes(2**20))
    for name, value in environment(storage).items():
        monkeypatch.setenv(name, value)
    told, left = await asyncio.to_thread(on_a_small_disk, FETCH, tmp_path)
    assert told == f"unavailable|The disk that holds {tmp_path / 'film.mp4'} is full."
    assert left == "[]"
