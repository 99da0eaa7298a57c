// The user an app runs as.
#pragma once

#include <sys/types.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ligature::supervisor
{

struct Identity
{
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;  ///< supplementary
};

/// User ids of apps, handed out once per app name and kept in a file below the target's root; /etc/passwd is not
/// touched. An id is never given to another app, so nobody inherits files. Only the Supervisor, which holds the
/// target's lock, uses this.
class IdentityStore
{
public:
    /// `file` need not exist. Throws std::runtime_error if it exists and is not understood: guessing would hand ids out
    /// twice.
    explicit IdentityStore(std::string file);

    /// The id of an app; a new one is chosen between 30000 and 59999, unused by accounts of the system, and is on disk
    /// before this returns. Throws std::runtime_error.
    uid_t idOf(const std::string& app);

private:
    void save() const;

    std::string file_;
    std::map<std::string, uid_t> ids_;
};

/// Group ids for names; names this target does not know are added to `unknown`.
std::vector<gid_t> groupIds(const std::set<std::string>& names, std::vector<std::string>& unknown);

/// The account of that name (lower-cased, as TelAF does). False if there is none.
bool findAccount(const std::string& name, Identity& identity);

}  // namespace ligature::supervisor
