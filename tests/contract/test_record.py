"""What a record holds, and how those of earlier versions are read."""

from contract.record import VideoRecord


def test_an_empty_text_in_an_earlier_versions_record_is_none() -> None:
    earlier = '{"video_id": "a", "initial_explanation": "", "refined_explanation": ""}'
    record = VideoRecord.model_validate_json(earlier)
    assert (record.initial_explanation, record.refined_explanation) == (None, None)
