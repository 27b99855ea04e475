"""Settings are read from the environment, and a bad one is named."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings


def test_environment(monkeypatch):
    """Each setting can be set as BLOTTER_<NAME>."""
    monkeypatch.setenv("BLOTTER_DATA", "/srv/blotter")
    monkeypatch.setenv("BLOTTER_PAGE_TIMEOUT_S", "7")

    settings = Settings()

    assert settings.data == Path("/srv/blotter")
    assert settings.ingest.page_timeout_s == 7


def test_default():
    """The data directory is ./blotter-data unless said otherwise."""
    assert Settings.model_fields["data"].default == Path("blotter-data")


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("WORKERS", "0"), ("LANGUAGES", "eng;rm -rf")]
)
def test_bad_value(monkeypatch, name, value):
    """A bad value stops the start."""
    monkeypatch.setenv(f"BLOTTER_{name}", value)

    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_every_setting_is_explained():
    """Every setting has a sentence of help."""
    assert all(field.description for field in Settings.model_fields.values())
