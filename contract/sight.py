"""Which models can be shown pictures, by their names. Pure.

A wrong guess costs little: a model that refuses pictures is asked once more without them.
"""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

# From Claude 3 and GPT-4o on, all models see.
_BLIND_CLAUDE = re.compile(r"claude-(?:instant|v?[12](?!\d))")
_BLIND_OPENAI = re.compile(
    r"gpt-3\.5|gpt-4(?:-(?:\d{4}|32k).*)?$|gpt-oss|o1-mini|o1-preview|o3-mini|davinci|babbage"
)
# Anywhere in a name: the maker may come before the family, the size after it.
_SEEING_FAMILIES = re.compile(
    "|".join(
        (
            # As in qwen2.5vl, deepseek-vl2, llama3.2-vision and phi-4-multimodal.
            r"(?<![a-z])(?:vl|vlm|vision|multimodal)(?![a-z])",
            # All of Gemma 3 but its smallest models; Gemma 3n takes only text from most servers.
            r"gemma-?3(?![n.\d])(?!.*(?<![\d.])(?:1b|270m))",
            r"gemma-?4|llama-?4|llama3-2-(?:11|90)b",
            r"glm-?4\.?\d?v|kimi-?k2\.[5-9]|minicpm-?[vo]",
            r"mistral-small-?3\.[12]|mistral-(?:medium|large)-?3|ministral-?3|pixtral",
            r"nova-(?:2-)?(?:lite|pro|premier|omni)",
            r"llava|moondream|internvl|smolvlm|paligemma|molmo|idefics|cogvlm",
        )
    )
)


def sees(link: str, server_sees: Sequence[str] = ()) -> bool:
    """Whether the model of a link such as `server:llava` can be shown pictures.

    `server_sees` are patterns of names, such as `qwen3.6*`, of the server's models that see although their
    names don't tell.
    """
    provider, _, model = link.partition(":")
    name = model.lower()
    match provider:
        case "anthropic":
            return not _BLIND_CLAUDE.search(name)
        case "openai":
            return not _BLIND_OPENAI.search(name)
        case "bedrock":
            is_claude = "claude-" in name and not _BLIND_CLAUDE.search(name)
            return is_claude or bool(_SEEING_FAMILIES.search(name))
        case "server":
            is_named = any(fnmatchcase(model, pattern) for pattern in server_sees)
            return is_named or bool(_SEEING_FAMILIES.search(name))
    return False
