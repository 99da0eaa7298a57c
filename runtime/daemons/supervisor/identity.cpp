#include "runtime/daemons/supervisor/identity.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <stdexcept>

#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

namespace
{

constexpr uid_t kFirst = 30000;
constexpr uid_t kLast = 59999;
constexpr uid_t kBlock = 1000;

}  // namespace

IdentityStore::IdentityStore(std::string file) : file_(std::move(file))
{
    std::ifstream in(file_);
    std::string app;
    unsigned long id = 0;
    while (in >> app >> id)
    {
        if (id < kFirst || id > kLast)
        {
            throw std::runtime_error(file_ + ": user id " + std::to_string(id) + " of app " + app + " is out of range");
        }
        ids_[app] = static_cast<uid_t>(id);
    }
    if (in.is_open() && !in.eof())
    {
        throw std::runtime_error(file_ + ": is damaged; each line must be the name of an app and its user id");
    }
}

uid_t IdentityStore::idOf(const std::string& app)
{
    const auto known = ids_.find(app);
    if (known != ids_.end())
    {
        return known->second;
    }
    std::set<uid_t> taken;
    for (const auto& [name, id] : ids_)
    {
        taken.insert(id);
    }
    // Targets side by side on one machine start at different places, so that their apps rarely share an id.
    const uid_t blocks = (kLast - kFirst + 1) / kBlock;
    const uid_t start = static_cast<uid_t>(std::hash<std::string>{}(file_) % blocks) * kBlock;
    for (uid_t i = 0; i <= kLast - kFirst; ++i)
    {
        const uid_t id = kFirst + (start + i) % (kLast - kFirst + 1);
        if (!taken.contains(id) && ::getpwuid(id) == nullptr && ::getgrgid(id) == nullptr)
        {
            ids_[app] = id;
            save();
            return id;
        }
    }
    throw std::runtime_error("no user id is left for app " + app);
}

void IdentityStore::save() const
{
    std::string text;
    for (const auto& [app, id] : ids_)
    {
        text += app + " " + std::to_string(id) + "\n";
    }
    const std::string fresh = file_ + ".new";
    const formats::UniqueFd fd(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fsync(fd.get()) != 0 || ::rename(fresh.c_str(), file_.c_str()) != 0)
    {
        throw std::runtime_error(file_ + ": cannot be written: " + std::strerror(errno));
    }
}

std::vector<gid_t> groupIds(const std::set<std::string>& names, std::vector<std::string>& unknown)
{
    std::vector<gid_t> ids;
    for (const auto& name : names)
    {
        if (const group* found = ::getgrnam(name.c_str()))
        {
            ids.push_back(found->gr_gid);
        }
        else
        {
            unknown.push_back(name);
        }
    }
    return ids;
}

bool findAccount(const std::string& name, Identity& identity)
{
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    const passwd* account = ::getpwnam(lower.c_str());
    if (account == nullptr)
    {
        return false;
    }
    identity.uid = account->pw_uid;
    identity.gid = account->pw_gid;
    return true;
}

}  // namespace ligature::supervisor
