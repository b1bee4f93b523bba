"""Changes the pitch and the vocal tract length of an HTS voice. Pure: bytes to bytes.

Festival's engine reads only the model and the speed from its parameters (`-fm` and `-a` are ignored),
so a variant is a changed model.
"""

import re
from math import log

import numpy as np

_DATA = b"[DATA]\n"
_PITCH_MODEL = re.compile(rb"STREAM_PDF\[LF0\]:(\d+)-(\d+)")
_STATES = re.compile(rb"NUM_STATES:(\d+)")
_ALL_PASS = re.compile(rb"ALPHA=[0-9.]+")
# Mean and variance of the value and its two differences, then the share of voiced frames.
_VALUES_A_LEAF = 7


def changed_voice(model: bytes, half_tones: float, all_pass: float) -> bytes:
    """The voice model, `half_tones` higher; a larger `all_pass` lowers its formants.

    Raises ValueError if `model` is not an HTS voice with a pitch model.
    """
    header, separator, body = model.partition(_DATA)
    place, states = _PITCH_MODEL.search(header), _STATES.search(header)
    if not separator or place is None or states is None:
        raise ValueError("not an HTS voice with a pitch model")
    first = int(place[1]) + 4 * int(states[1])
    last = int(place[2]) + 1
    values = np.frombuffer(body[first:last], "<f4").reshape(-1, _VALUES_A_LEAF).copy()
    values[:, 0] += np.float32(half_tones * log(2) / 12)
    header = _ALL_PASS.sub(b"ALPHA=%.3f" % all_pass, header)
    return header + _DATA + body[:first] + values.tobytes() + body[last:]
