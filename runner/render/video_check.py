"""Compares a section's video with the request; a script can write any file under its name."""

from fractions import Fraction
from pathlib import Path

from runner.media.errors import MediaError
from runner.media.pictures_only import keep_pictures
from runner.media.probe import VideoFacts, probe_video
from runner.media.reference import decoder_setup
from runner.render.job import Picture, SectionFrames, SectionJob
from runner.render.results import VIDEO_NAME


def check(folder: Path, job: SectionJob, times: SectionFrames) -> str:
    """Why the video in this folder can't be the section's, as the rest of a sentence; empty if it can."""
    return _check(folder / VIDEO_NAME, job.picture, times)[0]


def check_taken(video: Path, picture: Picture, times: SectionFrames) -> str:
    """The same for a video that was taken; it must also be joinable to Podreel's other sections."""
    told, facts = _check(video, picture, times)
    if told or facts is None:
        return told
    most_bytes = picture.most_bytes(times.frame_count)
    if video.stat().st_size > most_bytes:
        return f"its video has more than {most_bytes / 2**20:,.3g} MB, the most that is possible"
    setup = decoder_setup(picture.width, picture.height, picture.frame_rate)
    return "" if facts.decoder_setup == setup else "its video is encoded with other settings than asked for"


def accept_taken(video: Path, picture: Picture, times: SectionFrames) -> str:
    """Checks a video that was taken, and leaves nothing in the file but its pictures; returns the same.

    Whatever else a script puts into a file would be stored and delivered with the video.
    """
    if told := check_taken(video, picture, times):
        return told
    try:
        keep_pictures(video, picture.width, picture.height, picture.frame_rate)
    except MediaError as error:
        return _retell(error, video)
    return ""


def _check(video: Path, picture: Picture, times: SectionFrames) -> tuple[str, VideoFacts | None]:
    try:
        facts = probe_video(video)
    except MediaError as error:
        return _retell(error, video), None
    return doubt(facts, times, picture), facts


def doubt(facts: VideoFacts, times: SectionFrames, picture: Picture) -> str:
    """The first difference between a video and what was requested; empty if there is none. Pure."""
    found = (facts.width, facts.height, facts.frame_rate)
    if found != (picture.width, picture.height, Fraction(picture.frame_rate)):
        return (
            f"its video has {facts.width} x {facts.height} pixels at {float(facts.frame_rate):g} frames "
            f"a second, but {picture.width} x {picture.height} at {picture.frame_rate} were asked for"
        )
    if facts.frame_count != times.frame_count:
        return f"its video has {facts.frame_count} pictures, but its times speak of {times.frame_count}"
    if facts.start_seconds != 0:
        return f"its video starts at {facts.start_seconds:.3f} s instead of 0"
    coding = (facts.codec, facts.profile, facts.pixel_format)
    if coding != ("h264", "High", "yuv420p"):
        return f"its video is encoded as {' '.join(coding)}, not as h264 High yuv420p"
    if len(facts.streams) != 1:
        return f"its video has {len(facts.streams)} streams, but pictures alone were asked for"
    return ""


def _retell(error: MediaError, video: Path) -> str:
    """The error's message without the file's internal name."""
    told = str(error).removeprefix(video.name).strip().rstrip(".")
    return f"its video {told}"
