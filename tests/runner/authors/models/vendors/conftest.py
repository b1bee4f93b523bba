"""One place for each provider of models."""

from collections.abc import Iterator

import pytest

from tests.runner.authors.models.vendors.places import PROVIDERS, Place, place_of, web_of


@pytest.fixture(params=PROVIDERS)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with web_of(request.param) as web:
        yield place_of(request.param, web)
