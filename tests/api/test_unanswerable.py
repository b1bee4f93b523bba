"""A question that no model here can answer is refused before anything is stored."""

import httpx2
import pytest

from tests.api.world import problem_of
from tests.contract.bare_questions import QUESTIONS


@pytest.mark.parametrize("model", [{}, {"model": "offline"}])
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
async def test_a_question_that_no_model_can_answer_is_not_configured(
    client: httpx2.AsyncClient, question: str, model: dict[str, str]
) -> None:
    answer = await client.post("/api/v1/videos", json={"prompt": question, **model})
    problem = problem_of(answer, 422, "not_configured")
    assert "Explain binary search" in problem["detail"]
    assert "as_text" in problem["next_step"]
    assert (await client.get("/api/v1/videos")).json()["videos"] == []
