"""The sentences that voice samples speak. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Mapping
from types import MappingProxyType

from contract.catalogue import LANGUAGES

# No word depends on the speaker's gender.
_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "en": "Hello! This is the voice of your video.",
        "ar": "مرحبًا! هذا هو صوت الفيديو الخاص بك.",
        "de": "Hallo! Das ist die Stimme deines Videos.",
        "es": "¡Hola! Esta es la voz de tu vídeo.",
        "es-419": "¡Hola! Esta es la voz de tu video.",
        "fr": "Bonjour ! Voici la voix de votre vidéo.",
        "hi": "नमस्ते! यह आपके वीडियो की आवाज़ है।",
        "id": "Halo! Inilah suara video Anda.",
        "pt": "Olá! Esta é a voz do seu vídeo.",
        "ru": "Здравствуйте! Это голос вашего видео.",
        "ur": "خوش آمدید! یہ آپ کی ویڈیو کی آواز ہے۔",
        "zh": "你好！这就是你视频里的声音。",
    }
)


def sample_text(language: str) -> str:
    """A greeting in the most spoken languages; in others the language's own name and the numbers 1 to 5."""
    sentence = _SENTENCES.get(language) or _SENTENCES.get(language.split("-")[0])
    return sentence or f"{LANGUAGES[language].name}: 1, 2, 3, 4, 5."
