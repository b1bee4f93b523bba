"""The system calls that scripts may not make, and their numbers. Pure."""

import errno
import resource
import socket
from dataclasses import dataclass
from enum import IntEnum

# The tables are those of Linux 6.5. Newer calls are unknown here and refused.
NEWEST_NUMBER = 451


class RefusalResult(IntEnum):
    """The result that the caller gets instead."""

    DENIED = errno.EPERM
    # For calls that programs try first and do without if the kernel lacks them.
    ABSENT = errno.ENOSYS
    UNSUPPORTED = errno.EOPNOTSUPP
    # As on a file system without owners and modes: nothing happens, so that copying a file still works.
    IGNORED = 0


# number on x86-64, number on ARM64 (None: that machine does not have the call)
Numbers = tuple[int | None, int | None]

DENIED: dict[str, Numbers] = {
    # the network, and all sockets of other processes; `socketpair` is below
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    # Otherwise larger than the watch counts.
    "setsockopt": (54, 208),
    # passing files and sockets in messages, where no watch would find them
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "kcmp": (312, 272),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    # a new process group would not be killed with the section
    "setsid": (112, 157),
    "setpgid": (109, 154),
    # the kernel's key rings
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # parts of the kernel with a long record of vulnerabilities
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "syslog": (103, 116),
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450),
    "modify_ldt": (154, None),
    # memory that no process limit counts, and that others may share
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    # the machine itself
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    # Landlock restricts it only since its third version
    "truncate": (76, 45),
    # A second name for a file; Landlock allows it within a folder.
    "link": (86, None),
    "linkat": (265, 37),
}

ABSENT: dict[str, Numbers] = {
    "clone3": (435, 435),  # its flags are in memory, where no filter sees them
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # Pages in a pipe belong to no process, and each keeps all that it was allocated with, up to 2 MB.
    "vmsplice": (278, 75),
    "splice": (275, 76),
    "tee": (276, 77),
    "sendfile": (40, 71),
    # Its contexts are few, and shared by the whole machine.
    "io_setup": (206, 0),
    "io_destroy": (207, 1),
    "io_submit": (209, 2),
    "io_cancel": (210, 3),
    "io_getevents": (208, 4),
    "io_pgetevents": (333, 292),
    # Rules and filters are kernel memory; a machine's programs share the space for compiled filters.
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    "seccomp": (317, 277),
    # They reveal the names of files in folders that Landlock protects from being listed.
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
}

UNSUPPORTED: dict[str, Numbers] = {
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
}

# Landlock does not restrict these; they would reach every file of the user.
IGNORED: dict[str, Numbers] = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
}

ANSWERS: dict[RefusalResult, dict[str, Numbers]] = {
    RefusalResult.DENIED: DENIED,
    RefusalResult.ABSENT: ABSENT,
    RefusalResult.UNSUPPORTED: UNSUPPORTED,
    RefusalResult.IGNORED: IGNORED,
}


@dataclass(frozen=True)
class Condition:
    """Allows a call depending on one argument: if `argument & mask` is in `values`, or if it is not.

    It does not apply to calls whose argument number `unless_zero` is 0.
    """

    call: str
    numbers: Numbers
    argument: int
    mask: int
    values: tuple[int, ...]
    is_let_through: bool
    unless_zero: int | None = None


_ALL_BITS = 0xFFFFFFFF
_SOCKET_TYPE = 0xF
# CLONE_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID and _NEWNET.
_NEW_NAME_SPACES = 0x20000 | 0x2000000 | 0x4000000 | 0x8000000 | 0x10000000 | 0x20000000 | 0x40000000
# CLONE_THREAD, CLONE_FILES and CLOSE_RANGE_UNSHARE.
_THREAD, _FILES, _OWN_DESCRIPTORS = 0x10000, 0x400, 2
_F_SETOWN, _F_SETOWN_EX = 8, 15
# A lease lets its holder delay, for 45 seconds, whoever opens the file.
_F_SETLEASE, _F_NOTIFY = 1024, 1026
# Above the 64 KB of every pipe, by which the watch counts.
_F_SETPIPE_SZ = 1031
# /proc/locks does not tell whose they are.
_F_OFD_SETLK, _F_OFD_SETLKW = 37, 38
_FORBIDDEN_OF_FILES = (
    *(_F_SETOWN, _F_SETOWN_EX),
    *(_F_SETLEASE, _F_NOTIFY),
    *(_F_SETPIPE_SZ,),
    *(_F_OFD_SETLK, _F_OFD_SETLKW),
)
# Of prctl what concerns the process itself: names, signals, capabilities. Others take memory of the kernel,
# turn on large pages, hide the process from the watch, or are newer than this table.
_OWN_OPTIONS = (1, 2, 3, 7, 8, 15, 16, 21, 23, 24, 27, 28, 29, 30, 37, 38, 39, 42, 47)
# 0, or RENAME_NOREPLACE. RENAME_WHITEOUT leaves a device.
_RENAME_FLAGS = (0, 1)
_SHARED_ANONYMOUS = 0x01 | 0x20
# The same through a socket.
_FIOSETOWN, _SIOCSPGRP = 0x8901, 0x8902
# The owner of a file could move it to another quota.
_FS_IOC_SETFLAGS, _FS_IOC_FSSETXATTR = 0x40086602, 0x401C5820
_FORBIDDEN_OF_DEVICES = (_FIOSETOWN, _SIOCSPGRP, _FS_IOC_SETFLAGS, _FS_IOC_FSSETXATTR)

CONDITIONS = (
    Condition("socketpair", (53, 199), 0, _ALL_BITS, (socket.AF_UNIX,), True),
    # A pair of datagram sockets could send to any address.
    Condition("socketpair", (53, 199), 1, _SOCKET_TYPE, (socket.SOCK_STREAM,), True),
    Condition("clone", (56, 220), 0, _NEW_NAME_SPACES, (0,), True),
    # A thread with descriptors of its own would hide them from the watch.
    Condition("clone", (56, 220), 0, _THREAD | _FILES, (0, _FILES, _THREAD | _FILES), True),
    Condition("close_range", (436, 436), 2, _OWN_DESCRIPTORS, (0,), True),
    Condition("fcntl", (72, 25), 1, _ALL_BITS, _FORBIDDEN_OF_FILES, False),
    Condition("prctl", (157, 167), 0, _ALL_BITS, _OWN_OPTIONS, True),
    Condition("renameat2", (316, 276), 4, _ALL_BITS, _RENAME_FLAGS, True),
    Condition("ioctl", (16, 29), 1, _ALL_BITS, _FORBIDDEN_OF_DEVICES, False),
    Condition("prlimit64", (302, 261), 0, _ALL_BITS, (0,), True),
    # Core dumps stay off.
    Condition("prlimit64", (302, 261), 1, _ALL_BITS, (resource.RLIMIT_CORE,), False),
    Condition("setrlimit", (160, 164), 0, _ALL_BITS, (resource.RLIMIT_CORE,), False),
    Condition("personality", (135, 92), 0, _ALL_BITS, (_ALL_BITS,), True),
    # Shared memory stays even if no process has it in its page tables, by which memory is counted.
    Condition("mmap", (9, 222), 3, _SHARED_ANONYMOUS, (_SHARED_ANONYMOUS,), False),
    # No times means now: `touch` would take an ignored call as a sign that the file exists. Calls for an open
    # file, without a name, are allowed.
    Condition("utimensat", (280, 88), 2, _ALL_BITS, (0,), False, unless_zero=1),
    Condition("utimes", (235, None), 1, _ALL_BITS, (0,), False),
    Condition("utime", (132, None), 1, _ALL_BITS, (0,), False),
    Condition("futimesat", (261, None), 2, _ALL_BITS, (0,), False),
)


def signal_conditions(process_id: int) -> tuple[Condition, ...]:
    """Allows signals only to the process itself and its group, for kernels whose Landlock ignores signals."""
    myself = (process_id,)
    # A negative process id means the process group that it leads.
    group = (0, process_id, -process_id & _ALL_BITS)
    return (
        Condition("kill", (62, 129), 0, _ALL_BITS, group, True),
        Condition("tgkill", (234, 131), 0, _ALL_BITS, myself, True),
        Condition("tkill", (200, 130), 0, _ALL_BITS, (), True),
        Condition("rt_sigqueueinfo", (129, 138), 0, _ALL_BITS, myself, True),
        Condition("rt_tgsigqueueinfo", (297, 240), 0, _ALL_BITS, myself, True),
    )
