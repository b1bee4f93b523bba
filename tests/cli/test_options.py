"""The options that name files leave it to whoever reads a file to say that it can't be read."""

from typing import Any, get_args

import pytest

from cli.options import CheckedFile, ExplanationFile, ScriptFile
from cli.service_options import ApiKeyFile


@pytest.mark.parametrize(
    "option",
    [CheckedFile, ScriptFile, ExplanationFile, ApiKeyFile],
    ids=["check", "--script", "--explanation", "--api-key-file"],
)
def test_an_unreadable_file_is_refused_by_its_reader_and_not_as_a_wrong_option(option: Any) -> None:
    assert not get_args(option)[-1].readable
