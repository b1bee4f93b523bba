"""The doctor's rows about models, with and without contacting vendors, through their real SDKs."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.settings import Settings
from runner.authors.models.vendors.served import verdict_on
from runner.doctor.check import Check
from runner.doctor.models import check_models, check_models_online
from tests.fakes import aws_key
from tests.fakes.answering import as_json
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.bedrock_api import FakeBedrock
from tests.fakes.openai_api import FakeOpenAI
from tests.fakes.web import Answer, Trouble

ROLES = ("EXPLANATION_MODELS", "REFINEMENT_MODEL", "SCRIPT_GENERATION_MODEL", "SCRIPT_VALIDATION_MODEL")
TODAY = date(2026, 11, 21)
TWO_VENDORS = "mine=anthropic:claude-sonnet-5-5,openai:gpt-5.6-sol"
GARBAGE = Trouble(Answer(b"<html>no models here</html>", "text/html"))


@pytest.fixture(autouse=True)
def _one_model(bare_environment: pytest.MonkeyPatch) -> None:
    """It does all the work, and nothing else is configured."""
    for role in ROLES:
        bare_environment.setenv(role, "mine")
    bare_environment.setenv("MODEL_CHAINS", TWO_VENDORS)


async def rows() -> dict[str, Check]:
    """All rows about models by their names, vendors asked."""
    groups = await check_models_online(Settings())
    return {check.name: check for group in groups.values() for check in group}


def test_the_offline_doctor_reports_the_missing_variable_of_a_model() -> None:
    offline, mine = check_models(Settings())
    assert (offline.name, offline.works, offline.is_required) == ("offline", True, True)
    assert (mine.works, mine.is_required) == (False, False)
    assert "needs ANTHROPIC_API_KEY" in mine.detail
    assert "needs OPENAI_API_KEY" in mine.detail


def test_the_offline_doctor_contacts_nobody(openai: FakeOpenAI, anthropic: FakeAnthropic) -> None:
    _, mine = check_models(Settings())
    assert mine.works
    assert "anthropic:claude-sonnet-5-5 then openai:gpt-5.6-sol" in mine.detail
    assert "refines, writes scripts, reviews scripts" in mine.detail
    assert openai.calls == anthropic.calls == []


def test_the_offline_doctor_reports_models_left_out_of_a_chain(openai: FakeOpenAI) -> None:
    _, mine = check_models(Settings())
    assert mine.works
    assert mine.detail.startswith("openai:gpt-5.6-sol; anthropic:claude-sonnet-5-5: needs ANTHROPIC_API_KEY")


def test_the_offline_doctor_imports_no_sdk() -> None:
    code = "import runner.doctor.report, sys; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(told.stdout.split())
    assert "runner.doctor.report" in imported
    assert imported.isdisjoint({"pydantic_ai", "openai", "anthropic"})


async def test_served_models_are_reported(openai: FakeOpenAI, anthropic: FakeAnthropic) -> None:
    found = await rows()
    assert all(row.works for row in found.values())
    assert found["openai:gpt-5.6-sol"].detail == "served (for mine)"
    assert found["anthropic:claude-sonnet-5-5"].detail == "served (for mine)"
    assert [call.method for call in openai.calls + anthropic.calls] == ["GET", "GET"]


async def test_a_missing_model_is_a_warning_while_another_of_its_chain_is_served(
    openai: FakeOpenAI, anthropic: FakeAnthropic
) -> None:
    openai.models = ["gpt-6-sol", "gpt-5.6-sole", "whisper-3"]
    found = await rows()
    missing = found["openai:gpt-5.6-sol"]
    assert (missing.works, missing.is_warning, missing.is_required) == (False, True, False)
    assert missing.detail == "not served; similar names: gpt-5.6-sole, gpt-6-sol (for mine)"
    assert found["mine"].works
    assert "openai:gpt-5.6-sol: not served" in found["mine"].detail


async def test_a_chain_without_a_served_model_does_not_work(
    openai: FakeOpenAI, anthropic: FakeAnthropic
) -> None:
    openai.models = anthropic.models = ["other"]
    found = await rows()
    assert not any(row.works or row.is_warning for name, row in found.items() if name != "offline")


async def test_a_shutdown_date_is_reported(openai: FakeOpenAI) -> None:
    openai.shutdown_dates = {"gpt-5.6-sol": "2999-12-11"}
    assert "served until 2999-12-11" in (await rows())["openai:gpt-5.6-sol"].detail


async def test_a_refused_key_is_named_and_not_shown(
    openai: FakeOpenAI, anthropic: FakeAnthropic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-of-somebody-else")
    found = await rows()
    row = found["anthropic:claude-sonnet-5-5"]
    assert (row.works, row.is_warning) == (False, True)
    assert "ANTHROPIC_API_KEY" in row.detail
    assert "of-somebody-else" not in str(found)
    assert len(anthropic.calls) == 1


@pytest.mark.parametrize("trouble", [Trouble(Answer(b"", status=503)), Trouble(is_cut=True), GARBAGE])
async def test_an_unavailable_provider_is_retried_once_and_reported(
    openai: FakeOpenAI, anthropic: FakeAnthropic, trouble: Trouble
) -> None:
    openai.lasting = trouble
    found = await rows()
    assert not found["openai:gpt-5.6-sol"].works
    assert "openai gave no answer" in found["openai:gpt-5.6-sol"].detail
    assert found["mine"].works
    assert len(openai.calls) == 2


async def test_a_list_in_several_pages_is_read_to_its_end(
    anthropic: FakeAnthropic, monkeypatch: pytest.MonkeyPatch
) -> None:
    anthropic.models = [f"claude-{number}" for number in range(45)]
    monkeypatch.setenv("MODEL_CHAINS", "mine=anthropic:claude-44")
    assert (await rows())["anthropic:claude-44"].works
    assert len(anthropic.calls) > 1


async def test_a_retired_model_is_not_served_though_it_is_listed(
    anthropic: FakeAnthropic, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = [
        {"type": "model", "id": "old", "lifecycle": "retired", "retires_at": "2026-06-15T00:00:00Z"},
        {"type": "model", "id": "going", "lifecycle": "deprecated", "retires_at": "2999-01-31T00:00:00Z"},
    ]
    anthropic.troubles = [Trouble(as_json({"data": listed, "has_more": False}))]
    monkeypatch.setenv("MODEL_CHAINS", "mine=anthropic:old,anthropic:going")
    found = await rows()
    assert not found["anthropic:old"].works
    assert "served until 2999-01-31" in found["anthropic:going"].detail


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/"])
async def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv("MODEL_CHAINS", "mine=server:qwen3,server:llama3.3:70b")
    with FakeOpenAI(keys=(), models=("qwen3:latest", "llama3.3:8b")) as fake:
        monkeypatch.setenv("MODEL_SERVER_URL", fake.url + path)
        found = await rows()
    assert found["server:qwen3"].works
    assert not found["server:llama3.3:70b"].works
    assert "llama3.3:8b" in found["server:llama3.3:70b"].detail


async def test_where_nobody_listens_the_provider_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeOpenAI() as fake:
        url = fake.url
    monkeypatch.setenv("MODEL_SERVER_URL", url)
    monkeypatch.setenv("MODEL_CHAINS", "mine=server:qwen3")
    assert "the connection failed" in (await rows())["server:qwen3"].detail


@pytest.mark.usefixtures("bedrock")
async def test_bedrock_serves_models_and_profiles(monkeypatch: pytest.MonkeyPatch) -> None:
    profile = "eu.anthropic.claude-sonnet-4-6"
    arn = f"arn:aws:bedrock:{aws_key.REGION}:111122223333:inference-profile/{profile}"
    names = ("amazon.nova-pro-v1:0", profile, arn, "anthropic.claude-sonnet-4-6")
    monkeypatch.setenv("MODEL_CHAINS", "mine=" + ",".join(f"bedrock:{name}" for name in names))
    found = await rows()
    assert [found[f"bedrock:{name}"].works for name in names] == [True, True, True, False]
    assert profile in found["bedrock:anthropic.claude-sonnet-4-6"].detail


async def test_bedrock_reports_the_end_of_a_model_and_of_its_profile(
    bedrock: FakeBedrock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lifecycle = {"status": "LEGACY", "endOfLifeTime": "2999-06-30T00:00:00Z"}
    bases = [
        {"modelId": name, "inferenceTypesSupported": [how], "modelLifecycle": lifecycle}
        for name, how in (("x.one", "ON_DEMAND"), ("x.two", "INFERENCE_PROFILE"))
    ]
    profile = {
        "inferenceProfileId": "eu.x.two",
        "inferenceProfileArn": "arn:two",
        "inferenceProfileName": "two",
    }
    bedrock.troubles = [
        Trouble(as_json({"modelSummaries": bases})),
        Trouble(as_json({"inferenceProfileSummaries": [profile]})),
    ]
    monkeypatch.setenv("MODEL_CHAINS", "mine=bedrock:x.one,bedrock:x.two,bedrock:eu.x.two")
    found = await rows()
    assert "until 2999-06-30" in found["bedrock:x.one"].detail
    assert "until 2999-06-30" in found["bedrock:eu.x.two"].detail
    assert not found["bedrock:x.two"].works


async def test_a_key_that_bedrock_refuses_is_reported(
    bedrock: FakeBedrock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDOFSOMEBODYELSE")
    monkeypatch.setenv("MODEL_CHAINS", "mine=bedrock:amazon.nova-pro-v1:0")
    assert "AWS_ACCESS_KEY_ID" in (await rows())["bedrock:amazon.nova-pro-v1:0"].detail
    assert len(bedrock.calls) == 1


async def test_without_any_key_nobody_is_asked() -> None:
    found = await rows()
    assert found["openai:gpt-5.6-sol"].detail == "needs OPENAI_API_KEY (for mine)"
    assert not found["mine"].works


@pytest.mark.parametrize(
    ("name", "is_served"),
    [("m", True), ("m-20260115", True), ("m-2026-01-15", True), ("m:latest", True), ("m-mini", False),
     ("m-2026", False), ("am", False), ("m:8b", False)],
)  # fmt: skip
def test_a_dated_name_serves_its_model_and_another_does_not(name: str, is_served: bool) -> None:
    assert verdict_on("m", {name: None}, TODAY).is_served is is_served


def test_a_past_shutdown_is_reported() -> None:
    assert "end date 2026-11-20 has passed" in verdict_on("m", {"m": date(2026, 11, 20)}, TODAY).detail
    assert verdict_on("m", {"m": date(2026, 11, 21)}, TODAY).detail.startswith("served until 2026-11-21")


@given(st.text(min_size=1, max_size=20), st.dictionaries(st.text(max_size=20), st.none() | st.dates()))
def test_every_listed_model_is_served_and_what_is_near_is_listed(
    model: str, served: dict[str, date | None]
) -> None:
    assert verdict_on(model, {**served, model: None}, TODAY).is_served
    verdict = verdict_on(model, served, TODAY)
    if not verdict.is_served and "similar names: " in verdict.detail:
        near = verdict.detail.partition("similar names: ")[2]
        assert any(near.startswith(name) for name in served)
