"""Settings of the cluster that runs videos as Jobs."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ClusterSettings(BaseSettings):
    """Where Jobs are made, from what, and who leads."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="PODREEL_", env_ignore_empty=True, populate_by_name=True
    )

    job_template: Path = Field(
        default=Path("/etc/podreel/job.yaml"), description="The Job that every video's Job is made from."
    )
    namespace: str | None = Field(
        default=None, description="Namespace of the Jobs; without it the service account's, or the context's."
    )
    lease: str = Field(default="podreel-leader", description="Name of the Lease that one replica holds.")
    kubeconfig: str | None = Field(
        default=None,
        validation_alias="KUBECONFIG",
        description="How to reach the cluster; without it the pod's own account, or ~/.kube/config.",
    )
