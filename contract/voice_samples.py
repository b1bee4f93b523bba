"""What a voice says when somebody wants to hear it. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Mapping
from types import MappingProxyType

from contract.catalogue import LANGUAGES

# No word in them depends on whether a woman or a man speaks.
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
    """A friendly sentence in the largest languages; the others tell their own name, and count."""
    sentence = _SENTENCES.get(language) or _SENTENCES.get(language.split("-")[0])
    return sentence or f"{LANGUAGES[language].name}: 1, 2, 3, 4, 5."
