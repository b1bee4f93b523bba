"""Settings of the cluster that runs videos as Jobs."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ClusterSettings(BaseSettings):
    """The Jobs' template and namespace, the leader's Lease, and access to the cluster."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="PODREEL_", env_ignore_empty=True, populate_by_name=True
    )

    job_template: Path = Field(
        default=Path("/etc/podreel/job.yaml"), description="The template of every video's Job."
    )
    namespace: str | None = Field(
        default=None, description="Namespace of the Jobs; by default the service account's, or the context's."
    )
    lease: str = Field(default="podreel-leader", description="Name of the Lease that the leader holds.")
    kubeconfig: str | None = Field(
        default=None,
        validation_alias="KUBECONFIG",
        description="Kubeconfig file; by default the pod's service account, or ~/.kube/config.",
    )
