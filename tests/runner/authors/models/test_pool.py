"""Chains built from settings: their links, and calls to the vendors through the real SDKs."""

import asyncio
import subprocess
import sys

import pytest

from contract.failure import FailureCode, PodreelError
from contract.settings import Settings
from runner.authors.models.base import ChatTurn, Prompt, Task
from runner.authors.models.pool import LinkPool, access_for, open_models
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.bedrock_api import FakeBedrock
from tests.fakes.openai_api import FakeOpenAI
from tests.fakes.pictures import picture

PROMPT = Prompt(Task.EXPLAIN, "Explain.", (ChatTurn("Why is the sky blue?"),))
REVIEW = Prompt(Task.REVIEW, "Review.", (ChatTurn("Is it good?", pictures=(picture(),)),))
pytestmark = pytest.mark.usefixtures("bare_environment")


@pytest.mark.parametrize("alias", ["offline", "gpt-5", "claude-4-sonnet", "nobody-knows-it"])
async def test_without_any_key_there_is_no_chain(alias: str) -> None:
    async with open_models(Settings()) as models:
        assert models.chain(alias) is None


async def test_the_first_model_of_an_alias_answers(openai: FakeOpenAI, anthropic: FakeAnthropic) -> None:
    async with open_models(Settings()) as models:
        chain = models.chain("claude-4-sonnet")
        assert chain is not None
        assert chain.name == "anthropic:claude-sonnet-5-5|openai:gpt-5.6-sol"
        completion = await chain.complete(PROMPT)
    assert (completion.model, completion.falls) == ("anthropic:claude-sonnet-5-5", ())
    assert (len(anthropic.calls), len(openai.calls)) == (1, 0)


@pytest.mark.usefixtures("openai", "anthropic")
async def test_a_chain_may_begin_with_a_later_model_and_falls_back_on_the_others() -> None:
    async with open_models(Settings()) as models:
        chain = models.chain("claude-4-sonnet", first="openai:gpt-5.6-sol")
        assert chain is not None
        assert chain.name == "openai:gpt-5.6-sol|anthropic:claude-sonnet-5-5"
        assert chain is not models.chain("claude-4-sonnet")


async def test_after_a_permanent_failure_the_next_vendor_is_asked(
    openai: FakeOpenAI, anthropic: FakeAnthropic
) -> None:
    anthropic.refuse_next("quota")
    async with open_models(Settings()) as models:
        chain = models.chain("claude-4-sonnet")
        assert chain is not None
        first, second = await chain.complete(PROMPT), await chain.complete(PROMPT)
    assert first.model == second.model == "openai:gpt-5.6-sol"
    assert (first.tries, second.tries, len(anthropic.calls)) == (2, 1, 1)
    assert "anthropic:claude-sonnet-5-5: the account has no quota" in first.falls[0]


async def test_a_call_to_a_busy_vendor_is_retried_after_its_pause(openai: FakeOpenAI) -> None:
    openai.refuse_next("busy", retry_after="1")
    async with open_models(Settings()) as models:
        chain = models.chain("gpt-5")
        assert chain is not None
        completion = await chain.complete(PROMPT)
    assert (completion.tries, len(openai.calls)) == (2, 2)
    assert completion.seconds >= 1


async def test_a_link_without_a_key_is_reported_and_not_called(openai: FakeOpenAI) -> None:
    async with open_models(Settings()) as models:
        chain = models.chain("claude-4-sonnet")
        assert chain is not None
        assert chain.name == "anthropic:claude-sonnet-5-5|openai:gpt-5.6-sol"
        completion = await chain.complete(PROMPT)
    assert completion.falls == ("anthropic:claude-sonnet-5-5 needs ANTHROPIC_API_KEY",)
    assert completion.tries == 1


async def test_a_wrong_key_is_reported_as_not_configured(
    openai: FakeOpenAI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    async with open_models(Settings()) as models:
        chain = models.chain("gpt-5")
        assert chain is not None
        with pytest.raises(PodreelError) as caught:
            await chain.complete(PROMPT)
    assert caught.value.code is FailureCode.NOT_CONFIGURED
    assert "OPENAI_API_KEY" in caught.value.detail
    assert "somebody-else" not in caught.value.detail
    assert len(openai.calls) == 1


async def test_names_with_the_same_links_share_a_chain(openai: FakeOpenAI) -> None:
    async with open_models(Settings()) as models:
        assert models.chain("claude-3-5-sonnet") is models.chain("claude-3-7-sonnet")
        assert models.chain("claude-3-5-sonnet") is not models.chain("claude-3-haiku")


async def test_a_server_is_asked_by_a_chain_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FakeOpenAI(keys=(), models=("qwen3", "llama3.3:70b")) as fake:
        monkeypatch.setenv("MODEL_SERVER_URL", fake.url)
        monkeypatch.setenv("MODEL_CHAINS", "mine=server:qwen3")
        async with open_models(Settings()) as models:
            assert models.chain("gpt-5") is None
            chains = [models.chain("mine"), models.chain("server:llama3.3:70b")]
            answers = [(await chain.complete(PROMPT)).model for chain in chains if chain is not None]
    assert answers == ["server:qwen3", "server:llama3.3:70b"]


@pytest.mark.parametrize(("says", "pictures"), [("", 0), ("qwen3", 1), ("llava qw*", 1), ("llava", 0)])
async def test_a_server_is_shown_pictures_if_the_operator_says_that_its_model_sees(
    monkeypatch: pytest.MonkeyPatch, says: str, pictures: int
) -> None:
    with FakeOpenAI(keys=(), models=("qwen3",)) as fake:
        monkeypatch.setenv("MODEL_SERVER_URL", fake.url)
        monkeypatch.setenv("MODEL_SERVER_SEES", says)
        async with open_models(Settings()) as models:
            chain = models.chain("server:qwen3")
            assert chain is not None
            completion = await chain.complete(REVIEW)
        assert completion.pictures == len(fake.asked[0].pictures) == pictures
        assert ("can't be shown" in fake.asked[0].turns[-1][1]) is (pictures == 0)


@pytest.mark.usefixtures("openai")
@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ("mine=openai:gpt-5.6-sol", True),
        ("mine=openai:gpt-3.5-turbo", False),
        ("mine=openai:gpt-3.5-turbo,openai:gpt-5.6-sol", True),
        # Without its key it is not asked.
        ("mine=openai:gpt-3.5-turbo,anthropic:claude-sonnet-5-5", False),
    ],
)
async def test_a_chain_sees_if_one_of_its_configured_models_does(
    monkeypatch: pytest.MonkeyPatch, chain: str, expected: bool
) -> None:
    monkeypatch.setenv("MODEL_CHAINS", chain)
    async with open_models(Settings()) as models:
        assert models.sees("mine") is expected


async def test_a_vendor_that_refuses_a_picture_answers_without_it(
    openai: FakeOpenAI, anthropic: FakeAnthropic
) -> None:
    anthropic.sees = False
    async with open_models(Settings()) as models:
        chain = models.chain("claude-4-sonnet")
        assert chain is not None
        completion = await chain.complete(REVIEW)
    assert (completion.model, completion.pictures) == ("anthropic:claude-sonnet-5-5", 0)
    assert (completion.tries, completion.falls, openai.calls) == (2, (), [])
    assert "image exceeds 5 MB" in completion.unseen[0]


async def test_bedrock_is_asked_by_a_chain_that_names_it(
    bedrock: FakeBedrock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODEL_CHAINS", "mine=bedrock:amazon.nova-pro-v1:0")
    async with open_models(Settings()) as models:
        chain = models.chain("mine")
        assert chain is not None
        assert (await chain.complete(PROMPT)).model == "bedrock:amazon.nova-pro-v1:0"
    assert len(bedrock.calls) == 1


async def test_many_first_calls_at_once_open_a_link_once(openai: FakeOpenAI) -> None:
    async with open_models(Settings()) as models:
        chain = models.chain("gpt-5")
        assert chain is not None
        answers = await asyncio.gather(*(chain.complete(PROMPT) for _ in range(6)))
    assert [answer.tries for answer in answers] == [1] * 6
    assert openai.max_at_once <= 4


async def test_a_link_is_opened_once_whichever_chain_names_it() -> None:
    pool = LinkPool(access_for(Settings()))
    first, again = await asyncio.gather(pool.open("openai:x"), pool.open("openai:x"))
    other = await pool.open("openai:y")
    await pool.aclose()
    assert first is again
    assert first is not other


def test_the_key_of_another_s3_server_is_not_sent_to_bedrock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "minio")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "minio-secret")
    assert access_for(Settings()).aws_access_key_id == "minio"
    monkeypatch.setenv("S3_ENDPOINT_URL", "http://localhost:9000")
    access = access_for(Settings())
    assert (access.aws_access_key_id, access.aws_secret_access_key) == (None, None)


@pytest.mark.parametrize(("region", "expected"), [("us-east-1", "us-east-1"), ("", "ap-south-1")])
def test_bedrock_may_be_in_another_region(
    monkeypatch: pytest.MonkeyPatch, region: str, expected: str
) -> None:
    monkeypatch.setenv("AWS_REGION", "ap-south-1")
    monkeypatch.setenv("BEDROCK_REGION", region)
    assert access_for(Settings()).bedrock_region == expected


def test_no_sdk_is_imported_before_a_vendor_is_called() -> None:
    code = (
        "import asyncio, sys\n"
        "from contract.settings import Settings\n"
        "from runner.authors.models.pool import open_models\n"
        "async def run():\n"
        "    async with open_models(Settings(providers={'openai_api_key': 'sk'})) as models:\n"
        "        print(models.chain('gpt-5').name)\n"
        "asyncio.run(run())\n"
        "print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "openai:gpt-5.6-sol|" in told.stdout
    assert {"pydantic_ai", "openai", "anthropic", "boto3"}.isdisjoint(told.stdout.split())
