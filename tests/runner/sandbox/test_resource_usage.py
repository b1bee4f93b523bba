"""What a section uses is measured on real processes and folders, and judged by its limits."""

from pathlib import Path

import pytest

from runner.render.clearing import clear_folder
from runner.sandbox.kernel import machine
from runner.sandbox.resource_usage import ResourceUsage, excess, find_members, measure
from tests.runner.sandbox.sections import LIMITS, MEGABYTE, section_that, usage_of

EXIT_OF_ONE_THREAD = {"x86_64": 60, "aarch64": 93}[machine()]
WITHIN = ResourceUsage(memory_bytes=100 * MEGABYTE, tasks=30, disk_bytes=10 * MEGABYTE, files=20)


@pytest.mark.parametrize(
    ("usage", "told"),
    [
        (WITHIN, ""),
        (ResourceUsage(0, 0, 0, 0), ""),
        (
            ResourceUsage(100 * MEGABYTE + 1, 1, 0, 0),
            "all its processes together used more than 100 MB of memory",
        ),
        (ResourceUsage(0, 31, 0, 0), "it started more than 30 processes and threads"),
        (ResourceUsage(0, 1, 10 * MEGABYTE + 1, 0), "it wrote more than 10 MB to the disk"),
        (ResourceUsage(0, 1, 0, 21), "it made more than 20 files"),
        (ResourceUsage(0, 1, 0, 20, 10_000), ""),
        (ResourceUsage(0, 1, 0, 20, 10_001), "it held more than 10,000 locks on files"),
        (ResourceUsage(0, 1, 0, 20, 0, "it hides something"), "it hides something"),
        (
            ResourceUsage(2**40, 2**20, 2**40, 2**20),
            "all its processes together used more than 100 MB of memory",
        ),
    ],
)
def test_a_section_is_stopped_for_the_first_limit_that_it_exceeds(usage: ResourceUsage, told: str) -> None:
    assert excess(usage, LIMITS) == told


def test_a_section_that_does_nothing_is_one_task_without_files(tmp_path: Path) -> None:
    usage = usage_of("pass", tmp_path)
    assert (usage.tasks, usage.disk_bytes, usage.files) == (1, 0, 0)
    assert 0 < usage.memory_bytes < 100 * MEGABYTE


def test_each_thread_is_a_task(tmp_path: Path) -> None:
    body = "for _ in range(7): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    assert usage_of(body, tmp_path).tasks == 8


def test_each_child_is_a_task_and_its_children_too(tmp_path: Path) -> None:
    assert usage_of("sleeper(); sleeper()\nif os.fork() == 0: sleeper(); time.sleep(60)", tmp_path).tasks >= 4


def test_a_child_that_leaves_the_group_is_still_found(tmp_path: Path) -> None:
    body = """
    told, tell = os.pipe()
    if os.fork() == 0:
        os.setsid()
        sleeper()
        os.write(tell, b"x")
        time.sleep(60)
    os.read(told, 1)
    """
    assert usage_of(body, tmp_path).tasks == 3


def test_the_children_of_a_process_whose_threads_come_and_go_are_all_found(tmp_path: Path) -> None:
    body = """
    sleeper()
    def start_others():
        while True:
            others = [threading.Thread(target=time.sleep, args=(0.001,)) for _ in range(8)]
            for other in others:
                other.start()
            for other in others:
                other.join()
    threading.Thread(target=start_others, daemon=True).start()
    """
    with section_that(body, tmp_path) as (zygote, section):
        found = [len(list(find_members(zygote, section))) for _ in range(300)]
    assert set(found) == {2}


def test_an_orphan_is_still_found(tmp_path: Path) -> None:
    body = """
    parent = os.fork()
    if parent == 0:
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
    os.waitpid(parent, 0)
    """
    assert usage_of(body, tmp_path).tasks == 2


def test_the_dead_are_not_counted(tmp_path: Path) -> None:
    dead = """
    children = [os.fork() for _ in range(1)]
    if children == [0]:
        os._exit(0)
    os.waitid(os.P_PID, children[0], os.WEXITED | os.WNOWAIT)
    """
    assert usage_of(dead, tmp_path).tasks == 1


def test_a_process_whose_first_thread_has_ended_counts_with_all_that_it_holds(tmp_path: Path) -> None:
    body = f"""
    import ctypes
    told, tell = os.pipe()
    def go_on():
        kept = bytearray(b"x") * {32 * MEGABYTE}
        file = open("huge", "wb")
        os.unlink("huge")
        os.posix_fallocate(file.fileno(), 0, {4 * MEGABYTE})
        while "Z" not in open(f"/proc/{{os.getpid()}}/stat").read().rpartition(")")[2][:3]:
            time.sleep(0.01)
        os.write(tell, b"x")
        time.sleep(60)
    if os.fork() == 0:
        kernel.die_with_parent(signal.SIGKILL)
        threading.Thread(target=go_on).start()
        ctypes.CDLL(None).syscall({EXIT_OF_ONE_THREAD}, 0)
    os.read(told, 1)
    """
    usage = usage_of(body, tmp_path)
    assert usage.tasks >= 3
    assert usage.memory_bytes > 32 * MEGABYTE
    assert usage.disk_bytes >= 4 * MEGABYTE


def test_a_section_of_the_same_zygote_is_not_counted(tmp_path: Path) -> None:
    with section_that("sleeper()", tmp_path) as (zygote, section):
        assert {member.process_id for member in find_members(zygote, section)} >= {section}
        assert list(find_members(zygote, zygote)) == []
        assert list(find_members(zygote, 2**22 + 1)) == []


RESERVED = "kept = mmap.mmap(-1, 2**32, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)"


def test_memory_that_is_used_counts_and_memory_that_is_only_reserved_does_not(tmp_path: Path) -> None:
    plain = usage_of("pass", tmp_path).memory_bytes
    used = usage_of(f"kept = bytearray(b'x') * {64 * MEGABYTE}", tmp_path).memory_bytes
    reserved = usage_of(RESERVED, tmp_path).memory_bytes
    assert 60 * MEGABYTE < used - plain < 72 * MEGABYTE
    assert abs(reserved - plain) < 8 * MEGABYTE


def test_memory_that_children_share_counts_once_for_each_that_touches_it(tmp_path: Path) -> None:
    shared = f"""
    kept = mmap.mmap(-1, {32 * MEGABYTE})
    kept.write(b"x" * {32 * MEGABYTE})
    """
    assert usage_of(shared, tmp_path).memory_bytes > 32 * MEGABYTE


def test_files_count_by_what_they_take_of_the_disk_and_not_by_their_length(tmp_path: Path) -> None:
    body = f"""
    open("sparse", "wb").truncate(2**40)
    os.makedirs("a/b/c")
    open("a/b/c/full", "wb").write(bytes({2 * MEGABYTE}))
    os.symlink("/", "link")
    """
    usage = usage_of(body, tmp_path)
    assert usage.files == 6
    assert 2 * MEGABYTE <= usage.disk_bytes < 3 * MEGABYTE


def test_the_search_stops_at_the_number_of_files(tmp_path: Path) -> None:
    body = "for number in range(5_000): open(str(number), 'w').close()"
    usage = usage_of(body, tmp_path)
    assert usage.files == LIMITS.max_files + 1
    assert excess(usage, LIMITS) == "it made more than 20 files"


def test_the_search_stops_at_the_size(tmp_path: Path) -> None:
    body = f"""
    for folder in range(9):
        os.mkdir(str(folder))
        open(f"{{folder}}/file", "wb").write(bytes({6 * MEGABYTE}))
    """
    usage = usage_of(body, tmp_path)
    assert 10 * MEGABYTE < usage.disk_bytes < 20 * MEGABYTE
    assert excess(usage, LIMITS) == "it wrote more than 10 MB to the disk"


def test_files_in_folders_whose_paths_are_longer_than_the_kernel_takes_count(tmp_path: Path) -> None:
    body = f"""
    for _ in range(25):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    open("file", "wb").write(bytes({2 * MEGABYTE}))
    """
    many = LIMITS.model_copy(update={"max_files": 50})
    usage = usage_of(body, tmp_path, many)
    clear_folder(tmp_path)
    assert usage.files == 26
    assert usage.disk_bytes >= 2 * MEGABYTE
    assert usage.hidden == ""


def test_a_section_whose_folders_are_too_deep_to_search_is_stopped(tmp_path: Path) -> None:
    many = LIMITS.model_copy(update={"max_files": 5_000})
    usage = usage_of("for _ in range(70): os.mkdir('d'); os.chdir('d')", tmp_path, many)
    assert excess(usage, many) == "its folders are nested more than 64 deep"


def test_an_ended_process_uses_nothing(tmp_path: Path) -> None:
    assert measure(2**22 + 1, 2**22 + 1, tmp_path / "gone", LIMITS) == ResourceUsage(0, 0, 0, 0)
