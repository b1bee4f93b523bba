"""How every picture of a video is encoded. One place, because sections are joined as they are."""

from collections.abc import Mapping
from types import MappingProxyType

# superfast without look-ahead is 2.3 times cheaper than x264's default at equal likeness. Without B-frames
# each packet is shown when it is decoded, and `stitchable` keeps the headers of all sections the same.
X264_OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "preset": "superfast",
        "profile": "high",
        "crf": "23",
        "bf": "0",
        "rc-lookahead": "0",
        "threads": "1",
        "x264-params": "stitchable=1",
    }
)
