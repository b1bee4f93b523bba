"""All attacks, in the order of their numbers."""

import re

from tests.runner.sandbox.attacks.attack import Attack
from tests.runner.sandbox.attacks.disk import DISK
from tests.runner.sandbox.attacks.exhaustion import EXHAUSTION
from tests.runner.sandbox.attacks.forging import FORGING
from tests.runner.sandbox.attacks.kernel import KERNEL
from tests.runner.sandbox.attacks.kernel_memory import KERNEL_MEMORY
from tests.runner.sandbox.attacks.lingering import LINGERING
from tests.runner.sandbox.attacks.neighbours import NEIGHBOURS
from tests.runner.sandbox.attacks.network import NETWORK
from tests.runner.sandbox.attacks.persistence import PERSISTENCE
from tests.runner.sandbox.attacks.results import RESULTS
from tests.runner.sandbox.attacks.secrets_and_files import SECRETS
from tests.runner.sandbox.attacks.shared import SHARED
from tests.runner.sandbox.attacks.stuffing import STUFFING
from tests.runner.sandbox.attacks.swaps import SWAPS
from tests.runner.sandbox.attacks.tools import TOOLS

# The 30 behaviours of the list, and four more that today's host would let pass.
BEHAVIOURS = 34


def behaviour(attack: Attack) -> int:
    """The number of the list that the attack belongs to."""
    return int(re.match(r"\d+", attack.number)[0])  # type: ignore[index]


_ABOUT_VIDEOS = (RESULTS, STUFFING, SWAPS, FORGING)
_PARTS = (
    SECRETS,
    NETWORK,
    SHARED,
    NEIGHBOURS,
    EXHAUSTION,
    KERNEL_MEMORY,
    DISK,
    LINGERING,
    TOOLS,
    KERNEL,
    PERSISTENCE,
    *_ABOUT_VIDEOS,
)
ATTACKS: tuple[Attack, ...] = tuple(
    sorted(
        (attack for part in _PARTS for attack in part), key=lambda attack: (behaviour(attack), attack.number)
    )
)
# A dry run has no video that could be forged.
DRY_RUN_ATTACKS: tuple[Attack, ...] = tuple(
    attack for attack in ATTACKS if not any(attack in part for part in _ABOUT_VIDEOS)
)
