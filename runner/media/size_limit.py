"""The most bytes that the pictures of a section can need, whatever they show. Pure."""

# ITU-T H.264, A.3: no macroblock of 16 x 16 pixels takes more than 3,200 bits in the format that sections
# have. Noise takes x264 up to 255 bytes at our settings.
MACROBLOCK_BYTES = 400
# A slice's header, and a picture's entries in the index.
_PICTURE_BYTES = 1024
_FILE_BYTES = 64 * 1024


def most_picture_bytes(width: int, height: int) -> int:
    """The most bytes of one encoded picture of this size in pixels."""
    return -(-width // 16) * -(-height // 16) * MACROBLOCK_BYTES + _PICTURE_BYTES


def most_section_bytes(width: int, height: int, frame_count: int) -> int:
    """The most bytes of a section's file with so many pictures of this size, its index included."""
    return most_picture_bytes(width, height) * frame_count + _FILE_BYTES
