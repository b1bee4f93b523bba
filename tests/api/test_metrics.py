"""What the metrics of a process count."""

from api.metrics import Metrics
from contract.failure import FailureCode
from controller.facts import ControllerFacts
from tests.fakes.results import cancelled_result, completed_result, failed_result, model_call, model_result


def test_metrics_of_results_and_of_the_controller() -> None:
    metrics = Metrics()
    use = model_result(model_call("gpt-5"), model_call("gpt-5", was_kept=True))
    metrics.video_ended(completed_result(stage_seconds={"render": 61.0}, model_use=use))
    metrics.video_ended(failed_result(code=FailureCode.OUT_OF_MEMORY))
    metrics.video_ended(cancelled_result())
    metrics.video_admitted(3.0)
    page = metrics.page(lambda: ControllerFacts(waiting=7, running=2, oldest_waiting_seconds=33.0)).decode()
    for line in (
        'podreel_videos_total{code="",outcome="completed"} 1.0',
        'podreel_videos_total{code="out_of_memory",outcome="failed"} 1.0',
        'podreel_videos_total{code="",outcome="cancelled"} 1.0',
        'podreel_stage_seconds_sum{stage="render"} 61.0',
        'podreel_model_tokens_total{direction="input",model="gpt-5"} 200.0',
        'podreel_model_tokens_total{direction="output",model="gpt-5"} 40.0',
        'podreel_model_calls_total{model="gpt-5"} 2.0',
        "podreel_model_cost_usd_total 0.5",
        "podreel_admission_wait_seconds_count 1.0",
        "podreel_queue_depth 7.0",
        "podreel_running_videos 2.0",
        "podreel_queue_oldest_seconds 33.0",
    ):
        assert line in page


def test_every_end_is_counted_from_zero_so_that_its_first_is_an_increase() -> None:
    page = Metrics().page(ControllerFacts).decode()
    failed = [f'podreel_videos_total{{code="{code}",outcome="failed"}} 0.0' for code in FailureCode]
    others = [f'podreel_videos_total{{code="",outcome="{name}"}} 0.0' for name in ("completed", "cancelled")]
    assert all(line in page for line in (*failed, *others))
