// The system call filter of sandboxed apps.
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "runtime/daemons/supervisor/confinement.h"
#include "runtime/daemons/supervisor/sandbox_error.h"

namespace ligature::supervisor
{

namespace
{

/// A call and the capability which, when the app keeps it, lifts the ban; "" for none.
struct Ban
{
    const char* call;
    const char* capability;
};

// Most of these need privileges an app does not have. They are listed all the same: behind each of them lies kernel
// code that a program can try to break.
constexpr Ban kBans[] = {
    {"mount", "sys_admin"},
    {"umount", "sys_admin"},
    {"umount2", "sys_admin"},
    {"pivot_root", "sys_admin"},
    {"move_mount", "sys_admin"},
    {"open_tree", "sys_admin"},
    {"fsopen", "sys_admin"},
    {"fsconfig", "sys_admin"},
    {"fsmount", "sys_admin"},
    {"fspick", "sys_admin"},
    {"mount_setattr", "sys_admin"},
    {"setns", "sys_admin"},
    {"unshare", "sys_admin"},
    {"swapon", "sys_admin"},
    {"swapoff", "sys_admin"},
    {"quotactl", "sys_admin"},
    {"quotactl_fd", "sys_admin"},
    {"chroot", "sys_chroot"},
    {"reboot", "sys_boot"},
    {"kexec_load", "sys_boot"},
    {"kexec_file_load", "sys_boot"},
    {"init_module", "sys_module"},
    {"finit_module", "sys_module"},
    {"delete_module", "sys_module"},
    {"ptrace", "sys_ptrace"},
    {"process_vm_readv", "sys_ptrace"},
    {"process_vm_writev", "sys_ptrace"},
    {"kcmp", "sys_ptrace"},
    {"pidfd_getfd", "sys_ptrace"},
    {"process_madvise", "sys_ptrace"},
    {"iopl", "sys_rawio"},
    {"ioperm", "sys_rawio"},
    {"acct", "sys_pacct"},
    {"syslog", "syslog"},
    {"open_by_handle_at", "dac_read_search"},
    {"bpf", "bpf"},
    {"perf_event_open", "perfmon"},
    {"keyctl", ""},
    {"add_key", ""},
    {"request_key", ""},
    {"userfaultfd", ""},
    {"io_uring_setup", ""},
    {"io_uring_enter", ""},
    {"io_uring_register", ""},
    {"lookup_dcookie", ""},
    {"vm86", ""},
    {"vm86old", ""},
    {"modify_ldt", ""},
};

constexpr unsigned long kNamespaceFlags[] = {CLONE_NEWNS,   CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
                                             CLONE_NEWUSER, CLONE_NEWPID,    CLONE_NEWNET};

void check(int result)
{
    if (result != 0)
    {
        throw SandboxError(std::string("cannot filter system calls: ") + std::strerror(-result));
    }
}

}  // namespace

void filterSystemCalls(const std::set<std::string>& capabilities)
{
    const auto kept = [&](const std::string& name)
    { return !name.empty() && (capabilities.contains(name) || capabilities.contains("cap_" + name)); };

    const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(::seccomp_init(SCMP_ACT_ALLOW), ::seccomp_release);
    if (!filter)
    {
        throw SandboxError("cannot filter system calls: libseccomp does not know this machine");
    }
    // Programs of the sister architecture are confined in the same way. Others are refused by libseccomp.
    switch (::seccomp_arch_native())
    {
        case SCMP_ARCH_X86_64:
            check(::seccomp_arch_add(filter.get(), SCMP_ARCH_X86));
            break;
        case SCMP_ARCH_AARCH64:
            check(::seccomp_arch_add(filter.get(), SCMP_ARCH_ARM));
            break;
        default:
            break;
    }
    for (const auto& ban : kBans)
    {
        const int call = ::seccomp_syscall_resolve_name(ban.call);
        if (call != __NR_SCMP_ERROR && !kept(ban.capability))
        {
            check(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0));
        }
    }
    if (!kept("sys_admin"))
    {
        for (const unsigned long flag : kNamespaceFlags)
        {
            check(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                                     SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)));
        }
        // Its flags are in memory, where a filter cannot look. C libraries fall back to clone().
        check(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0));
    }
    // Typing into the terminal that somebody started the framework from.
    check(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                             SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, TIOCSTI)));
    check(::seccomp_load(filter.get()));
}

}  // namespace ligature::supervisor
