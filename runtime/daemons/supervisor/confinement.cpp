#include "runtime/daemons/supervisor/confinement.h"

#include <grp.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "runtime/daemons/supervisor/sandbox_error.h"

namespace ligature::supervisor
{

namespace
{

struct FreeCapabilities
{
    void operator()(cap_t capabilities) const { ::cap_free(capabilities); }
};
using Capabilities = std::unique_ptr<std::remove_pointer_t<cap_t>, FreeCapabilities>;

[[noreturn]] void fail(const char* what)
{
    throw SandboxError(std::string("cannot ") + what + ": " + std::strerror(errno));
}

std::string fullName(const std::string& name)
{
    return name.rfind("cap_", 0) == 0 || name.rfind("CAP_", 0) == 0 ? name : "cap_" + name;
}

std::set<cap_value_t> valuesOf(const std::set<std::string>& names, std::vector<std::string>& remarks)
{
    std::set<cap_value_t> values;
    for (const auto& name : names)
    {
        cap_value_t value = 0;
        if (::cap_from_name(fullName(name).c_str(), &value) == 0)
        {
            values.insert(value);
        }
        else
        {
            remarks.push_back("this system has no capability '" + name + "'");
        }
    }
    return values;
}

void dropBoundingSet(const std::set<cap_value_t>& kept)
{
    int present = 0;
    for (cap_value_t value = 0; (present = ::prctl(PR_CAPBSET_READ, value)) >= 0; ++value)
    {
        if (present == 1 && !kept.contains(value) && ::prctl(PR_CAPBSET_DROP, value) != 0)
        {
            fail("drop a capability");
        }
    }
}

/// Makes `kept` all the process has, in the given sets.
void setCapabilities(const std::set<cap_value_t>& kept, bool inheritable)
{
    const Capabilities wanted(::cap_init());
    for (const cap_value_t value : kept)
    {
        ::cap_set_flag(wanted.get(), CAP_PERMITTED, 1, &value, CAP_SET);
        ::cap_set_flag(wanted.get(), CAP_EFFECTIVE, 1, &value, CAP_SET);
        if (inheritable)
        {
            ::cap_set_flag(wanted.get(), CAP_INHERITABLE, 1, &value, CAP_SET);
        }
    }
    if (::cap_set_proc(wanted.get()) != 0)
    {
        fail("set capabilities");
    }
}

}  // namespace

std::vector<std::string> becomeApp(const Identity& identity, const std::set<std::string>& capabilities, bool withGroups)
{
    std::vector<std::string> remarks;
    std::set<cap_value_t> kept;
    const Capabilities present(::cap_get_proc());
    for (const cap_value_t value : valuesOf(capabilities, remarks))
    {
        cap_flag_value_t has = CAP_CLEAR;
        if (::cap_get_flag(present.get(), value, CAP_PERMITTED, &has) == 0 && has == CAP_SET)
        {
            kept.insert(value);
        }
        else
        {
            remarks.push_back("capability " + std::to_string(value) +
                              " cannot be given: the Supervisor does not have it");
        }
    }
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    {
        fail("forbid new privileges");
    }
    dropBoundingSet(kept);
    if (!kept.empty() && ::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0)
    {
        fail("keep capabilities");
    }
    if (withGroups && ::setgroups(identity.groups.size(), identity.groups.data()) != 0)
    {
        fail("set the groups");
    }
    if (::setresgid(identity.gid, identity.gid, identity.gid) != 0 ||
        ::setresuid(identity.uid, identity.uid, identity.uid) != 0)
    {
        fail("become the app's user");
    }
    setCapabilities(kept, true);
    for (const cap_value_t value : kept)
    {
        // Ambient capabilities are those that survive the start of a program that knows nothing of them.
        if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, value, 0, 0) != 0)
        {
            fail("keep a capability");
        }
    }
    return remarks;
}

void reduceFirstProcess(const std::set<std::string>& capabilities)
{
    std::vector<std::string> remarks;
    std::set<cap_value_t> kept = valuesOf(capabilities, remarks);
    for (const cap_value_t value : {CAP_SETUID, CAP_SETGID, CAP_SETPCAP, CAP_KILL, CAP_SYS_RESOURCE, CAP_SYS_NICE})
    {
        kept.insert(value);
    }
    const Capabilities present(::cap_get_proc());
    std::erase_if(kept,
                  [&](cap_value_t value)
                  {
                      cap_flag_value_t has = CAP_CLEAR;
                      return ::cap_get_flag(present.get(), value, CAP_PERMITTED, &has) != 0 || has != CAP_SET;
                  });
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    {
        fail("forbid new privileges");
    }
    dropBoundingSet(kept);
    setCapabilities(kept, false);
}

}  // namespace ligature::supervisor
