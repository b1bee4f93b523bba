"""What people read in place of the catalogue's names. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from contract.catalogue import OFFLINE_MODEL
from contract.video import Narration

# An operator's own chain goes by its name.
MODEL_LABELS: Mapping[str, str] = MappingProxyType(
    {
        OFFLINE_MODEL: "No model: built-in lessons and own texts",
        "claude-4-sonnet": "Claude 4 Sonnet",
        "claude-3-7-sonnet": "Claude 3.7 Sonnet",
        "claude-3-5-sonnet": "Claude 3.5 Sonnet",
        "claude-3-sonnet": "Claude 3 Sonnet",
        "claude-3-haiku": "Claude 3 Haiku",
        "gpt-5": "GPT-5",
    }
)
QUALITY_LABELS: Mapping[str, str] = MappingProxyType(
    {"draft": "Draft", "standard": "Standard", "high": "High", "max": "Highest", "custom": "Custom"}
)
ASPECT_LABELS: Mapping[str, str] = MappingProxyType(
    {"16:9": "Landscape, 16:9", "9:16": "Portrait, 9:16", "1:1": "Square, 1:1"}
)
THEME_LABELS: Mapping[str, str] = MappingProxyType(
    {"dark": "Dark", "light": "Light", "high-contrast": "High contrast"}
)
NARRATION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        Narration.INITIAL: "As first explained",
        Narration.CORRECTED: "As first explained, errors corrected",
        Narration.REFINED: "As refined",
    }
)
