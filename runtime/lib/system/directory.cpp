// Directories (runtime specification, section 1.13).
#include "runtime/include/le_dir.h"

#include "runtime/include/le_log.h"

#include <fcntl.h>
#include <fts.h>
#include <unistd.h>
#include <cerrno>
#include <string>

le_result_t le_dir_Make(const char* pathNamePtr, mode_t mode)
{
    if (mkdir(pathNamePtr, mode) == 0)
    {
        return LE_OK;
    }
    switch (errno)
    {
        case EEXIST:
            return LE_DUPLICATE;
        case ENOENT:
        case ENOTDIR:
            return LE_NOT_FOUND;
        default:
            LE_ERROR("Cannot make directory '%s': %m.", pathNamePtr);
            return LE_FAULT;
    }
}

le_result_t le_dir_MakePath(const char* pathNamePtr, mode_t mode)
{
    const std::string path = pathNamePtr;
    size_t end = 0;
    while (end != std::string::npos)
    {
        end = path.find('/', end + 1);
        const std::string part = path.substr(0, end);
        if (mkdir(part.c_str(), mode) != 0 && !le_dir_IsDir(part.c_str()))
        {
            LE_ERROR("Cannot make directory '%s': %m.", part.c_str());
            return LE_FAULT;
        }
    }
    return LE_OK;
}

le_result_t le_dir_RemoveRecursive(const char* pathNamePtr)
{
    char* const paths[] = {const_cast<char*>(pathNamePtr), nullptr};
    FTS* walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT, nullptr);
    if (walk == nullptr)
    {
        LE_ERROR("Cannot read directory '%s': %m.", pathNamePtr);
        return LE_FAULT;
    }
    le_result_t result = LE_OK;
    while (const FTSENT* entry = fts_read(walk))
    {
        if (entry->fts_info == FTS_D)
        {
            continue;  // It comes again, as FTS_DP, when what it contains is gone.
        }
        int error = entry->fts_errno;
        if (entry->fts_info != FTS_DNR && entry->fts_info != FTS_ERR)
        {
            const int flags = entry->fts_info == FTS_DP ? AT_REMOVEDIR : 0;
            error = unlinkat(AT_FDCWD, entry->fts_accpath, flags) == 0 ? 0 : errno;
        }
        if (error != 0 && error != ENOENT)
        {
            LE_ERROR("Cannot remove '%s': %s.", entry->fts_path, LE_ERRNO_TXT(error));
            result = LE_FAULT;
        }
    }
    fts_close(walk);
    return result;
}

bool le_dir_IsDir(const char* pathNamePtr)
{
    struct stat status = {};
    const int savedErrno = errno;
    if (stat(pathNamePtr, &status) == 0)
    {
        return S_ISDIR(status.st_mode);
    }
    if (errno != ENOENT && errno != ENOTDIR)
    {
        LE_WARN("Cannot tell whether '%s' is a directory: %m.", pathNamePtr);
    }
    errno = savedErrno;
    return false;
}
