from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Database(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="DB_")

    host: str = "localhost"
    port: int = 5432


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PULSE_", env_file=".env")

    host: str = "127.0.0.1"
    port: int = 8510
    data_dir: Path = Path("var")


settings = Settings()
