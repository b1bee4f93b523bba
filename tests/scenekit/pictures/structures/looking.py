"""Where pictures of structures are tried, and what is wrong with them when their parts come one by one."""

from dataclasses import dataclass

from hypothesis import strategies as st

from scenekit import NarratedScene
from scenekit.layout import Region
from scenekit.pictures.spoken_picture import SpokenPicture
from scenekit.theme import THEMES
from tests.scenekit.pictures.frames import ASPECTS, faults_of, layout_faults


@dataclass(frozen=True)
class Place:
    """An aspect, a theme, and how much of the body the picture has."""

    aspect: str
    theme: str
    share: str


ANY_PLACE = st.builds(
    Place,
    aspect=st.sampled_from(sorted(ASPECTS)),
    theme=st.sampled_from(sorted(THEMES)),
    share=st.sampled_from(["all", "column", "rows"]),
)


def picture_room(scene: NarratedScene, place: Place) -> Region:
    """The region that this place means in the scene."""
    body = scene.layout.body
    match place.share:
        case "column":
            return body.columns(1, 1)[0]
        case "rows":
            return body.rows(7, 3)[0]
        case _:
            return body


def apart_faults(picture: SpokenPicture) -> list[str]:
    """The faults of the picture, also those of its parts against each other when each was added alone."""
    parts = (part.mobject for part in picture.parts)
    return [*faults_of(picture), *layout_faults(picture.scene, picture.frame, *parts)]
