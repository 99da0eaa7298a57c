// Removing what others have made: folders without permissions, and deeper than descriptors suffice for.
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/formats/files.h"

namespace ligature::formats
{
namespace
{

bool removeEntry(int directory, const std::string& name)
{
    return unlinkat(directory, name.c_str(), 0) == 0 ||
           (errno == EISDIR && unlinkat(directory, name.c_str(), AT_REMOVEDIR) == 0);
}

/// So that it can be emptied and moved. Of no matter if it fails: what needs it does then.
void takePermissions(int directory, const std::string& name)
{
    fchmodat(directory, name.c_str(), S_IRWXU, AT_SYMLINK_NOFOLLOW);
}

/// A folder that is emptied by moving up into it what lies deeper, which takes two descriptors for any depth.
class Emptied
{
public:
    explicit Emptied(int top) : top_(top) {}

    bool empty()
    {
        for (;;)
        {
            const std::vector<std::string> names = entriesOf(top_);
            bool isLess = names.empty();
            for (const std::string& name : names)
            {
                isLess |= removeEntry(top_, name) || moveContentUp(name);
            }
            if (names.empty() || !isLess)
            {
                return isLess;
            }
        }
    }

private:
    /// True if anything of it has gone, or is a level higher now.
    bool moveContentUp(const std::string& folder)
    {
        takePermissions(top_, folder);
        const UniqueFd directory(openat(top_, folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        bool isLess = false;
        if (directory)
        {
            for (const std::string& name : entriesOf(directory.get()))
            {
                isLess |= removeEntry(directory.get(), name) || moveUp(directory.get(), name);
            }
        }
        return isLess;
    }

    bool moveUp(int from, const std::string& name)
    {
        takePermissions(from, name);
        int result = 0;
        do
        {
            result = renameat2(from, name.c_str(), top_, std::to_string(next_++).c_str(), RENAME_NOREPLACE);
        } while (result != 0 && errno == EEXIST);
        return result == 0;
    }

    int top_;
    uint64_t next_ = 0;  ///< a name for what is moved up
};

}  // namespace

bool removeTree(const std::string& path)
{
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (!error)
    {
        return true;
    }
    takePermissions(AT_FDCWD, path);
    const UniqueFd top(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    return top && Emptied(top.get()).empty() && rmdir(path.c_str()) == 0;
}

}  // namespace ligature::formats
