"""Control groups that can be made but nobody can enter, as some containers have them."""

from runner.sandbox.cgroups import HostCgroups, SectionCgroup
from runner.sandbox.limits import RenderLimits


class ClosedCgroups(HostCgroups):
    """Folders in which the file that a process writes to is a folder."""

    made = 0

    def make(self, limits: RenderLimits) -> SectionCgroup:
        cgroup = super().make(limits)
        for folder in cgroup.folders:
            (folder / "tasks").mkdir()
        self.made += 1
        return cgroup
