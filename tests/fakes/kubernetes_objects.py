"""What a scripted API server holds: objects by kind and name, their history, patches. No input or output."""

import copy
import itertools
import uuid
from collections import defaultdict
from typing import Any

Object = dict[str, Any]


class Failed(Exception):
    """An answer of status `code`."""

    def __init__(self, code: int, reason: str, message: str) -> None:
        self.code, self.reason, self.message = code, reason, message
        super().__init__(message)

    def as_status(self) -> Object:
        return {
            "kind": "Status",
            "status": "Failure",
            "code": self.code,
            "reason": self.reason,
            "message": self.message,
        }


class KubernetesObjects:
    """One namespace. Every change has a version, and is remembered until `forget`."""

    def __init__(self) -> None:
        self.kinds: defaultdict[str, dict[str, Object]] = defaultdict(dict)
        self.history: list[tuple[int, str, str, Object]] = []
        self.oldest = 0
        self._versions = itertools.count(101)
        self.version = 100

    def forget(self) -> None:
        """No new watch begins before this moment; those that go on miss nothing."""
        self.oldest = self.version

    def create(self, kind: str, item: Object) -> Object:
        name = item["metadata"]["name"]
        if name in self.kinds[kind]:
            raise Failed(409, "AlreadyExists", f'{kind} "{name}" already exists')
        item = copy.deepcopy(item)
        item["metadata"] |= {"uid": str(uuid.uuid4()), "creationTimestamp": "2026-01-01T12:00:00Z"}
        return self._store(kind, "ADDED", item)

    def get(self, kind: str, name: str) -> Object:
        if name not in self.kinds[kind]:
            raise Failed(404, "NotFound", f'{kind} "{name}" not found')
        return self.kinds[kind][name]

    def change(self, kind: str, name: str, patch: Object) -> Object:
        """A merge patch."""
        return self._store(kind, "MODIFIED", merged(self.get(kind, name), patch))

    def apply(self, kind: str, name: str, operations: list[Object]) -> Object:
        """A JSON patch of tests, replacements and additions."""
        item = copy.deepcopy(self.get(kind, name))
        for operation in operations:
            *path, last = [part.replace("~1", "/") for part in operation["path"].strip("/").split("/")]
            place = item
            for part in path:
                place = place[part]
            if operation["op"] == "test" and place.get(last) != operation["value"]:
                raise Failed(422, "Invalid", f"testing path {operation['path']} failed")
            place[last] = operation["value"]
        return self._store(kind, "MODIFIED", item)

    def put(self, kind: str, name: str, item: Object) -> Object:
        before = self.get(kind, name)["metadata"]["resourceVersion"]
        if item["metadata"].get("resourceVersion", before) != before:
            raise Failed(409, "Conflict", f'the object "{name}" has been modified')
        return self._store(kind, "MODIFIED", copy.deepcopy(item))

    def delete(self, kind: str, name: str, uid: str | None = None) -> Object:
        item = self.get(kind, name)
        if uid not in {None, item["metadata"]["uid"]}:
            raise Failed(409, "Conflict", "the UID in the precondition does not match")
        del self.kinds[kind][name]
        return self._remember(kind, "DELETED", copy.deepcopy(item))

    def listed(self, kind: str, selector: str) -> list[Object]:
        return [item for item in self.kinds[kind].values() if has_labels(item, selector)]

    def require(self, version: int) -> None:
        """Whether a watch may begin here."""
        if version < self.oldest:
            raise Failed(410, "Expired", f"too old resource version: {version} ({self.oldest})")

    def since(self, version: int, kind: str, selector: str) -> list[tuple[int, str, Object]]:
        return [
            (at, change, item)
            for at, one, change, item in self.history
            if at > version and one == kind and has_labels(item, selector)
        ]

    def _store(self, kind: str, change: str, item: Object) -> Object:
        self._remember(kind, change, item)
        self.kinds[kind][item["metadata"]["name"]] = item
        return item

    def _remember(self, kind: str, change: str, item: Object) -> Object:
        self.version = next(self._versions)
        item["metadata"]["resourceVersion"] = str(self.version)
        self.history.append((self.version, kind, change, item))
        return item


def merged(item: Object, patch: Object) -> Object:
    """RFC 7396."""
    result = dict(item)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            result[key] = merged(result.get(key) or {}, value)
        else:
            result[key] = value
    return result


def has_labels(item: Object, selector: str) -> bool:
    labels = item["metadata"].get("labels") or {}
    wanted = (part.split("=") for part in selector.split(",") if part)
    return all(labels.get(name) == value for name, value in wanted)
