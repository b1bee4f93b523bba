"""Credentials for the cluster: the pod's service account or a kubeconfig; both can be reloaded."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from kubernetes.aio.client.configuration import Configuration
from kubernetes.aio.config.config_exception import ConfigException
from kubernetes.aio.config.incluster_config import InClusterConfigLoader
from kubernetes.aio.config.kube_config import load_kube_config

from contract.cluster_settings import ClusterSettings
from contract.failure import FailureCode, PodreelError

ACCOUNT_FOLDER = Path("/var/run/secrets/kubernetes.io/serviceaccount")
DEFAULT_KUBECONFIG = "~/.kube/config"
UNREADABLE = (ConfigException, yaml.YAMLError, OSError, ValueError, TypeError, AttributeError, KeyError)


@dataclass(frozen=True)
class ClusterCredentials:
    """`reload` replaces refused tokens in the same configuration; it raises one of UNREADABLE."""

    configuration: Configuration
    namespace: str
    reload: Callable[[], Awaitable[None]]


async def find_credentials(settings: ClusterSettings, account: Path = ACCOUNT_FOLDER) -> ClusterCredentials:
    """The kubeconfig of the settings, else the pod's service account, else the user's kubeconfig.

    Raises PodreelError(bad_configuration).
    """
    if settings.kubeconfig is None and (account / "token").is_file():
        return await _from_account(settings, account)
    return await _from_kubeconfig(settings)


async def _from_account(settings: ClusterSettings, account: Path) -> ClusterCredentials:
    configuration = _new_configuration()

    async def read() -> None:
        # A new loader each time: an existing one caches its token for a minute.
        loader = InClusterConfigLoader(account / "token", account / "ca.crt", environ=os.environ)  # type: ignore[no-untyped-call]
        loader.load_and_set(configuration)  # type: ignore[no-untyped-call]

    try:
        await read()
        own = (account / "namespace").read_text().strip()
    except UNREADABLE as error:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The pod's service account can't be used: {error_text(error)}.",
            "Let the pod mount its token (automountServiceAccountToken: true).",
        ) from error
    return ClusterCredentials(configuration, settings.namespace or own, read)


async def _from_kubeconfig(settings: ClusterSettings) -> ClusterCredentials:
    configuration = _new_configuration()
    paths = settings.kubeconfig or DEFAULT_KUBECONFIG
    if not _is_there(paths):
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"No cluster is configured: {paths} does not exist.",
            "Set KUBECONFIG to the file that kubectl uses.",
        )

    async def read() -> str:
        loader = await load_kube_config(paths, client_configuration=configuration, persist_config=False)  # type: ignore[no-untyped-call]
        return str(loader.current_context["context"].get("namespace") or "default")

    async def reload() -> None:
        await read()

    try:
        own = await read()
    except UNREADABLE as error:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The kubeconfig {paths} can't be used: {error_text(error)}.",
            "Run `kubectl get jobs` with the same file, and fix what it reports.",
        ) from error
    return ClusterCredentials(configuration, settings.namespace or own, reload)


def _new_configuration() -> Configuration:
    configuration = Configuration()
    # Python 3.13 rejects the CA certificates of many clusters, such as EKS, for lack of extensions that
    # kubectl does not require. Certificates are still verified.
    configuration.disable_strict_ssl_verification = True
    return configuration


def _is_there(paths: str) -> bool:
    """Whether any of these files exists; like kubectl, it accepts several."""
    return any(Path(path).expanduser().is_file() for path in paths.split(os.pathsep) if path)


def error_text(error: BaseException) -> str:
    """The error's message on one line of at most 200 characters, for use in a sentence."""
    text = " ".join(str(error).split()).rstrip(".")
    return text[:200] or type(error).__name__
