"""Worker program: speaks one text with libespeak-ng and writes the sound to stdout.

Nothing else in Podreel may load the library: it is GPL, and a crash in it must end only this process.
Reads JSON {text, voice, words_per_minute, pitch} from stdin; writes a line of JSON
{sample_rate, events: [[kind, text position, length, sample], ...]} and then 16-bit mono samples,
or {missing: library} if the library is not installed.
"""

import ctypes
import json
import sys
from typing import Any

LIBRARY = "libespeak-ng.so.1"
WORD, PAUSE = "word", "pause"

_RETRIEVE = 1
_PHONEME_EVENTS = 0x0001
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_RATE, _PITCH = 1, 3
_END_OF_LIST, _WORD, _SENTENCE_END, _PHONEME = 0, 1, 5, 7


class _Event(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_int),
        ("message", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class _Recorder:
    """Collects the samples and events that the library passes to its callback."""

    def __init__(self) -> None:
        self.samples = bytearray()
        self.events: list[tuple[str, int, int, int]] = []

    def take(self, wave: Any, count: int, events: Any) -> int:
        if wave and count > 0:
            self.samples += ctypes.string_at(wave, count * 2)
        index = 0
        while events[index].kind != _END_OF_LIST:
            self._note(events[index])
            index += 1
        return 0

    def _note(self, event: _Event) -> None:
        if event.kind == _WORD:
            self.events.append((WORD, event.text_position, event.length, event.sample))
        elif event.kind == _SENTENCE_END or (event.kind == _PHONEME and event.name in {b"_:", b"_"}):
            self.events.append((PAUSE, 0, 0, event.sample))


def main() -> int:
    order = json.load(sys.stdin)
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError:
        sys.stdout.write(json.dumps({"missing": LIBRARY}))
        return 0
    sample_rate = library.espeak_Initialize(_RETRIEVE + 1, 0, None, _PHONEME_EVENTS | _DO_NOT_EXIT)
    if sample_rate <= 0 or library.espeak_SetVoiceByName(order["voice"].encode()) != 0:
        sys.stderr.write(f"espeak-ng has no voice {order['voice']}\n")
        return 1
    library.espeak_SetParameter(_RATE, int(order["words_per_minute"]), 0)
    library.espeak_SetParameter(_PITCH, int(order["pitch"]), 0)
    recorder = _Recorder()
    callback = _Callback(recorder.take)
    library.espeak_SetSynthCallback(callback)
    text = order["text"].encode()
    if library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, _UTF8, None, None) != 0:
        sys.stderr.write("espeak-ng rejected the text\n")
        return 1
    header = {"sample_rate": sample_rate, "events": recorder.events}
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + recorder.samples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
